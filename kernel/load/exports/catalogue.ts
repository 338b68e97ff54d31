import type { ExportDefinition } from "./definition.ts";
import { tiktokAdsManager } from "./tiktok-ads-manager.ts";

export const exportCatalogue: readonly ExportDefinition[] = [tiktokAdsManager];

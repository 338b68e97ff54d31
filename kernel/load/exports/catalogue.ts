import type { ExportDefinition } from "./definition.ts";
import { tiktokAdsManager } from "./tiktok-ads-manager.ts";
import { tiktokApiFields } from "./tiktok-api-fields.ts";

export const exportCatalogue: readonly ExportDefinition[] = [
  spelledAlso(tiktokAdsManager, "api", tiktokApiFields),
];

/** A definition whose columns have further headers, by their ids. */
function spelledAlso(
  definition: ExportDefinition,
  language: string,
  fields: Readonly<Record<string, readonly string[]>>,
): ExportDefinition {
  return {
    ...definition,
    columns: definition.columns.map((column) => {
      const headers = fields[column.id];
      return headers ? { ...column, headers: { ...column.headers, [language]: headers } } : column;
    }),
  };
}

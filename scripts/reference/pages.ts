import { metricsReferencePage } from "../../kernel/metrics/reference-page.ts";
import { frontMatterPage } from "./front-matter-page.ts";
import { functionsPage } from "./functions-page.ts";
import { helpersPage } from "./helpers-page.ts";
import { settingsPage } from "./settings-page.ts";

/** The generated pages of docs/reference, by file name. */
export const referencePages: Readonly<Record<string, () => string>> = {
  "metrics.md": metricsReferencePage,
  "functions.md": functionsPage,
  "helpers.md": helpersPage,
  "front-matter.md": frontMatterPage,
  "settings.md": settingsPage,
};

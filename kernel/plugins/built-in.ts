import { rules } from "../diagnose/catalogue.ts";
import { exportCatalogue } from "../load/exports/catalogue.ts";
import { catalogue } from "../metrics/catalogue.ts";
import type { Registered } from "./registry.ts";
import { compose } from "./registry.ts";
import { sampleTemplates } from "./sample-templates.ts";

/** What is built in, as a plugin brings it. */
export const builtIn: Registered = {
  name: "campaign-notebook",
  metrics: catalogue,
  columns: [],
  exports: exportCatalogue,
  rules,
  templates: sampleTemplates,
  views: [{ name: "table" }, { name: "kpi" }, { name: "findings" }],
};

/** Without any other plugin. */
export const builtInRegistry = compose(builtIn);

import { exportCatalogue } from "../load/exports/catalogue.ts";
import { catalogue } from "../metrics/catalogue.ts";
import { definePlugin } from "./plugin.ts";
import { compose } from "./registry.ts";

/** What is built in, as the plugin that it could be. */
export const builtIn = definePlugin({
  name: "campaign-notebook",
  metrics: catalogue,
  columns: [],
  exports: exportCatalogue,
});

/** Without any other plugin. */
export const builtInRegistry = compose(builtIn);

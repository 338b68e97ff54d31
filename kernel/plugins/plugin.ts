import type { ExportDefinition } from "../load/exports/definition.ts";
import type { Expression } from "../metrics/expression.ts";
import type { Metric } from "../metrics/metric.ts";

/** Version of what a plugin and this program agree on; it changes when an older plugin would no longer work. */
export const pluginContract = 1;

/** A metric as a plugin writes it: the record that the built-in ones are, or less. */
export interface PluginMetric extends Pick<Metric, "name" | "label" | "unit" | "inputs" | "doc"> {
  /** Arithmetic over the inputs in SQL, "cost / video_views_6s", or built by `ratio()`, `times()` … */
  readonly formula: string | Expression;
  readonly id?: string;
  readonly better?: Metric["better"];
  readonly notes?: string;
  /** Where the definition comes from. */
  readonly source?: string;
}

/** What `defineColumn` gives. Its function stays in the plugin's thread. */
export interface PluginColumn {
  readonly signature: { readonly id: string };
}

export interface Plugin {
  /** Names the plugin in messages; no two of a notebook have one name. */
  readonly name: string;
  readonly version?: string;
  /** The version of the contract that it was written for; this program's without one. */
  readonly contract?: number;
  readonly metrics?: readonly PluginMetric[];
  readonly columns?: readonly PluginColumn[];
  readonly exports?: readonly ExportDefinition[];
}

/** The record as it is, its types checked. What comes from a file is checked again when it is loaded. */
export function definePlugin<const P extends Plugin>(plugin: P): P {
  return plugin;
}

import type { EvidenceColumn, Rule, Threshold } from "../diagnose/rule.ts";
import type { ExportDefinition } from "../load/exports/definition.ts";
import type { Expression } from "../metrics/expression.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Unit } from "../protocol/unit.ts";

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

type Described = Pick<Rule, "id" | "name" | "severity" | "needs" | "sentence" | "action"> & {
  readonly about: Exclude<Rule["about"], "creator">;
};
type Optional = Pick<Rule, "levels" | "needsPeers" | "units" | "brief" | "chart">;

/** A rule as a plugin writes it: the record that the built-in ones are, its query as text. */
export interface PluginDiagnosis extends Described, Optional {
  /**
   * One SELECT over `diag_things` and the other relations of docs/plugins.md, with a row for each thing.
   * A threshold stands in it as `{its_name}`.
   */
  readonly query: string;
  readonly thresholds?: Readonly<Record<string, Pick<Threshold, "default" | "unit" | "label">>>;
  readonly evidence: readonly EvidenceColumn[];
  /** A problem without one. */
  readonly kind?: Rule["kind"];
  /** What the figures are compared with. */
  readonly base?: string;
  /** The test in words that `z` is of; without one the rule counts. */
  readonly test?: string;
  /** What the money at stake is; without one none is named. */
  readonly stake?: string;
}

/** A notebook to begin with. */
export interface Template {
  readonly name: string;
  readonly title: string;
  /** The question that it answers. */
  readonly description: string;
  /** Of its file, a `*.campaign.md` beside the plugin. Sources that lie there too are copied with it. */
  readonly path: string;
}

/** A way to draw any result that has its columns, for `view=<name>`. */
export interface ChartView {
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  /** Columns that a result must have. */
  readonly inputs: Readonly<Record<string, Unit>>;
  /** A Vega-Lite spec without data. */
  readonly chart: Readonly<Record<string, unknown>>;
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
  readonly diagnoses?: readonly PluginDiagnosis[];
  readonly templates?: readonly Template[];
  readonly views?: readonly ChartView[];
}

/** The record as it is, its types checked. What comes from a file is checked again when it is loaded. */
export function definePlugin<const P extends Plugin>(plugin: P): P {
  return plugin;
}

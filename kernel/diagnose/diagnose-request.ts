import type { LoadReport } from "../protocol/load-report.ts";
import type { Basis } from "./load-check.ts";
import type { Level, Rule } from "./rule.ts";
import type { GivenThresholds } from "./settings.ts";

export interface DiagnoseRequest {
  /** The table's name. */
  readonly source: string;
  readonly columns: readonly string[];
  /** Of a table that is a source. */
  readonly report: LoadReport | null;
  /** ISO 4217, where all its money is in one. */
  readonly currency: string | null;
  /** null: the finest that the table has. */
  readonly level: Level | null;
  /** All rules that are known, built in or a plugin's. */
  readonly known: readonly Rule[];
  /** Ids; null: all. */
  readonly rules: readonly string[] | null;
  readonly thresholds: GivenThresholds;
  /** The notebook's, by metric. */
  readonly targets: ReadonlyMap<string, number>;
  /** What the notebook says besides; null: there is none. */
  readonly notebook: Basis["notebook"];
}

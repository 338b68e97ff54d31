import type { Grain, LoadReport, Notice } from "../../protocol/load-report.ts";
import type { TableFacts } from "../checks.ts";
import type { TableWriter } from "../table.ts";
import type { RepeatedRows } from "./repeated-rows.ts";
import type { UnitedColumn } from "./united-columns.ts";

/** One file of a source. */
export interface PartReport {
  readonly name: string;
  readonly report: LoadReport;
}

/** All of them in one table. */
export interface Union {
  readonly writer: TableWriter;
  readonly columns: readonly UnitedColumn[];
  readonly facts: TableFacts;
  readonly grain: Grain;
  readonly repeated: readonly RepeatedRows[];
  readonly notices: readonly Notice[];
}

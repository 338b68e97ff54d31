import type { LoadReport, Notice } from "../protocol/load-report.ts";
import type { CellOutput, ShownParameter } from "../protocol/output.ts";

/**
 * All that a report shows. It holds no time, no path and no locale: the same model gives the same
 * bytes on every machine.
 */
export interface ReportModel {
  readonly title: string;
  /** Language of the prose, as in HTML's `lang`. */
  readonly lang: string;
  /** In document order. */
  readonly cells: readonly ReportCell[];
  readonly loads: readonly LoadReport[];
  readonly parameters: readonly ShownParameter[];
  /** About the notebook as a whole. */
  readonly notices: readonly Notice[];
  readonly versions: { readonly product: string; readonly engine: string };
  readonly chartVariables: ChartVariables;
  /** Why the report is not whole, as sentences for its head; null for a whole one. */
  readonly incomplete: string | null;
}

export type ReportCell = ReportProse | ReportCode;

export interface ReportProse {
  readonly kind: "markdown";
  readonly text: string;
}

export interface ReportCode {
  readonly kind: "code";
  readonly language: string;
  readonly code: string;
  /** The reader gets the outputs, not the code. */
  readonly hidden: boolean;
  readonly name: string | null;
  /** A load output is not drawn in place: `ReportModel.loads` closes the report. */
  readonly outputs: readonly CellOutput[];
}

/** The CSS variables that the charts draw with; the page takes its own colours from them too. */
export type ChartVariables = Readonly<
  Record<"light" | "dark" | "print", Readonly<Record<string, string>>>
>;

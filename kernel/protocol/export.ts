import type { LoadReport } from "./load-report.ts";

export const exportFormats = ["xlsx", "csv", "parquet"] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Rows below its header that a sheet holds, and hence an XLSX export. */
export const sheetRows = 1_048_575;

export interface ReportPage {
  /** One file, as `run` writes it. */
  readonly html: string;
  /** What the report cannot show; it says so itself. */
  readonly missing: readonly MissingResult[];
}

export interface MissingResult {
  /** Of the cell. */
  readonly index: number;
  readonly reason: "not_run" | "changed" | "failed";
}

export interface ExportedFile {
  readonly rows: number;
}

/** An export that was read, and is not a source yet. */
export interface SourcePreview {
  readonly report: LoadReport;
  /** The report in lines, as every place words it. */
  readonly facts: readonly LoadFact[];
  /** What a source of this kind is usually called. */
  readonly suggestedName: string;
}

/** One line of what a load found. */
export interface LoadFact {
  readonly label: string;
  readonly text: string;
  /** `check`: tested and found good; `look`: a person should look. */
  readonly state: "plain" | "check" | "look";
}

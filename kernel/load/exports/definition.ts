/** What an export format is, as data. Adding a format is adding one file that holds one of these. */

/** How a cell is read. `int` and `money` are exact; `percent` becomes a ratio 0–1; ids stay text. */
export type CellKind =
  | "int"
  | "money"
  | "percent"
  | "decimal"
  | "duration"
  | "id"
  | "text"
  | "category"
  | "date"
  | "timestamp";

export interface ExportColumn {
  /** Canonical id: the column's name in the table. */
  readonly id: string;
  readonly kind: CellKind;
  /** Spellings by UI language; compared after folding case, width and spaces. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

export interface ExportDefinition {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly ExportColumn[];
  /** Of each group at least one column must be there, else it is another kind of file. */
  readonly required: readonly (readonly string[])[];
  /** From fine to coarse: the first level of which a column is there is the file's level. */
  readonly levels: readonly ExportLevel[];
  /** Columns that, when there, split a row further (age, country …) and belong to its key. */
  readonly breakdowns: readonly string[];
  /** Labels of a totals row: regular expressions for the whole cell, case folded. */
  readonly totalsLabels: readonly string[];
  /** Printed ratios and the bases they are computed from: `[printed, numerator, denominator]`. */
  readonly printedRatios: readonly (readonly [string, string, string])[];
}

export interface ExportLevel {
  readonly level: "campaign" | "adgroup" | "ad";
  readonly id: string;
  readonly name: string;
}

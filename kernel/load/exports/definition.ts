/** What an export format is, as data. Adding a format is adding one file that holds one of these. */

/**
 * How a cell is read. `int` and `money` are exact; `percent` becomes a ratio 0–1, and so does a
 * `fraction`, which the system writes as one; ids stay text.
 */
export type CellKind =
  | "int"
  | "money"
  | "percent"
  | "fraction"
  | "decimal"
  | "duration"
  | "id"
  | "text"
  | "category"
  | "date"
  | "timestamp";

/** Spellings by UI language; `api` for the fields of interfaces and connectors. */
export type Spellings = Readonly<Record<string, readonly string[]>>;

export interface ExportColumn {
  /** Canonical id: the column's name in the table. */
  readonly id: string;
  readonly kind: CellKind;
  /** Seen in real files, their readers or the platform's documentation; compared after folding case, width and spaces. */
  readonly headers: Spellings;
  /** Labels of the user interface that no one has seen as the header of a file. */
  readonly inferred?: Spellings;
  /** Says who someone is or where they live: loaded only if the source asks for it by name. */
  readonly personal?: true;
}

export interface ExportDefinition {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly ExportColumn[];
  /** Headers that mean a column only beside one of some others. */
  readonly beside?: {
    readonly columns: readonly string[];
    readonly headers: Readonly<Record<string, Spellings>>;
  };
  /** Headers that the system has besides, and that mean nothing here: kept under their own names. */
  readonly others?: readonly string[];
  /** Its files have columns of their owners besides, as many as they like. */
  readonly ownColumns?: true;
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
  /** Headers that the platform uses for several things, and how to tell which it is in a file. */
  readonly ambiguous?: readonly AmbiguousColumn[];
  /** Begins a line after which another table of the same file follows. */
  readonly sectionMark?: string;
}

/** What a row can stand for. */
export interface ExportLevel {
  /** ad, order_line, creator … */
  readonly level: string;
  readonly id: string;
  /** Stands for the id where that is missing, together with the names of the coarser levels. */
  readonly name?: string;
  /** Columns within which alone the id is one thing: a product's id within its order. */
  readonly within?: readonly string[];
  /** There is one row of it whatever the period of the file: an order, and no campaign. */
  readonly once?: true;
}

/** A column whose meaning is the reading that its cells agree with. */
export interface AmbiguousColumn {
  readonly id: string;
  /** Of ratios: the meaning and its bases, `[means, numerator, denominator]`. */
  readonly ratios?: readonly (readonly [string, string, string])[];
  /** Of a count that is a share elsewhere: what a column of shares means. */
  readonly share?: string;
  /** Of a share that is a count elsewhere: what a column of counts means. */
  readonly count?: string;
}

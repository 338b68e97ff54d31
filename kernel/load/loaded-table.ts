import type { LeftOutRows, RejectedValues } from "../protocol/load-report.ts";
import type { TableFacts } from "./checks.ts";
import type { FileEvidence } from "./evidence.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { LoadProgress } from "./progress.ts";
import type { Sniffed } from "./sniff.ts";
import type { SourceFile } from "./source-file.ts";
import type { TableWriter } from "./table.ts";
import type { TotalsCandidate } from "./totals.ts";

/** What the user says about a source that its file does not. */
export interface LoadOptions {
  /** BCP 47; settles the decimal mark and the order of day and month. */
  readonly locale?: string;
  /** ISO 4217, for a file without a currency. */
  readonly currency?: string;
  /** Kept in the report for rules and checks; they do not change what is loaded. */
  readonly attribution?: string;
  readonly region?: string;
  readonly timezone?: string;
  readonly clicks?: "destination" | "all";
  /** What a bare "CVR" is per: a click or an impression. */
  readonly cvr?: "clicks" | "impressions";
  readonly origin?: "platform" | "own";
  readonly as_of?: string;
  /** Headers or ids of columns with personal data to load all the same. */
  readonly personal_data?: readonly string[];
}

/** What both ways of loading are given. */
export interface LoadStep {
  readonly file: SourceFile;
  readonly sniffed: Sniffed;
  readonly options: LoadOptions;
  /** Path of the database to write; names that begin with it may be used besides. */
  readonly temporary: string;
  readonly signal: AbortSignal | undefined;
  readonly progress: ((progress: LoadProgress) => void) | undefined;
}

/** A table that is written and open, with what came up on the way. */
export interface LoadedTable {
  readonly writer: TableWriter;
  readonly plans: readonly ColumnPlan[];
  readonly facts: TableFacts;
  /** SQL expression over `data` for a row's 1-based position in the file. */
  readonly row: string;
  readonly read: number;
  readonly leftOut: readonly LeftOutRows[];
  readonly rejected: readonly RejectedValues[];
  readonly totals: readonly TotalsCandidate[];
  /** Rows that look like totals and are not: they do not carry the sums. Kept as data. */
  readonly keptTotals?: readonly number[];
  /** What the cells said about how they are written; the direct way has seen only some of them. */
  readonly evidence?: FileEvidence;
  /** The last row has too few cells. */
  readonly endsShort?: boolean;
  /** Bytes that are no character in the file's encoding. */
  readonly strayCharacters: number;
  /** Currencies written beside amounts. */
  readonly cellCurrencies: readonly string[];
}

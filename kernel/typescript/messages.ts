/** What a notebook's kernel and the thread that runs its TypeScript say to each other. */

import type { MessagePort } from "node:worker_threads";
import type { Problem } from "../protocol/problem.ts";
import type { NumberUnit, Unit } from "../protocol/unit.ts";
import type { Parameters } from "../session/parameters.ts";
import type { CellCode } from "./cell-code.ts";

/** Given to the thread when it starts. */
export interface ThreadData {
  /** Absolute path of the notebook: packages and files are found from its folder. */
  readonly notebookPath: string;
  /** Where columns are asked for, apart from the other messages so that the kernel can wait for one. */
  readonly columns: MessagePort;
  /** One 32-bit number: 1 once an answer lies at the port. */
  readonly answered: SharedArrayBuffer;
}

export type ToThread =
  | {
      readonly type: "run";
      readonly code: Pick<CellCode, "script" | "inserted" | "columns">;
      /** Exports of other cells that it is given. */
      readonly given: readonly string[];
      readonly parameters: Parameters;
      /** Its default export is a plugin, not something to show. */
      readonly isPlugin?: true;
    }
  | { readonly type: "answer"; readonly ask: number; readonly bytes: Uint8Array }
  | { readonly type: "refusal"; readonly ask: number; readonly problem: Problem };

export type FromThread =
  | {
      readonly type: "ask";
      readonly ask: number;
      readonly sql: string;
      readonly parameters: Parameters;
    }
  /** All that the cell printed so far, in a readable length. */
  | { readonly type: "printed"; readonly text: string }
  | { readonly type: "done"; readonly made: CellMade }
  | { readonly type: "failed"; readonly problem: Problem };

export interface CellMade {
  /** A plugin's record as JSON, its functions left out; null of a cell. */
  readonly plugin: string | null;
  readonly shown: Shown | null;
  readonly exports: readonly { readonly name: string; readonly table: Uint8Array | null }[];
  readonly columns: readonly ColumnSignature[];
}

/** Tables travel as Arrow streams. */
export type Shown =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "table"; readonly table: Uint8Array }
  | { readonly kind: "chart"; readonly spec: string; readonly data: string | Uint8Array | null };

/** A column as the kernel knows it; what it computes stays in the thread. */
export interface ColumnSignature {
  readonly id: string;
  readonly label: string;
  readonly unit: NumberUnit | "text";
  readonly better: "higher" | "lower" | "neither";
  readonly inputs: readonly (readonly [name: string, unit: Unit])[];
  /** Names the definition: a later one of the same id has another number. */
  readonly number: number;
}

/** The rows of one call. Numbers come as doubles, everything else as text. */
export interface ColumnRows {
  readonly count: number;
  readonly inputs: readonly (Float64Array | readonly (string | null)[])[];
  /** 1 where an input is NULL; null where none is. */
  readonly missing: Uint8Array | null;
}

export interface ColumnCall extends ColumnRows {
  readonly number: number;
}

/** One value a row; what stands where `missing` is 1 is no value. */
export interface ColumnValues {
  readonly values: Float64Array | readonly (string | null)[];
  readonly missing: Uint8Array | null;
}

export type ColumnAnswer = ColumnValues | { readonly problem: Problem };

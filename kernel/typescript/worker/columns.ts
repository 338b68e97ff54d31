import { inspect, types } from "node:util";
import type { Problem } from "../../protocol/problem.ts";
import { ProblemError } from "../../protocol/problem.ts";
import type { NumberUnit, Unit } from "../../protocol/unit.ts";
import { isNumberUnit, numberUnits } from "../../protocol/unit.ts";
import type { ColumnRows, ColumnSignature, ColumnValues } from "../messages.ts";

/** A value of an input by its unit: numbers are numbers, everything else is text. */
export type InputValue<U> = U extends NumberUnit ? number : string;
/** The values of an input over several rows; NaN and null stand for NULL. */
export type InputValues<U> = U extends NumberUnit ? Float64Array : readonly (string | null)[];
type Result<U> = (U extends NumberUnit ? number : string) | null;

/** A column as a notebook's author writes it; see docs/typescript.md. */
export interface ColumnDefinition<
  I extends Readonly<Record<string, Unit>>,
  U extends NumberUnit | "text",
> {
  /** What SQL calls it. */
  readonly id: string;
  readonly label?: string;
  readonly unit: U;
  readonly better?: "higher" | "lower" | "neither";
  /** The function's parameters in order, each with what it measures. */
  readonly inputs: I;
  /** One row. Not called for a row with a NULL among its inputs: that gives NULL. */
  readonly compute?: (row: { readonly [K in keyof I]: InputValue<I[K]> }) => Result<U>;
  /** Many rows at once, as many values as rows. What it gives for a row with a NULL is left out. */
  readonly computeBatch?: (
    columns: { readonly [K in keyof I]: InputValues<I[K]> },
    rows: number,
  ) => ArrayLike<Result<U>>;
}

export type AnyDefinition = ColumnDefinition<Readonly<Record<string, Unit>>, NumberUnit | "text">;

export interface Column {
  readonly signature: ColumnSignature;
  readonly definition: AnyDefinition;
}

let lastNumber = 0;
/** Whether a column is computing now: it may not ask for anything meanwhile. */
export let isComputing = false;

/** @throws ProblemError `script_column` for what is no definition, an async function among it */
export function columnOf(definition: AnyDefinition): Column {
  const { id, label, unit, better = "neither", inputs, compute, computeBatch } = definition;
  if (typeof id !== "string" || !/^[a-z_][a-z0-9_]*$/i.test(id))
    throw refused(
      `The column's id ${inspect(id)} cannot be called in SQL`,
      "Use a name like cost_per_view.",
    );
  if (unit !== "text" && !isNumberUnit(unit))
    throw refused(`The column “${id}” has no such unit: ${inspect(unit)}`, units);
  const entries = Object.entries(inputs ?? {});
  if (entries.length === 0)
    throw refused(`The column “${id}” has no inputs`, 'Write inputs: { cost: "money" }.');
  for (const work of [compute, computeBatch])
    if (types.isAsyncFunction(work) || types.isGeneratorFunction(work))
      throw refused(
        `The column “${id}” is async; SQL cannot wait for it`,
        "Compute what it needs before, in the cell.",
      );
  if ((typeof compute === "function") === (typeof computeBatch === "function"))
    throw refused(
      `The column “${id}” needs compute or computeBatch, one of them`,
      "See docs/typescript.md.",
    );
  const number = ++lastNumber;
  const signature = { id, label: label ?? id, unit, better, inputs: entries, number };
  return { signature, definition };
}

const units = `Use ${numberUnits.join(", ")} or text.`;

/**
 * A column's values over rows. A row with a NULL among its inputs gives NULL; so does a result that is
 * no finite number, as a division by zero does in the built-in metrics.
 *
 * @throws ProblemError `script_column` naming the inputs of the row at which it failed
 */
export function computeRows(column: Column, rows: ColumnRows): ColumnValues {
  isComputing = true;
  try {
    const { definition } = column;
    return definition.computeBatch
      ? batchValues(column, definition.computeBatch, rows)
      : rowValues(column, definition.compute ?? (() => null), rows);
  } finally {
    isComputing = false;
  }
}

function rowValues(
  column: Column,
  compute: NonNullable<AnyDefinition["compute"]>,
  rows: ColumnRows,
): ColumnValues {
  const results = new Results(column, rows);
  for (let row = 0; row < rows.count; row++) {
    if (rows.missing?.[row] === 1) continue;
    const inputs = inputsAt(column, rows, row);
    let value: unknown;
    try {
      value = compute(inputs);
    } catch (error) {
      throw failedAt(column, inputs, messageOf(error));
    }
    results.set(row, value);
  }
  return results;
}

function batchValues(
  column: Column,
  computeBatch: NonNullable<AnyDefinition["computeBatch"]>,
  rows: ColumnRows,
): ColumnValues {
  const inputs = Object.fromEntries(
    column.signature.inputs.map(([name], index) => [name, rows.inputs[index] ?? []]),
  );
  let values: unknown;
  try {
    values = computeBatch(inputs, rows.count);
  } catch (error) {
    throw failedAt(column, inputsAt(column, rows, 0), messageOf(error));
  }
  const found = isListLike(values) ? values.length : inspect(values, { depth: 0 });
  if (!isListLike(values) || values.length !== rows.count)
    throw refused(
      `computeBatch of the column “${column.signature.id}” gave ${found} for ${rows.count} rows`,
      "Return one value for each row.",
    );
  const results = new Results(column, rows);
  for (let row = 0; row < rows.count; row++)
    if (rows.missing?.[row] !== 1) results.set(row, values[row]);
  return results;
}

/** What a column gives, row by row, held to its unit. */
class Results implements ColumnValues {
  readonly values: Float64Array | (string | null)[];
  missing: Uint8Array | null;
  readonly #column: Column;
  readonly #rows: ColumnRows;

  constructor(column: Column, rows: ColumnRows) {
    this.#column = column;
    this.#rows = rows;
    this.values =
      column.signature.unit === "text"
        ? Array.from({ length: rows.count }, () => null)
        : new Float64Array(rows.count);
    this.missing = rows.missing;
  }

  set(row: number, value: unknown): void {
    const { values } = this;
    if (value === null || (typeof value === "number" && !Number.isFinite(value))) {
      // Shared with the rows so far: theirs is not ours to write.
      if (this.missing === this.#rows.missing)
        this.missing = Uint8Array.from(
          { length: this.#rows.count },
          (_, at) => this.missing?.[at] ?? 0,
        );
      if (this.missing) this.missing[row] = 1;
    } else if (values instanceof Float64Array && typeof value === "number") values[row] = value;
    else if (Array.isArray(values) && typeof value === "string") values[row] = value;
    else {
      const expected = this.#column.signature.unit === "text" ? "a text" : "a number";
      const given = value instanceof Promise ? "a promise" : inspect(value, { depth: 0 });
      throw failedAt(
        this.#column,
        inputsAt(this.#column, this.#rows, row),
        `it gave ${given.slice(0, 60)}, not ${expected} or null`,
      );
    }
  }
}

function inputsAt(column: Column, { inputs }: ColumnRows, row: number): Record<string, never> {
  const values: Record<string, unknown> = {};
  for (const [index, [name]] of column.signature.inputs.entries())
    values[name] = inputs[index]?.[row];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kernel sends doubles for number units, text for others
  return values as Record<string, never>;
}

function isListLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

function messageOf(error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : inspect(error, { depth: 0 });
}

function failedAt(column: Column, inputs: object, why: string): ProblemError {
  const row = inspect(inputs, { breakLength: Infinity, maxStringLength: 40 });
  return refused(
    `The column “${column.signature.id}” failed at ${row.slice(0, 150)}: ${why.slice(0, 150)}`,
  );
}

function refused(message: string, next?: string): ProblemError {
  const problem: Problem = { code: "script_column", message };
  return new ProblemError(next === undefined ? problem : { ...problem, next });
}

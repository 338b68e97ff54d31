import { DOUBLE, DuckDBScalarFunction, DuckDBVector, VARCHAR } from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import type { Vector } from "@duckdb/node-bindings";

/** Values of one input: numbers as doubles, everything else as text. */
export type FunctionInput = Float64Array | readonly (string | null)[];

export interface FunctionRows {
  readonly count: number;
  readonly inputs: readonly FunctionInput[];
  /** 1 where an input is NULL; null where none is. */
  readonly missing: Uint8Array | null;
}

export interface FunctionValues {
  readonly values: FunctionInput;
  readonly missing: Uint8Array | null;
}

/** A function of SQL that the kernel computes, chunk by chunk while the query waits. */
export interface ColumnFunction {
  /** Unlike any other of the session, ever: the engine cannot forget a function. */
  readonly name: string;
  readonly inputs: readonly ("number" | "text")[];
  readonly result: "number" | "text";
  /** @throws Error whose message becomes the query's */
  readonly compute: (rows: FunctionRows) => FunctionValues;
}

export function registerFunction(connection: DuckDBConnection, own: ColumnFunction): void {
  const { name, inputs, result, compute } = own;
  const scalar = DuckDBScalarFunction.create({
    name,
    parameterTypes: inputs.map(typeOf),
    returnType: typeOf(result),
    // Called for NULL too, which the engine would otherwise only fold where it is constant.
    specialHandling: true,
    mainFunction: () => undefined,
  });
  duckdb.scalar_function_set_function(scalar.scalar_function, (_, chunk, output) => {
    const count = duckdb.data_chunk_get_size(chunk);
    const missing = new Uint8Array(count);
    const read = inputs.map((kind, index) =>
      readInput(duckdb.data_chunk_get_vector(chunk, index), kind, missing),
    );
    const isComplete = !missing.includes(1);
    write(output, count, compute({ count, inputs: read, missing: isComplete ? null : missing }));
  });
  connection.registerScalarFunction(scalar);
  scalar.destroySync();
}

function typeOf(kind: "number" | "text"): DuckDBType {
  return kind === "number" ? DOUBLE : VARCHAR;
}

function readInput(vector: Vector, kind: "number" | "text", missing: Uint8Array): FunctionInput {
  const count = missing.length;
  if (kind === "text") {
    const texts = DuckDBVector.create(vector, count, VARCHAR).toArray();
    return texts.map((text, row) => {
      if (text === null) missing[row] = 1;
      return text === null ? null : String(text);
    });
  }
  const bytes = duckdb.vector_get_data(vector, count * 8);
  const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, count);
  // The declared type leaves out that a vector without NULL has no bitmap.
  const valid: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
  if (valid)
    for (let row = 0; row < count; row++)
      if (((valid[row >> 3] ?? 0) & (1 << (row & 7))) === 0) {
        missing[row] = 1;
        numbers[row] = NaN;
      }
  return numbers;
}

function write(output: Vector, count: number, { values, missing }: FunctionValues): void {
  if (values instanceof Float64Array) {
    const { buffer, byteOffset } = values;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing here is over shared memory
    duckdb.copy_data_to_vector(output, 0, buffer as ArrayBuffer, byteOffset, count * 8);
  } else
    for (const [row, text] of values.entries())
      if (text !== null) duckdb.vector_assign_string_element_len(output, row, Buffer.from(text));
  if (!missing?.includes(1)) return;
  duckdb.vector_ensure_validity_writable(output);
  const bits = new Uint8Array(Math.ceil(count / 64) * 8);
  for (let row = 0; row < count; row++)
    if (missing[row] !== 1) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
  duckdb.copy_data_to_vector_validity(output, 0, bits.buffer, 0, bits.byteLength);
}

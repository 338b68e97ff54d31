import {
  AsyncByteQueue,
  Field,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from "apache-arrow";
import duckdb from "@duckdb/node-bindings";
import type { Unit } from "../protocol/unit.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { ResultStream } from "../session/result.ts";
import { arrowColumn } from "./column.ts";
import { makeData } from "./fixed-width.ts";

/** What a column measures; travels as the field's metadata, under the same names. */
export interface ColumnMeaning {
  readonly unit: Unit | null;
  readonly label: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
}

const pieceBytes = 1 << 20;

/** The start of a message that does not follow: every reader stops at it with an error. */
const brokenEnd = new Uint8Array(Int32Array.of(-1, 64, 0, 0).buffer);

/**
 * A result as an Arrow IPC stream, in pieces of about a megabyte, one record batch per chunk of the
 * engine. Where the query fails the pieces so far cannot be taken for the whole result.
 *
 * @param meanings  by column; columns without one have no metadata
 * @throws ProblemError of the query; `sql_type` naming a column with a value Arrow cannot hold
 */
export async function* arrowStream(
  { columns, types, chunks }: ResultStream,
  meanings: readonly ColumnMeaning[] = [],
): AsyncGenerator<Uint8Array, void, undefined> {
  const twin = twinAmong(columns.map(({ name }) => name));
  if (twin) {
    // A generator that never started would not let go of the session.
    await chunks.next();
    await chunks.return();
    throw twin;
  }
  let dictionaries = 0;
  const nextDictionary = () => dictionaries++;
  const readers = types.map((type, index) =>
    arrowColumn(type, { name: columns[index]?.name ?? "", nextDictionary }),
  );
  const fields = readers.map(
    ({ type }, index) =>
      new Field(columns[index]?.name ?? "", type, true, metadata(meanings[index])),
  );
  const schema = new Schema(fields);
  const row = new Struct(fields);
  const pieces = new Pieces();
  const writer = new RecordBatchStreamWriter().reset(pieces, schema);
  try {
    for await (const chunk of chunks) {
      const count = chunk.rowCount;
      const children = readers.map((reader, index) =>
        reader.read(duckdb.data_chunk_get_vector(chunk.chunk, index), count),
      );
      const data = makeData(row, count, { validity: undefined, children });
      writer.write(new RecordBatch(schema, data));
      if (pieces.byteLength >= pieceBytes) yield pieces.take();
    }
  } catch (error) {
    yield brokenEnd;
    throw error;
  }
  writer.finish();
  yield pieces.take();
}

/** The whole stream at once, for results known to be small. */
export async function arrowBytes(
  result: ResultStream,
  meanings: readonly ColumnMeaning[] = [],
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of arrowStream(result, meanings)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Where Arrow's writer puts its bytes, to be taken as they come. */
class Pieces extends AsyncByteQueue {
  byteLength = 0;
  #pieces: Uint8Array[] = [];

  override write(piece: Uint8Array): void {
    this.byteLength += piece.byteLength;
    this.#pieces.push(piece);
  }

  take(): Uint8Array {
    const taken = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.byteLength = 0;
    return taken;
  }
}

/** Readers look columns up by name, and some drop all rows where two have the same. */
function twinAmong(names: readonly string[]): ProblemError | undefined {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  return twin === undefined
    ? undefined
    : new ProblemError({
        code: "name_taken",
        message: `Two columns of the result are called “${twin}”`,
        next: "Give one of them another name with AS.",
      });
}

function metadata(meaning: ColumnMeaning | undefined): Map<string, string> {
  const entries = Object.entries(meaning ?? {}).filter(([, value]) => value !== null);
  return new Map(entries);
}

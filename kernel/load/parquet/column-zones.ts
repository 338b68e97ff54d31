import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../sql.ts";

/**
 * The time zones of a Parquet file's moments, by column. The format itself keeps moments in UTC; programs
 * that know more leave it in a schema of their own. Without the zone a day begins on the day before.
 *
 * @param path of a file that the engine may read
 */
export async function columnZones(
  connection: DuckDBConnection,
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const found = await connection.runAndReadAll(
    `SELECT from_base64(decode(value)) FROM parquet_kv_metadata(${literal(path)}) WHERE key = 'ARROW:schema'::BLOB`,
  );
  const [bytes] = found.getColumnsJS()[0] ?? [];
  if (!(bytes instanceof Uint8Array)) return new Map();
  // Few files have moments with zones, and the library takes its time to start.
  const { DataType, RecordBatchReader } = await import("apache-arrow");
  try {
    const { schema } = RecordBatchReader.from(bytes).open({ autoDestroy: false });
    return new Map(
      schema.fields.flatMap(({ name, type }) =>
        DataType.isTimestamp(type) && isZone(type.timezone) ? [[name, type.timezone]] : [],
      ),
    );
  } catch {
    // What another program left beside the data does not decide whether they can be read.
    return new Map();
  }
}

function isZone(zone: string | null | undefined): zone is string {
  if (!zone) return false;
  if (/^[+-]\d\d:?\d\d$/.test(zone)) return true;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
}

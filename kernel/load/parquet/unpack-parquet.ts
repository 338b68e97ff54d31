import { copyFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { whileStoppable } from "../../session/while-stoppable.ts";
import { identifier, literal } from "../../sql.ts";
import { ProblemError } from "../../protocol/problem.ts";
import { damaged, refuse } from "../container/refusal.ts";
import type { UnpackedTable } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import { inform } from "../notice.ts";
import type { SourceFile } from "../source-file.ts";
import type { ParquetColumn } from "./column-text.ts";
import { asText, condition, isMoment } from "./column-text.ts";
import { columnZones } from "./column-zones.ts";

/** Parts of a row whose fields need no prefix, as in JSON. */
const transparent = new Set(["dimensions", "metrics"]);

/** Has the engine write a Parquet file as text, ids and decimals digit for digit. */
export async function unpackParquet(
  file: SourceFile,
  unpacking: Unpacking,
): Promise<UnpackedTable> {
  // The engine takes a path with such characters for a pattern.
  const plain = !/[*?[\]{}]/.test(file.path);
  const from = plain ? file.path : unpacking.nextPath();
  if (!plain) await copyFile(file.path, from);
  const path = unpacking.nextPath();
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: "1GB",
  });
  const connection = await instance.connect();
  let zoned: readonly ParquetColumn[];
  try {
    for (const setting of [
      "SET TimeZone = 'UTC'",
      `SET allowed_paths = ${literal([from, path])}`,
      "SET enable_external_access = false",
      "SET lock_configuration = true",
    ])
      await connection.run(setting);
    zoned = await whileStoppable(connection, unpacking.signal, () =>
      write(connection, file, from, path),
    );
  } catch (error) {
    unpacking.signal?.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    throw damaged(file.name, "The Parquet file is cut off, damaged or encrypted", error);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  const notices = zoned.map(({ name, zone }) =>
    inform("time_offsets", `Times of “${name}” are in ${zone ?? "UTC"}, as the file says.`),
  );
  return { path, name: file.name, format: "parquet", notices };
}

/** @returns the columns that hold moments of a known zone */
async function write(
  connection: DuckDBConnection,
  file: SourceFile,
  from: string,
  to: string,
): Promise<readonly ParquetColumn[]> {
  const table = `read_parquet(${literal(from)}, hive_partitioning = false)`;
  await refuseWideNumbers(connection, file, from);
  const fields = await columnsOf(connection, `FROM ${table}`);
  const zones = fields.some(({ type }) => isMoment(type))
    ? await columnZones(connection, from)
    : new Map<string, string>();
  const columns: ParquetColumn[] = [];
  for (const field of fields)
    if (field.type.startsWith("STRUCT("))
      for (const inner of await columnsOf(connection, `SELECT ${field.value}.* FROM ${table}`))
        columns.push({
          ...inner,
          name: transparent.has(field.name) ? inner.name : `${field.name}.${inner.name}`,
          value: `${field.value}.${inner.value}`,
        });
    else columns.push({ ...field, zone: isMoment(field.type) ? zones.get(field.name) : undefined });
  const [holds = []] = (
    await connection.runAndReadAll(`SELECT ${columns.map(condition).join(", ")} FROM ${table}`)
  ).getRows();
  const texts = columns.map(
    (column, index) => `${asText(column, holds[index] === true)} AS ${identifier(column.name)}`,
  );
  await connection.run(
    `COPY (SELECT ${texts.join(", ")} FROM ${table})
      TO ${literal(to)} (FORMAT csv, HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
  );
  return columns.filter(({ zone }) => zone !== undefined);
}

async function columnsOf(connection: DuckDBConnection, query: string): Promise<ParquetColumn[]> {
  const described = await connection.runAndReadAll(`DESCRIBE ${query}`);
  return described.getRows().map(([name, type]) => ({
    name: String(name),
    value: identifier(String(name)),
    type: String(type),
  }));
}

/** The engine gives decimals of more digits than it knows as other numbers. */
async function refuseWideNumbers(
  connection: DuckDBConnection,
  file: SourceFile,
  path: string,
): Promise<void> {
  const [wide] = (
    await connection.runAndReadAll(
      `SELECT name, precision::VARCHAR FROM parquet_schema(${literal(path)}) WHERE precision::BIGINT > 38`,
    )
  ).getRows();
  if (wide)
    throw refuse(
      "unsupported_container",
      file.name,
      `“${String(wide[0])}” is of decimals with ${String(wide[1])} digits, which are not read`,
      "Write it with at most 38 digits, or as text.",
    );
}

import { copyFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { whileStoppable } from "../../session/while-stoppable.ts";
import { identifier, literal } from "../../sql.ts";
import { damaged } from "../container/refusal.ts";
import type { UnpackedTable } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import type { SourceFile } from "../source-file.ts";

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
  try {
    for (const setting of [
      "SET TimeZone = 'UTC'",
      `SET allowed_paths = ${literal([from, path])}`,
      "SET enable_external_access = false",
      "SET lock_configuration = true",
    ])
      await connection.run(setting);
    await whileStoppable(connection, unpacking.signal, () => write(connection, from, path));
  } catch (error) {
    unpacking.signal?.throwIfAborted();
    throw damaged(file.name, "The Parquet file is cut off, damaged or encrypted", error);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  return { path, name: file.name, format: "parquet", notices: [] };
}

async function write(connection: DuckDBConnection, from: string, to: string): Promise<void> {
  // Old writers store texts as bytes without saying that they are texts.
  const table = `read_parquet(${literal(from)}, binary_as_string = true, hive_partitioning = false)`;
  const described = await connection.runAndReadAll(`DESCRIBE FROM ${table}`);
  const columns = described.getRows().map(([name, type]) => {
    const column = identifier(String(name));
    return `${asText(column, String(type))} AS ${column}`;
  });
  await connection.run(
    `COPY (SELECT ${columns.join(", ")} FROM ${table})
      TO ${literal(to)} (FORMAT csv, HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
  );
}

/** SQL that writes a value as text that can be read in one way only. */
function asText(column: string, type: string): string {
  const text = `${column}::VARCHAR`;
  if (type === "TIMESTAMP WITH TIME ZONE") return `(${column} AT TIME ZONE 'UTC')::VARCHAR`;
  if (!/^(?:DOUBLE|FLOAT|DECIMAL)/.test(type)) return text;
  // "1.234" could be grouped, and an exponent is for very large or small numbers only.
  const decimal = `CASE WHEN regexp_full_match(${text}, '-?[0-9]{1,3}[.][0-9]{3}') THEN ${text} || '0' ELSE ${text} END`;
  return type.startsWith("DECIMAL")
    ? decimal
    : `CASE WHEN contains(${text}, 'e-') THEN rtrim(format('{:.20f}', ${column}::DOUBLE), '0') ELSE ${decimal} END`;
}

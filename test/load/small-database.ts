import { DuckDBInstance } from "@duckdb/node-api";
import { literal } from "../../kernel/sql.ts";

export const rows = 20_000;

/** A database file with one table of `rows` rows. */
export async function makeDatabase(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE ads AS SELECT range AS n, hash(range) AS h FROM range(${rows})`,
  );
  connection.closeSync();
  instance.closeSync();
}

/** Reads every block of the table. */
export async function countRows(path: string): Promise<number> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH ${literal(path)} AS source (READ_ONLY)`);
    const result = await connection.runAndReadAll("SELECT count(h) FROM source.ads");
    return Number(result.getRows()[0]?.[0]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

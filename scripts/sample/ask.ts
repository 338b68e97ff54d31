import { readFileSync } from "node:fs";
import { DuckDBInstance, type DuckDBConnection, type JS } from "@duckdb/node-api";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { macroStatements } from "../../kernel/metrics/macros.ts";
import { loadPlain } from "./load-plain.ts";

const question = readFileSync(
  new URL("../../kernel/cli/questions/high-ctr-low-cvr.sql", import.meta.url),
  "utf8",
);

/**
 * The question's answer, row by row.
 *
 * @param load  makes the table `ads` on the connection, in canonical columns
 */
export async function askQuestion(
  load: (connection: DuckDBConnection) => Promise<unknown>,
  minClicks = 100,
): Promise<Record<string, JS>[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    for (const statement of macroStatements(catalogue)) await connection.run(statement);
    await load(connection);
    const reader = await connection.runAndReadAll(question, { min_clicks: minClicks });
    return reader.getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Ids of the ads that the question lists for an export, in its order. */
export async function listedAds(file: string): Promise<string[]> {
  const rows = await askQuestion((connection) => loadPlain(connection, file));
  return rows.map((row) => row["ad_id"]).filter((id) => typeof id === "string");
}

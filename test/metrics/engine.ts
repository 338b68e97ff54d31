import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { macroStatements } from "../../kernel/metrics/macros.ts";

/** A connection that has every built-in metric. */
export async function metricsConnection(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const statement of macroStatements(catalogue)) await connection.run(statement);
  return connection;
}

export async function rows(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}

/** Runs a script in an engine of its own, with nothing of ours, and prints tables of it, every value as text. */

import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [script, ...queries] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run(readFileSync(script, "utf8"));
const results = [];
for (const query of queries) {
  const reader = await connection.runAndReadAll(query);
  results.push(reader.getRowsJson());
}
process.stdout.write(JSON.stringify(results));

// The engine's own words as data for the extension, which has no engine: dist/sql-words.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const functions = `
  SELECT lower(function_name) AS name,
    list(DISTINCT parameters ORDER BY len(parameters), parameters) AS calls,
    coalesce(min(description), '') AS doc
  FROM duckdb_functions()
  WHERE internal AND function_type IN ('scalar', 'aggregate', 'macro')
    AND regexp_matches(function_name, '^[a-z][a-z0-9_]*$')
    AND NOT regexp_matches(function_name, '^(pg_|duckdb_|__|has_|col_description|obj_)')
  GROUP BY ALL ORDER BY name`;
const keywords = `
  SELECT keyword_name FROM duckdb_keywords()
  WHERE keyword_category IN ('reserved', 'type_function')
    OR keyword_name IN ('by', 'over', 'partition', 'filter', 'with', 'values', 'between', 'exists')
  ORDER BY ALL`;

export async function sqlWordsFile(folder) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const read = async (query) => (await connection.runAndReadAll(query)).getRowObjectsJson();
  const words = {
    keywords: (await read(keywords)).map((row) => row.keyword_name),
    functions: await read(functions),
  };
  connection.closeSync();
  instance.closeSync();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "sql-words.json"), JSON.stringify(words));
}

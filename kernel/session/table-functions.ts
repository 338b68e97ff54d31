import type { DuckDBConnection } from "@duckdb/node-api";
import { parseEngineJson } from "../query/engine-json.ts";
import { literal } from "../sql.ts";
import type { SqlStatement, Token } from "../language/sql-tokens.ts";
import { isSymbol } from "../language/sql-tokens.ts";

/**
 * The engine's table functions that read nothing but their arguments and the catalogue. All others
 * reach files, memory or the instance itself: `arrow_scan` dereferences a number, `enable_logging`
 * ignores the locked configuration and leaves the instance unusable, `query` hides a statement.
 */
const allowed: ReadonlySet<string> = new Set([
  "range",
  "generate_series",
  "unnest",
  "repeat",
  "repeat_row",
  "histogram",
  "histogram_values",
  "json_each",
  "json_tree",
  "duckdb_columns",
  "duckdb_functions",
  "duckdb_keywords",
  "duckdb_tables",
  "duckdb_types",
  "duckdb_views",
  "icu_calendar_names",
  "pg_timezone_names",
  "pragma_table_info",
  "test_all_types",
]);

/** The same for every session of a process: the names come with the engine. */
let engineNames: ReadonlySet<string> | undefined;

/** The first table function in the statement that SQL may not use here, or null. */
export async function forbiddenTableFunction(
  connection: DuckDBConnection,
  statement: SqlStatement,
): Promise<string | null> {
  const called =
    (await calledInTree(connection, statement.text)) ?? calledInTokens(statement.tokens);
  const doubtful = called.filter((name) => !allowed.has(name));
  if (doubtful.length === 0) return null;
  // The value is kept, never the promise: one interrupted session would fail all others with it.
  const names = (engineNames ??= await readEngineNames(connection));
  return doubtful.find((name) => names.has(name)) ?? null;
}

async function readEngineNames(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const result = await connection.run(
    "SELECT DISTINCT lower(function_name) FROM duckdb_functions() " +
      "WHERE internal AND function_type IN ('table', 'table_macro', 'pragma')",
  );
  const names = (await result.getRows()).map(([name]) => String(name));
  return new Set(names);
}

/** From the engine's own parse tree, which it gives for SELECT only; null for anything else. */
async function calledInTree(connection: DuckDBConnection, sql: string): Promise<string[] | null> {
  const result = await connection.run(`SELECT json_serialize_sql(${literal(sql)})`);
  const [row] = await result.getRows();
  const tree = parseEngineJson(String(row?.[0]));
  if (field(tree, "error") !== false) return null;
  const names: string[] = [];
  const pending: unknown[] = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null) continue;
    if (field(node, "type") === "TABLE_FUNCTION") {
      names.push(String(field(field(node, "function"), "function_name")).toLowerCase());
    }
    for (const child of Object.values(node)) pending.push(child);
  }
  return names;
}

function field(node: unknown, name: string): unknown {
  return typeof node === "object" && node !== null ? Reflect.get(node, name) : undefined;
}

/** Every name that is followed by a parenthesis: more than the table functions, never fewer. */
function calledInTokens(tokens: readonly Token[]): string[] {
  return tokens
    .filter((token, index) => token.kind !== "symbol" && isSymbol(tokens[index + 1], "("))
    .map((token) => token.value.toLowerCase());
}

import { version } from "@duckdb/node-api";

/** Version of DuckDB, such as "1.5.5". */
export function engineVersion(): string {
  return version().replace(/^v/, "");
}

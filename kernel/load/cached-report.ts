import { DuckDBInstance } from "@duckdb/node-api";
import type { LoadReport } from "../protocol/load-report.ts";
import type { SourceCache } from "./source-cache.ts";

/** A cache file that cannot be read is forgotten, and the source is loaded again. */
export async function readCached(
  cache: SourceCache,
  key: string,
): Promise<{ report: LoadReport; database: string } | null> {
  const database = await cache.find(key);
  if (database === null) return null;
  try {
    return { report: await readReport(database), database };
  } catch {
    await cache.discard(key);
    return null;
  }
}

/** The load report that a cache file carries. */
export async function readReport(database: string): Promise<LoadReport> {
  const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    const rows = await connection.runAndReadAll("SELECT json FROM load_report");
    const report: unknown = JSON.parse(String(rows.getRows()[0]?.[0]));
    if (!isReport(report)) throw new Error("no load report of this version");
    return report;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The key holds the loader's version, so that a report found under it has this version's shape. */
function isReport(value: unknown): value is LoadReport {
  return typeof value === "object" && value !== null && "version" in value && value.version === 1;
}

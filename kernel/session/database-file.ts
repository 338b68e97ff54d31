import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { ProblemError } from "../protocol/problem.ts";
import { classify } from "./engine-error.ts";

export interface OpenDatabase {
  readonly instance: DuckDBInstance;
  /** Closes the instance and gives the file free. */
  close(): void;
}

// POSIX locks belong to the process: a second opening here would succeed, and closing it, or any
// other descriptor of the file, would drop the lock of the first.
const openFiles = new Set<string>();

/**
 * Opens a database file for this process alone, or ":memory:".
 *
 * @throws ProblemError `database_locked` if another process or this one has it open,
 *   `engine_broken` if it is no database
 */
export async function openDatabase(
  database: string,
  config: Record<string, string> = {},
): Promise<OpenDatabase> {
  if (database === ":memory:") {
    const instance = await DuckDBInstance.create(database, config);
    return { instance, close: () => instance.closeSync() };
  }
  const file = await canonical(database);
  if (openFiles.has(file)) {
    throw new ProblemError({
      code: "database_locked",
      message: "This process already has this database open.",
    });
  }
  openFiles.add(file);
  try {
    const instance = await DuckDBInstance.create(file, config);
    const close = () => {
      instance.closeSync();
      openFiles.delete(file);
    };
    return { instance, close };
  } catch (error) {
    openFiles.delete(file);
    throw classify(error);
  }
}

async function canonical(file: string): Promise<string> {
  const folder = resolve(dirname(file));
  return join(await realpath(folder).catch(() => folder), basename(file));
}

import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { ProblemError } from "../protocol/problem.ts";
import { identifier, literal } from "../sql.ts";
import type { TakenNames } from "./allowed-statements.ts";
import { openDatabase } from "./database-file.ts";
import { classify } from "./engine-error.ts";
import { splitStatements } from "../language/sql-tokens.ts";
import { readStatement } from "./statement-grammar.ts";

/** A loaded export: a database file with a table or view `source`, never changed once written. */
export interface SessionSource {
  /** Its name in SQL. */
  readonly name: string;
  readonly file: string;
}

export interface SessionLimits {
  readonly memoryBytes: number;
  /** Room in the scratch folder for what does not fit into memory. */
  readonly scratchBytes: number;
  /** 1 gives the same bytes on every run. */
  readonly threads: number;
}

export interface SessionOptions {
  /** The session's own database file, or ":memory:". */
  readonly database: string;
  /** A folder for this session alone: emptied at open, removed at close. */
  readonly scratch: string;
  readonly sources: readonly SessionSource[];
  /** Statements that make what SQL may use beside the sources, such as CREATE TEMP MACRO. */
  readonly macros: readonly string[];
  readonly limits: SessionLimits;
}

export interface Engine {
  readonly connection: DuckDBConnection;
  readonly taken: TakenNames;
  /** The kernel's own functions that it has, by name. */
  readonly functions: Set<string>;
  close(): void;
}

/**
 * Opens the database, attaches the sources read-only, makes views and macros, then locks down:
 * what a later statement can reach is what is attached, and the scratch folder.
 *
 * @throws ProblemError `database_locked`, `cache_unusable` naming the source, `name_taken`, …
 */
export async function openEngine(options: SessionOptions): Promise<Engine> {
  const database = await openDatabase(options.database, createConfig(options.limits));
  let connection: DuckDBConnection | undefined;
  const close = () => {
    connection?.disconnectSync();
    database.close();
  };
  try {
    connection = await database.instance.connect();
    const taken = await prepare(connection, options);
    return { connection, taken, functions: new Set(), close };
  } catch (error) {
    close();
    throw classify(error);
  }
}

/** Lists and session settings are not accepted here; they are SET below. */
function createConfig(limits: SessionLimits): Record<string, string> {
  return {
    memory_limit: `${limits.memoryBytes}B`,
    max_temp_directory_size: `${limits.scratchBytes}B`,
    threads: String(limits.threads),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    allow_persistent_secrets: "false",
  };
}

async function prepare(connection: DuckDBConnection, options: SessionOptions): Promise<TakenNames> {
  // Whoever holds the database's lock owns the scratch folder: what is in it was left by a crash.
  const scratch = resolve(options.scratch);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  await runAll(connection, [
    `SET temp_directory = ${literal(join(scratch, "spill"))}`,
    "SET TimeZone = 'UTC'",
    "SET errors_as_json = true",
    "SET enable_progress_bar = true",
    "SET enable_progress_bar_print = false",
  ]);
  const sources = new Set<string>();
  for (const [index, source] of options.sources.entries()) {
    claim(sources, source.name);
    await attach(connection, source, `__source_${index + 1}`);
  }
  // One text: a hundred statements one by one take twice as long.
  await runAll(connection, options.macros.length > 0 ? [options.macros.join(";\n")] : []);
  await runAll(connection, [
    `SET allowed_directories = ${literal([scratch])}`,
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ]);
  return { sources, macros: definedNames(options.macros) };
}

async function attach(connection: DuckDBConnection, source: SessionSource, alias: string) {
  try {
    await runAll(connection, [
      `ATTACH ${literal(resolve(source.file))} AS ${identifier(alias)} (READ_ONLY)`,
      `CREATE TEMP VIEW ${identifier(source.name)} AS ` +
        `SELECT * FROM ${identifier(alias)}.main.source`,
    ]);
  } catch (error) {
    throw new ProblemError(
      {
        code: "cache_unusable",
        message: `The loaded data of “${source.name}” cannot be opened.`,
        next: "Load the source again.",
      },
      { cause: error },
    );
  }
}

function claim(names: Set<string>, name: string): void {
  const lower = name.toLowerCase();
  if (names.has(lower)) {
    throw new ProblemError({
      code: "name_taken",
      message: `Two sources are called “${name}”.`,
      next: "Rename one of them under sources:.",
    });
  }
  names.add(lower);
}

/** What the statements define, read from them: asking the engine for its functions costs 100 ms. */
function definedNames(statements: readonly string[]): ReadonlySet<string> {
  const shapes = statements.flatMap(splitStatements).map(({ tokens }) => readStatement(tokens));
  const names = shapes.flatMap(({ targets }) => targets.map((target) => target?.at(-1) ?? ""));
  return new Set(names.map((name) => name.toLowerCase()));
}

async function runAll(connection: DuckDBConnection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await connection.run(statement);
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";
import { identifier, literal } from "../sql.ts";
import { nullTokens } from "./number-text.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { LoadProgress } from "./progress.ts";

/** The engine instance that writes one cache file. It may read the source's files and nothing else. */
export class TableWriter {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.connection = connection;
  }

  static async open(database: string, readable: readonly string[]): Promise<TableWriter> {
    const instance = await DuckDBInstance.create(database, {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
      allow_persistent_secrets: "false",
      memory_limit: "2GB",
    });
    const connection = await instance.connect();
    for (const setting of [
      "SET TimeZone = 'UTC'",
      "SET enable_progress_bar = true",
      "SET enable_progress_bar_print = false",
      `SET allowed_paths = ${literal([...readable])}`,
      "SET enable_external_access = false",
      "SET lock_configuration = true",
    ])
      await connection.run(setting);
    return new TableWriter(instance, connection);
  }

  /** Runs a statement; an abort interrupts the engine. */
  async run(
    sql: string,
    signal: AbortSignal | undefined,
    progress?: (progress: LoadProgress) => void,
  ): Promise<void> {
    signal?.throwIfAborted();
    const interrupt = () => this.connection.interrupt();
    signal?.addEventListener("abort", interrupt);
    const timer = progress && setInterval(() => progress(this.#progress()), 200);
    try {
      await this.connection.run(sql);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      clearInterval(timer);
      signal?.removeEventListener("abort", interrupt);
    }
  }

  /** As `run`, but a statement that the engine refuses gives false. */
  async attempt(
    sql: string,
    signal: AbortSignal | undefined,
    progress?: (progress: LoadProgress) => void,
  ): Promise<boolean> {
    try {
      await this.run(sql, signal, progress);
      return true;
    } catch (error) {
      if (signal?.aborted) throw error;
      return false;
    }
  }

  #progress(): LoadProgress {
    const { percentage } = this.connection.progress;
    return { stage: "reading", share: percentage < 0 ? null : percentage / 100 };
  }

  /** The values of a query that gives one row, as JSON has them: wide integers and decimals as text. */
  async row(sql: string): Promise<readonly unknown[]> {
    const result = await this.connection.runAndReadAll(sql);
    return result.getRowsJson()[0] ?? [];
  }

  async rows(sql: string): Promise<readonly (readonly unknown[])[]> {
    return (await this.connection.runAndReadAll(sql)).getRowsJson();
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

/** Loads a file that {@link writeNormalised} wrote: nothing is left to guess, a fault is a defect. */
export function normalisedTable(path: string, plans: readonly ColumnPlan[]): string {
  const columns = [
    ["_row", "BIGINT"],
    ...plans.map((plan) => [plan.column.id, plan.type]),
  ] as const;
  return `CREATE TABLE data AS FROM read_csv(${literal(path)}, auto_detect = false, header = false,
    delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false,
    max_line_size = 33554432, columns = ${struct(columns)})`;
}

/**
 * Loads an export as it lies on disk, for files of which the scan proved that nothing needs care.
 * Numbers come as DOUBLE and must convert exactly, else the statement fails and the careful way is
 * taken: an engine's own cast to BIGINT or DECIMAL would round in silence.
 */
export function directTable(
  path: string,
  plans: readonly ColumnPlan[],
  read: { readonly delimiter: string; readonly quote: string; readonly skip: number },
  dataOnly: string,
): string {
  const columns = plans.map((plan) => [plan.column.id, rawType(plan)] as const);
  return `CREATE TABLE data AS SELECT ${plans.map(exactly).join(", ")}
    FROM read_csv(${literal(path)}, auto_detect = false, header = true, skip = ${read.skip},
      delim = ${literal(read.delimiter)}, quote = ${literal(read.quote)}, escape = ${literal(read.quote)},
      nullstr = ${literal([...nullTokens])}, columns = ${struct(columns)})
    WHERE ${dataOnly}`;
}

function rawType(plan: ColumnPlan): string {
  return plan.type === "VARCHAR" || plan.type === "DATE" || plan.kind === "percent"
    ? "VARCHAR"
    : "DOUBLE";
}

/**
 * The column converted to its type, or an error where that would change the value. Below 2^52 steps
 * of the type, doubles lie closer than the steps do, so that each step has a double of its own.
 */
function exactly(plan: ColumnPlan): string {
  const name = identifier(plan.column.id);
  const unless = (inexact: string, value: string) =>
    `CASE WHEN ${inexact} THEN error('inexact') ELSE ${value} END AS ${name}`;
  if (plan.kind === "percent") {
    // Six decimals at most, then the nearest double of the ratio: one rounding, not two.
    const points = `left(${name}, -1)::DOUBLE`;
    return unless(
      `right(${name}, 1) <> '%' OR round(${points} * 1e6) / 1e6 <> ${points} OR abs(${points}) >= 1e9`,
      `round(${points} * 1e6) / 1e8`,
    );
  }
  switch (plan.type) {
    case "VARCHAR":
      return name;
    case "DATE":
      return unless(`length(${name}) <> 10 OR ${name}[5] <> '-'`, `${name}::DATE`);
    case "BIGINT":
      return unless(`${name} <> trunc(${name}) OR abs(${name}) >= 4e15`, `${name}::BIGINT`);
    case "DECIMAL(18,6)":
      return unless(
        `abs(${name}) >= 4e9 OR ${name}::DECIMAL(18,6)::DOUBLE <> ${name}`,
        `${name}::DECIMAL(18,6)`,
      );
    case "DOUBLE":
      return unless(`NOT isfinite(${name})`, name);
    case "TIMESTAMP":
      throw new Error("timestamps take the careful way");
  }
}

/** The view that sessions see: the loaded columns, then where each row comes from. */
export function sourceView(
  plans: readonly ColumnPlan[],
  file: string,
  row: string,
  currency: string | null,
): string {
  const hasCurrency = plans.some((plan) => plan.column.id === "currency");
  const columns = [
    ...plans.map((plan) => identifier(plan.column.id)),
    ...(hasCurrency ? [] : [`${literal(currency)}::VARCHAR AS currency`]),
    `${literal(file)} AS _file`,
    `${row} AS _row`,
  ];
  return `CREATE VIEW source AS SELECT ${columns.join(", ")} FROM data`;
}

export function columnComments(plans: readonly ColumnPlan[]): string[] {
  return plans.map(
    ({ column }) => `COMMENT ON COLUMN data.${identifier(column.id)} IS ${literal(column.header)}`,
  );
}

function struct(columns: readonly (readonly [string, string] | readonly string[])[]): string {
  return `{${columns.map(([name = "", type = ""]) => `${literal(name)}: ${literal(type)}`).join(", ")}}`;
}

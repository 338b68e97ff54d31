import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";
import { whileStoppable } from "../session/while-stoppable.ts";
import { identifier, literal } from "../sql.ts";
import { nullTokens } from "./null-words.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { LoadProgress } from "./progress.ts";

/** What a writer's statements may read, and what stops them. */
interface WriterScope {
  /** Files. */
  readonly readable?: readonly string[];
  /** Databases, as `part_0`, `part_1` … */
  readonly attached?: readonly string[];
  readonly signal: AbortSignal | undefined;
}

/** The engine instance that writes one cache file. It may read the source's files and nothing else. */
export class TableWriter {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #signal: AbortSignal | undefined;

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    signal: AbortSignal | undefined,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#signal = signal;
  }

  static async open(
    database: string,
    { readable = [], attached = [], signal }: WriterScope,
  ): Promise<TableWriter> {
    const instance = await DuckDBInstance.create(database, {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
      allow_persistent_secrets: "false",
      memory_limit: "2GB",
      // The newest way of keeping texts takes a sixth less of a load's time than the one that older engines read.
      storage_compatibility_version: "latest",
    });
    const connection = await instance.connect();
    for (const setting of [
      ...attached.map(
        (path, index) => `ATTACH ${literal(path)} AS ${identifier(`part_${index}`)} (READ_ONLY)`,
      ),
      "SET TimeZone = 'UTC'",
      "SET enable_progress_bar = true",
      "SET enable_progress_bar_print = false",
      `SET allowed_paths = ${literal([...readable])}`,
      "SET enable_external_access = false",
      "SET lock_configuration = true",
    ])
      await connection.run(setting);
    return new TableWriter(instance, connection, signal);
  }

  async run(sql: string, progress?: (progress: LoadProgress) => void): Promise<void> {
    const timer = progress && setInterval(() => progress(this.#progress()), 200);
    try {
      await this.#stoppable(() => this.#connection.run(sql));
    } finally {
      clearInterval(timer);
    }
  }

  /** As `run`, but a statement that the engine refuses gives false. */
  async attempt(sql: string, progress?: (progress: LoadProgress) => void): Promise<boolean> {
    try {
      await this.run(sql, progress);
      return true;
    } catch (error) {
      if (this.#signal?.aborted) throw error;
      return false;
    }
  }

  #progress(): LoadProgress {
    const { percentage } = this.#connection.progress;
    return { stage: "reading", share: percentage < 0 ? null : percentage / 100 };
  }

  /** The values of a query that gives one row, as JSON has them: wide integers and decimals as text. */
  async row(sql: string): Promise<readonly unknown[]> {
    return (await this.rows(sql))[0] ?? [];
  }

  async rows(sql: string): Promise<readonly (readonly unknown[])[]> {
    const result = await this.#stoppable(() => this.#connection.runAndReadAll(sql));
    return result.getRowsJson();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  #stoppable<Result>(call: () => Promise<Result>): Promise<Result> {
    return whileStoppable(this.#connection, this.#signal, call);
  }
}

/**
 * Loads a file that {@link writeNormalised} wrote: nothing is left to guess, a fault is a defect. The
 * engine would take a line break in a text for that of the file.
 */
export function normalisedTable(path: string, plans: readonly ColumnPlan[]): string {
  const columns = [
    ["_row", "BIGINT"],
    ...plans.map((plan) => [plan.column.id, plan.type]),
  ] as const;
  return `CREATE TABLE data AS FROM read_csv(${literal(path)}, auto_detect = false, header = false,
    delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false,
    new_line = '\\n', max_line_size = 33554432, columns = ${struct(columns)})`;
}

export interface DirectRead {
  readonly delimiter: string;
  readonly quote: string;
  /** SQL condition that holds for data rows. */
  readonly dataOnly: string;
  /** Numbers are looked at as text too, for files in which digits stand in odd ways. */
  readonly oddDigits: boolean;
}

/**
 * Loads an export as it lies on disk, for files of which the scan proved that nothing needs care.
 * Numbers come as DOUBLE and must convert exactly, else the statement fails and the careful way is
 * taken: an engine's own cast to BIGINT or DECIMAL would round in silence.
 */
export function directTable(
  path: string,
  plans: readonly ColumnPlan[],
  { delimiter, quote, dataOnly, oddDigits }: DirectRead,
): string {
  const asText = (plan: ColumnPlan): boolean =>
    !isNumber(plan) || plan.column.kind === "unknown" || plan.kind === "percent" || oddDigits;
  const columns = plans.map((plan) => [plan.column.id, asText(plan) ? "VARCHAR" : "DOUBLE"]);
  const numbers = plans.filter(isNumber).map(({ column }) => identifier(column.id));
  const odd = `regexp_matches(concat_ws(' ', ${numbers.join(", ")}), '[eE_]|[.][0-9]{3}( |$)')`;
  const rows =
    oddDigits && numbers.length > 0 ? `${dataOnly} AND ${unless(odd, "true")}` : dataOnly;
  return `CREATE TABLE data AS
    SELECT ${plans.map((plan) => `${exactly(plan, asText(plan))} AS ${identifier(plan.column.id)}`).join(", ")}
    FROM read_csv(${literal(path)}, auto_detect = false, header = true,
      delim = ${literal(delimiter)}, quote = ${literal(quote)}, escape = ${literal(quote)},
      nullstr = ${literal([...nullTokens])}, columns = ${struct(columns)})
    WHERE ${rows}`;
}

function isNumber({ type }: ColumnPlan): boolean {
  return type === "BIGINT" || type === "DECIMAL(18,6)" || type === "DOUBLE";
}

/** `value`, or an error where `odd` holds. */
function unless(odd: string, value: string): string {
  return `CASE WHEN ${odd} THEN error('odd') ELSE ${value} END`;
}

/**
 * The column converted to its type, or an error where that would change the value. Below 2^52 steps
 * of the type, doubles lie closer than the steps do, so that each step has a double of its own.
 */
function exactly(plan: ColumnPlan, asText: boolean): string {
  const name = identifier(plan.column.id);
  if (plan.kind === "percent") {
    // Six decimals at most, then the nearest double of the ratio: one rounding, not two.
    const points = `left(${name}, -1)::DOUBLE`;
    return unless(
      `right(${name}, 1) <> '%' OR round(${points} * 1e6) / 1e6 <> ${points} OR abs(${points}) >= 1e9`,
      `round(${points} * 1e6) / 1e8`,
    );
  }
  const number = asText ? `${name}::DOUBLE` : name;
  // Digits under an unknown header are a code where a number would not begin with 0 or be so long.
  const code =
    plan.column.kind === "unknown" ? ` OR regexp_matches(${name}, '^-?0[0-9]|[0-9]{16}')` : "";
  switch (plan.type) {
    case "VARCHAR":
      return name;
    case "DATE":
      return unless(
        // Days on which systems begin or end to count stand for no day.
        `length(${name}) <> 10 OR ${name}[5] <> '-' OR ${name} < '1900-01-02' OR ${name} IN ('1969-12-31', '1970-01-01', '9999-12-31')`,
        `${name}::DATE`,
      );
    case "BIGINT":
      return unless(
        `${number} <> trunc(${number}) OR abs(${number}) >= 4e15${code}`,
        `${number}::BIGINT`,
      );
    case "DECIMAL(18,6)":
      return unless(
        `abs(${number}) >= 4e9 OR ${number}::DECIMAL(18,6)::DOUBLE <> ${number}${code}`,
        `${number}::DECIMAL(18,6)`,
      );
    case "DOUBLE":
      return unless(`NOT isfinite(${number})${code}`, number);
    case "TIMESTAMP":
      throw new Error("timestamps take the careful way");
  }
}

/**
 * The view that sessions see: the loaded columns, then where each row comes from.
 *
 * @param from SQL expressions over `data`: the file, the row in it, the currency of its amounts, and the
 *   period that the file states where its rows have no dates
 */
export function sourceView(
  plans: readonly ColumnPlan[],
  from: {
    readonly file: string;
    readonly row: string;
    readonly currency: string;
    readonly period?: { readonly from: string; readonly to: string } | undefined;
  },
): string {
  const hasCurrency = plans.some((plan) => plan.column.id === "currency");
  const columns = [
    ...plans.map((plan) => identifier(plan.column.id)),
    ...(hasCurrency ? [] : [`${from.currency}::VARCHAR AS currency`]),
    ...(from.period
      ? [`${from.period.from}::DATE AS _period_from`, `${from.period.to}::DATE AS _period_to`]
      : []),
    `${from.file} AS _file`,
    `${from.row} AS _row`,
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

import type { DateSpan, Grain, RejectedValues } from "../protocol/load-report.ts";
import { identifier } from "../sql.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { TableWriter } from "./table.ts";
import { additivePlans } from "./totals.ts";

/** What one pass over the loaded table tells. */
export interface TableFacts {
  readonly rows: number;
  readonly nulls: ReadonlyMap<string, number>;
  /** Exact decimal text by additive column. */
  readonly sums: ReadonlyMap<string, string | null>;
}

export async function tableFacts(
  writer: TableWriter,
  plans: readonly ColumnPlan[],
): Promise<TableFacts> {
  const additive = additivePlans(plans);
  const values = await writer.row(
    `SELECT ${[
      "count(*)",
      ...plans.map(({ column }) => `count(*) - count(${identifier(column.id)})`),
      ...additive.map(({ column, type }) => `${exactSum(identifier(column.id), type)}::VARCHAR`),
    ].join(", ")} FROM data`,
  );
  return {
    rows: Number(values[0]),
    nulls: new Map(plans.map(({ column }, index) => [column.id, Number(values[1 + index])])),
    sums: new Map(
      additive.map(({ column }, index) => [
        column.id,
        textOrNull(values[1 + plans.length + index]),
      ]),
    ),
  };
}

/** Sums of doubles have noise behind the digits of the file, and are written with exponents. */
function exactSum(column: string, type: string): string {
  return type === "DOUBLE"
    ? `TRY_CAST(round(sum(${column}), 6) AS DECIMAL(38,6))`
    : `sum(${column})`;
}

/** Columns of the key of which some cells could not be read: whether rows share them is not known. */
export function unreadKeys({ key }: Grain, rejected: readonly RejectedValues[]): string[] {
  return key.filter((id) =>
    rejected.some(({ column, reason }) => column === id && reason !== "period"),
  );
}

/**
 * Rows that share their key with another row.
 *
 * @param unread columns of the key without which a row is not compared
 */
export async function duplicateKeys(
  writer: TableWriter,
  key: readonly string[],
  rows: number,
  unread: readonly string[],
): Promise<{ rows: number; keys: number }> {
  if (key.length === 0) return { rows: 0, keys: 0 };
  const columns = key.map(identifier).join(", ");
  const known = unread.map((id) => `${identifier(id)} IS NOT NULL`).join(" AND ") || "true";
  // Hashes decide the usual case, no duplicates, at a fraction of the price; equal hashes are looked at.
  const [distinct] = await writer.row(`SELECT count(DISTINCT hash(${columns})) FROM data`);
  if (Number(distinct) === rows) return { rows: 0, keys: 0 };
  const [repeated, keys] = await writer.row(
    `SELECT coalesce(sum(n), 0)::BIGINT, count(*) FROM
      (SELECT count(*) AS n FROM data WHERE ${known} GROUP BY ${columns} HAVING count(*) > 1)`,
  );
  return { rows: Number(repeated), keys: Number(keys) };
}

/** First and last day and the days between that have no row; null without a date column or any date. */
export async function dateSpan(
  writer: TableWriter,
  plans: readonly ColumnPlan[],
): Promise<DateSpan | null> {
  const type = plans.find(({ column }) => column.id === "date")?.type;
  if (type !== "DATE" && type !== "TIMESTAMP") return null;
  const table = type === "DATE" ? "data" : "(SELECT date::DATE AS date FROM data)";
  const [from, to, days, missingDays] = await writer.row(
    `SELECT min(date)::VARCHAR, max(date)::VARCHAR, (max(date) - min(date) + 1)::BIGINT,
      (max(date) - min(date) + 1 - count(DISTINCT date))::BIGINT FROM ${table}`,
  );
  if (typeof from !== "string" || typeof to !== "string") return null;
  const missing =
    Number(missingDays) === 0
      ? []
      : await writer.rows(
          `SELECT day::DATE::VARCHAR FROM (SELECT min(date) AS first, max(date) AS last FROM ${table}),
            LATERAL (SELECT unnest(generate_series(first, last, INTERVAL 1 DAY)) AS day)
            WHERE day::DATE NOT IN (SELECT DISTINCT date FROM ${table} WHERE date IS NOT NULL)
            ORDER BY 1 LIMIT 10`,
        );
  return {
    from,
    to,
    days: Number(days),
    missing: missing.map(([day]) => String(day)),
    missingDays: Number(missingDays),
  };
}

/** Currencies that rows carry, in order; rows with spend and no currency are counted apart. */
export async function currencies(
  writer: TableWriter,
  plans: readonly ColumnPlan[],
  fallback: string | null,
): Promise<string[]> {
  if (!plans.some(({ column }) => column.id === "currency")) return fallback ? [fallback] : [];
  const found = await writer.rows(
    `SELECT DISTINCT currency FROM data WHERE currency IS NOT NULL ORDER BY 1`,
  );
  return found.map(([code]) => String(code));
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

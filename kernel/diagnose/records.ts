import type { FindingValue } from "../protocol/findings.ts";
import type { QueryResult } from "../session/result.ts";
import type { Row } from "./wording.ts";

/** The rows of a result by column; truth values as text. */
export function recordsOf({ columns, rows }: QueryResult): Row[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, index) => [name, plainValue(row[index])])),
  );
}

function plainValue(value: QueryResult["rows"][number][number] | undefined): FindingValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

import { identifier, literal } from "../sql.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { TableWriter } from "./table.ts";

export interface RoundedIds {
  readonly column: string;
  readonly rows: number;
  readonly by: "spreadsheet" | "program";
}

/**
 * Id columns with values that were rounded. A spreadsheet leaves "1.78E+18", "123.0", or fifteen digits
 * and then only zeros; as some id may end in zeros, those count if all long ones do. A visitor's
 * "1234567890.1777629600" is an id of two numbers.
 */
export async function roundedIds(
  writer: TableWriter,
  plans: readonly ColumnPlan[],
): Promise<RoundedIds[]> {
  const ids = plans.filter(({ kind }) => kind === "id").map(({ column }) => column.id);
  const patterns = ["[0-9]+[.,]0+|[0-9.,]+[eE]\\+?[0-9]+", "[0-9]{15}0{2,}", "[0-9]{17,}"].map(
    literal,
  );
  const counts = ids.flatMap((id) =>
    patterns.map((pattern) => `count(*) FILTER (regexp_full_match(${identifier(id)}, ${pattern}))`),
  );
  if (counts.length === 0) return [];
  const values = (await writer.row(`SELECT ${counts.join(", ")} FROM data`)).map(Number);
  const found: RoundedIds[] = [];
  for (const [index, column] of ids.entries()) {
    const [marked = 0, zeros = 0, long = 0] = values.slice(3 * index);
    const rows = marked + (zeros === long ? zeros : 0);
    if (rows > 0) found.push({ column, rows, by: "spreadsheet" });
    else if (long > 0 && (await areDoubles(writer, column)))
      found.push({ column, rows: long, by: "program" });
  }
  return found;
}

/**
 * Whether ids went through a program that holds numbers as doubles. Of 19-digit numbers every 256th is
 * one: if all are, that is no accident, but for systems whose ids end in many zero bits.
 */
async function areDoubles(writer: TableWriter, column: string): Promise<boolean> {
  const id = identifier(column);
  const found = await writer.rows(
    `SELECT DISTINCT ${id} FROM (SELECT ${id} FROM data LIMIT 2000) WHERE regexp_full_match(${id}, '[0-9]{17,38}')`,
  );
  const ids = found.map(([text]) => BigInt(String(text)));
  const chances = ids.reduce((sum, value) => sum + bitsLost(value), 0);
  // Of 65,000 files with true ids one would look like this.
  return (
    chances >= 16 &&
    // As digits a program writes all of the double, or no more than tell it from the next one.
    (ids.every((value) => BigInt(Number(value)) === value) ||
      ids.every((value) => String(Number(value)) === String(value))) &&
    ids.some((value) => value % 2n ** BigInt(bitsLost(value) + 4) !== 0n)
  );
}

/** How many of its last bits a double does not hold. */
function bitsLost(value: bigint): number {
  return Math.max(0, value.toString(2).length - 53);
}

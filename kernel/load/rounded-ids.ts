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
  const step = "pow(2, floor(log2(value::DOUBLE)) - 52)::HUGEINT";
  const [exact, shortest, plain, chances] = await writer.row(
    `SELECT bool_and(value::DOUBLE::HUGEINT = value),
      bool_and(coalesce(TRY_CAST(value::DOUBLE::VARCHAR AS DECIMAL(38,0)) = value, false)),
      bool_and(value % (16 * ${step}) = 0), sum(log2(${step}::DOUBLE))
      FROM (SELECT DISTINCT ${id}::HUGEINT AS value FROM (SELECT ${id} FROM data LIMIT 20000)
        WHERE regexp_full_match(${id}, '[0-9]{17,38}'))`,
  );
  // Of 65,000 files with true ids one would look like this.
  return (exact === true || shortest === true) && plain === false && Number(chances) >= 16;
}

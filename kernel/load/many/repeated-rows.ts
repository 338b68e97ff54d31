import type { Grain } from "../../protocol/load-report.ts";
import { identifier } from "../../sql.ts";
import type { ColumnPlan } from "../column-plan.ts";
import type { ExportDefinition } from "../exports/definition.ts";
import type { TableWriter } from "../table.ts";

/** Rows of one file that a later file has again. */
export interface RepeatedRows {
  /** The file's place from 1. */
  readonly part: number;
  readonly rows: number;
  /** How many of them have other values in the later file. */
  readonly changed: number;
  /** 1-based row numbers, the first few. */
  readonly examples: readonly number[];
}

interface Keyed {
  readonly grain: Grain;
  readonly definition: ExportDefinition;
  readonly plans: readonly ColumnPlan[];
}

/**
 * Long periods come in several files whose days may overlap: of rows with the same key those of the
 * last file stay, because platforms restate a day's conversions for several days. Only done where a
 * key is one: with a day and the id of what is counted, or of what there is once, as an order. Names
 * are no ids, and without a day two files may be of two periods.
 */
export async function leaveOutRepeated(
  writer: TableWriter,
  { grain, definition, plans }: Keyed,
): Promise<RepeatedRows[]> {
  const level = definition.levels.find((each) => each.level === grain.level);
  const lasting = level?.once === true || grain.period !== "total";
  if (!lasting || level === undefined || !grain.key.includes(level.id)) return [];
  const key = grain.key.map(identifier);
  const cells = plans.map(({ column }) => `data.${identifier(column.id)}`).join(", ");
  const same = (table: string): string =>
    key.map((column) => `data.${column} = ${table}.${column}`).join(" AND ");
  await writer.run(
    `CREATE TEMP TABLE repeated AS SELECT ${key.join(", ")}, max(_part) AS last FROM data
      WHERE ${key.map((column) => `${column} IS NOT NULL`).join(" AND ")}
      GROUP BY ${key.join(", ")} HAVING min(_part) <> max(_part)`,
  );
  const found = await writer.rows(
    `WITH kept AS (SELECT ${key.map((column) => `data.${column}`).join(", ")}, list(hash(${cells})) AS hashes
        FROM data JOIN repeated ON ${same("repeated")} AND data._part = repeated.last GROUP BY ALL)
      SELECT data._part, count(*), count(*) FILTER (NOT list_contains(kept.hashes, hash(${cells}))),
        list(data._row ORDER BY data._row)[1:5]
      FROM data JOIN repeated ON ${same("repeated")} AND data._part < repeated.last
        JOIN kept ON ${same("kept")}
      GROUP BY data._part ORDER BY data._part`,
  );
  if (found.length > 0)
    await writer.run(
      `DELETE FROM data USING repeated WHERE ${same("repeated")} AND data._part < repeated.last`,
    );
  await writer.run("DROP TABLE repeated");
  return found.map(([part, rows, changed, examples]) => ({
    part: Number(part),
    rows: Number(rows),
    changed: Number(changed),
    examples: Array.isArray(examples) ? examples.map(Number) : [],
  }));
}

import type { ChartTable } from "../../../kernel/chart/chart-table.ts";
import type { JsonObject } from "../../../kernel/chart/vega/json.ts";
import { isObject } from "../../../kernel/chart/vega/json.ts";
import { prepareChart } from "../../../kernel/chart/prepare-chart.ts";
import { pushDown } from "../../../kernel/chart/push-down/push-down.ts";
import { sourceRelation } from "../../../kernel/chart/push-down/relation.ts";
import type { DrawResult } from "../../../kernel/chart/vega/draw.ts";
import { draw } from "../../../kernel/chart/vega/draw.ts";
import { outputValue } from "../../../kernel/cells/output-value.ts";
import type { Unit } from "../../../kernel/protocol/unit.ts";
import type { Session } from "../../../kernel/session/session.ts";
import { identifier } from "../../../kernel/sql.ts";

const maxMarks = 20_000;

/** What the test's columns measure; the others are plain. */
const units: Readonly<Record<string, Unit>> = {
  ad_id: "id",
  campaign: "category",
  day: "date",
  at: "timestamp",
  cost: "money",
  clicks: "count",
  ctr: "ratio",
};

export interface BothWays {
  /** All rows handed to Vega. */
  readonly whole: DrawResult;
  /** As much as possible left to the engine. */
  readonly pushed: DrawResult;
  /** Rows that Vega got then, in all datasets. */
  readonly pushedRows: number;
}

export async function drawBothWays(
  spec: JsonObject,
  table: string,
  session: Session,
): Promise<BothWays> {
  const result = await session.run(`FROM ${identifier(table)}`);
  const columns = result.columns.map(({ name, type }) => {
    const unit = units[name];
    return { name, type, ...(unit && { unit }) };
  });
  const data: ChartTable = {
    name: table,
    columns,
    rows: result.rows.map((row) => row.map(outputValue)),
  };
  const job = { ...prepareChart({ spec, data }), maxMarks };
  const whole = await draw(job);

  const { relation, unreadable } = sourceRelation(table, columns, job.main.readings);
  const { name } = job.main;
  const run = async (sql: string) => (await session.run(sql)).rows;
  let pushedRows = 0;
  const pushed = await draw({
    ...job,
    tables: new Map([...job.tables].filter(([dataset]) => dataset !== name)),
    fill: async (compiled, vega) => {
      await pushDown(compiled, { name, relation, unreadable, run }, vega);
      const entries: readonly unknown[] = Array.isArray(compiled["data"]) ? compiled["data"] : [];
      for (const entry of entries.filter(isObject))
        if (Array.isArray(entry["values"])) pushedRows += entry["values"].length;
    },
  });
  return { whole, pushed, pushedRows };
}

import { metricByName } from "../../kernel/metrics/catalogue.ts";
import { columnById } from "../../kernel/metrics/columns.ts";
import { macroStatement } from "../../kernel/metrics/macros.ts";
import type { Metric } from "../../kernel/metrics/metric.ts";
import type { TableColumn } from "../../kernel/query/query-columns.ts";
import { readTree } from "../../kernel/query/read-tree.ts";
import {
  resultColumns,
  type EngineColumn,
  type ResultColumn,
} from "../../kernel/query/result-units.ts";
import type { RollUp } from "../../kernel/query/roll-ups.ts";
import { rollUps } from "../../kernel/query/roll-ups.ts";
import type { SyntaxTree } from "../../kernel/query/syntax-tree.ts";
import { identifier } from "../../kernel/sql.ts";
import { metricsConnection } from "../metrics/engine.ts";

/** SQL types by column: the ids of loaded exports, and others that the product does not know. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ads: {
    ad_id: "VARCHAR",
    ad_name: "VARCHAR",
    campaign_id: "VARCHAR",
    adgroup_id: "VARCHAR",
    adgroup_name: "VARCHAR",
    date: "DATE",
    cost: "DECIMAL(18,2)",
    impressions: "BIGINT",
    reach: "BIGINT",
    clicks_destination: "BIGINT",
    clicks_all: "BIGINT",
    conversions: "BIGINT",
    purchase_value_website: "DECIMAL(18,2)",
    average_play_time_per_user: "DOUBLE",
    ctr_destination: "DOUBLE",
    quality: "DOUBLE",
  },
  shop: { ad_id: "VARCHAR", date: "DATE", gmv: "DECIMAL(18,2)", orders: "BIGINT" },
};

/** A real DuckDB with the metrics and the two empty tables. */
export async function queryEngine(custom: readonly Metric[] = []) {
  const connection = await metricsConnection();
  for (const metric of custom) await connection.run(macroStatement(metric));
  for (const [name, types] of Object.entries(tables)) {
    const list = Object.entries(types).map(([column, type]) => `${identifier(column)} ${type}`);
    await connection.run(`CREATE TABLE ${name} (${list.join(", ")})`);
  }
  const parse = async (sql: string): Promise<string> => {
    const result = await connection.run("SELECT json_serialize_sql($sql::VARCHAR)", { sql });
    return String((await result.getRows())[0]?.[0]);
  };
  const tree = async (sql: string): Promise<SyntaxTree> => {
    const read = readTree(await parse(sql));
    if (read.kind !== "tree") throw new Error(`${read.kind}: ${sql}`);
    return read;
  };
  const metric = (name: string) =>
    custom.find((one) => one.name === name.toLowerCase()) ?? metricByName(name);
  /** The columns that the engine gives. */
  const given = async (sql: string): Promise<readonly EngineColumn[]> => {
    const result = await connection.run(
      sql,
      sql.includes("$min_clicks") ? { min_clicks: 100 } : {},
    );
    const types = result.columnTypes();
    return result.columnNames().map((name, index) => ({ name, type: String(types[index]) }));
  };
  const columns = async (sql: string): Promise<readonly ResultColumn[]> =>
    resultColumns(await tree(sql), { table, metric }, await given(sql));
  /** "unit unit …", `-` where nothing is certain. */
  const units = async (sql: string): Promise<string> =>
    (await columns(sql)).map(({ unit }) => unit ?? "-").join(" ");
  /** "sum metric …", `-` where several rows have no certain value together. */
  const together = async (sql: string): Promise<string> => {
    const described = await given(sql);
    const result = (await columns(sql)).map(({ name, unit }, index) => ({
      name,
      unit,
      label: name,
      type: described[index]?.type ?? "",
    }));
    const names = { table, metric, isSource: (name: string) => name in tables };
    return rollUps(await tree(sql), result, names)
      .map((rollUp) => (rollUp?.kind === "metric" ? metricText(rollUp) : (rollUp?.kind ?? "-")))
      .join(" ");
  };
  return { connection, parse, tree, given, columns, units, together };
}

export function table(name: string): readonly TableColumn[] | undefined {
  const columns = tables[name.toLowerCase()];
  return (
    columns &&
    Object.keys(columns).map((id) => {
      const known = columnById(id);
      return { name: id, unit: known?.unit ?? null, label: known?.label ?? null };
    })
  );
}

function metricText({ metric, inputs }: RollUp & { kind: "metric" }): string {
  const given = inputs.map(({ of }) => ("column" in of ? of.column : of.number));
  return `${metric}(${given.join(",")})`;
}

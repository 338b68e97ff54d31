import { DuckDBInstance } from "@duckdb/node-api";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { macroStatements } from "../../kernel/metrics/macros.ts";
import type { Comparison } from "./compare.ts";
import { compare } from "./compare.ts";

const rows = 10_000_000;

/** What the metrics cost as functions, against the same arithmetic written out, in memory. */
export async function metricFunctions(): Promise<Comparison[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    for (const statement of macroStatements(catalogue)) await connection.run(statement);
    await connection.run(
      `CREATE TABLE ads AS SELECT i % 5000 AS ad_id, 100 + i % 900 AS impressions, i % 97 AS clicks,
        i % 7 AS conversions, (i % 5000 / 100)::DECIMAL(18,6) AS cost FROM range(${rows}) r(i)`,
    );
    const run = (sql: string) => async (): Promise<unknown> => await connection.run(sql);
    return [
      await compare(
        {
          what: "`ctr`, `cvr`, `cpa` of sums by ad, 10 M rows",
          against: "the same divisions inline",
          target: 1.2,
        },
        run(`SELECT ad_id, ctr(sum(clicks), sum(impressions)), cvr(sum(conversions), sum(clicks)),
          cpa(sum(cost), sum(conversions)) FROM ads GROUP BY ad_id`),
        run(`SELECT ad_id, sum(clicks)::DOUBLE / nullif(sum(impressions)::DOUBLE, 0),
          sum(conversions)::DOUBLE / nullif(sum(clicks)::DOUBLE, 0),
          sum(cost)::DOUBLE / nullif(sum(conversions)::DOUBLE, 0) FROM ads GROUP BY ad_id`),
      ),
      await compare(
        {
          what: "`wilson_low` of each of 10 M rows",
          against: "the textbook formula inline, without checks of its inputs",
        },
        run("SELECT sum(wilson_low(clicks, impressions)) FROM ads"),
        run(`SELECT sum((p + z * z / (2 * n) - z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)))
          / (1 + z * z / n)) FROM (SELECT clicks / impressions AS p, impressions::DOUBLE AS n,
          1.959963984540054::DOUBLE AS z FROM ads)`),
      ),
    ];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

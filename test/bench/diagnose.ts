import { join } from "node:path";
import { sourceTable } from "../../kernel/cells/results.ts";
import { rules } from "../../kernel/diagnose/catalogue.ts";
import { diagnose } from "../../kernel/diagnose/diagnose.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { identifier } from "../../kernel/sql.ts";
import type { Comparison } from "./compare.ts";
import { compare } from "./compare.ts";

/** All rules over an export, against reading it once and summing it by what they judge. */
export async function allRules(path: string, rows: string, scratch: string): Promise<Comparison> {
  const kernel = await Kernel.open({ cacheFolder: join(scratch, "diagnose"), threads: 2 });
  try {
    const { report } = await kernel.load({ path, name: "ads" });
    const session = await kernel.session();
    const run = async (sql: string) => await session.run(sql, {}, { trusted: true });
    const { columns, currency } = sourceTable(report);
    const sums = report.columns
      .filter(({ type }) => /^(BIGINT|DECIMAL|DOUBLE)/.test(type))
      .map(({ id }) => `sum(${identifier(id)}) AS ${identifier(id)}`);
    return await compare(
      {
        what: `All rules of \`diagnose\` over ${rows} rows by ad and day, loaded before`,
        against:
          "one sum of every amount and count by ad, ad group, campaign and day, kept as a table",
        target: 3,
      },
      () =>
        diagnose(run, {
          source: "ads",
          columns: columns.map(({ name }) => name),
          report,
          currency,
          known: rules,
          level: null,
          rules: null,
          thresholds: new Map(),
          targets: new Map(),
          notebook: null,
        }),
      () =>
        run(`CREATE OR REPLACE TEMP TABLE by_day AS SELECT ad_id, adgroup_id, campaign_id, date, ${sums.join(", ")}
          FROM ads GROUP BY ad_id, adgroup_id, campaign_id, date`),
      3,
    );
  } finally {
    await kernel.close();
  }
}

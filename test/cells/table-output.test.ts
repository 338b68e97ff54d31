import { describe, expect, it } from "vitest";
import { outputMarkdown } from "../../kernel/cells/output-markdown.ts";
import type { TableOutput } from "../../kernel/protocol/output.ts";
import { overAds, problemOf, runText } from "./run-text.ts";

async function lastOutput(info: string, sql: string, after = ""): Promise<TableOutput> {
  const { cells } = await runText(`${overAds()}\n\`\`\`sql ${info}\n${sql}\n\`\`\`\n${after}`);
  const output = cells.at(-1)?.outputs[0];
  if (output?.kind !== "table") throw new Error(JSON.stringify(output));
  return output;
}

const all = "FROM range(300) t(n) SELECT n, n % 3 AS g, 'x' AS unused";

it("says how many rows there are where they are not kept", async () => {
  const sql = "CREATE TABLE t (n INT);\nINSERT INTO t FROM range(300) RETURNING n";
  const { table, result } = await lastOutput("", sql);
  expect([table.rows.length, table.total, result]).toEqual([200, 300, undefined]);
});

describe("a view on the fence line", () => {
  it("is what a run without an editor shows too", async () => {
    const output = await lastOutput("columns=g,n sort=n:desc filter=g=1,2", all);
    expect(output.table.rows.slice(0, 2)).toEqual([
      [299, 2, "x"],
      [298, 1, "x"],
    ]);
    const lines = outputMarkdown(output).split("\n");
    expect([lines[0], lines[2], lines.at(-1)]).toEqual([
      "| G | N |",
      "| 2 | 299 |",
      "Filtered\\: 200 of 300 rows.",
    ]);
  });

  it("sums up to a level, with totals, and an error where the query has no levels", async () => {
    const sums =
      "sum(impressions) AS impressions, sum(clicks_destination) AS clicks, ctr(sum(clicks_destination), sum(impressions)) AS ctr";
    const query = `SELECT campaign_name, ad_name, ${sums} FROM ads GROUP BY ALL`;
    const level = await lastOutput("level=campaign", query);
    expect(outputMarkdown(level).split("\n")).toEqual([
      "| Campaign name | Impressions | Clicks | CTR (destination) |",
      "|:--|--:|--:|--:|",
      "| C | 3,500 | 40 | 1.14% |",
      "| Total | 3,500 | 40 | 1.14% |",
      "",
      "1 row",
      "",
      "By campaign\\: 1 from 2 of 2 rows.",
    ]);
    const opened = await lastOutput("level=campaign:C filter=clicks:1..", query);
    expect(outputMarkdown(opened)).toContain("By ad, within C\\: 1 from 1 of 2 rows.");
    expect([level.rolledUp, opened.level?.totals.slice(2, 4)]).toEqual([
      ["impressions", "clicks", "ctr"],
      [3000, 40],
    ]);
    for (const without of [query.replace("ad_name", "ad_name AS x"), `${query} LIMIT 0`]) {
      const run = runText(`${overAds()}\n\`\`\`sql level=adgroup\n${without}\n\`\`\`\n`);
      expect((await problemOf(run)).message).toContain("“adgroup”");
    }
  });

  it("leaves the named result whole for later cells", async () => {
    const later = "\n```sql\nSELECT count(*) AS n FROM kept\n```\n";
    const { table } = await lastOutput("name=kept filter=g=1", all, later);
    expect(table.rows).toEqual([[300]]);
  });

  it("does without columns that have gone, but not without a filter", async () => {
    const output = await lastOutput("columns=gone,n sort=gone,n:desc", all);
    expect(output.table.rows[0]?.[0]).toBe(299);
    expect(outputMarkdown(output).split("\n")[0]).toBe("| N |");
    const problem = await problemOf(
      runText(`${overAds()}\n\`\`\`sql filter=gone=1\n${all}\n\`\`\`\n`),
    );
    expect([problem.code, problem.message]).toEqual([
      "bad_arguments",
      expect.stringContaining("“gone”"),
    ]);
  });
});

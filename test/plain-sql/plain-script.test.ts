import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../kernel/protocol/problem.ts";
import { describeProblem, ProblemError } from "../../kernel/protocol/problem.ts";
import { bothResults, folder, scriptOf } from "./same-results.ts";

const path = join(folder, "n.campaign.md");
writeFileSync(
  join(folder, "ads.csv"),
  `By Day,Ad name,Ad ID,Currency,Cost,Impressions,Clicks (destination)
2026-05-01,A,1801234567890123457,EUR,10.01,1000,10
2026-05-02,A,1801234567890123457,EUR,14.50,2000,30
2026-05-01,"B; ' -- $n",1801234567890123458,EUR,3.03,500,0
Total,,,,27.54,3500,40
`,
);
writeFileSync(
  join(folder, "team.yaml"),
  "columns: {team_cpc: cost / clicks_destination, team_half: team_cpc / 2}\n",
);
writeFileSync(
  join(folder, "plugin.ts"),
  `import { defineColumn, definePlugin } from "campaign-notebook";
const doubled = defineColumn({ id: "doubled", unit: "count", inputs: { n: "count" }, compute: ({ n }) => n * 2 });
export default definePlugin({
  name: "more",
  columns: [doubled],
  metrics: [{
    name: "cost_share", label: "Cost share", unit: "ratio", better: "neither",
    inputs: { cost: "money", all_cost: "money" }, formula: "cost / all_cost", doc: "Part of the cost.",
  }],
});
`,
);

function write(cells: string, setup = ""): string {
  writeFileSync(
    path,
    `---\ncampaign-notebook: 1\nsources: {ads: ads.csv, unused: ads.csv}\n${setup}---\n\n${cells}`,
  );
  return path;
}

function sql(text: string, attributes = ""): string {
  return `\`\`\`sql ${attributes}\n${text}\n\`\`\`\n\n`;
}

describe("a script gives in a plain engine what its notebook gives, to the last digit:", () => {
  // Those with code or with findings that SQL reads are refused, below.
  const samples = readdirSync("samples").filter(
    (file) =>
      file.endsWith(".campaign.md") &&
      !["custom-column", "ad-fatigue"].includes(file.split(".")[0] ?? ""),
  );

  it.each(samples)(
    "samples/%s",
    async (sample) => {
      const { names, own, plain } = await bothResults(join("samples", sample));
      expect(names.length).toBeGreaterThan(3);
      expect(plain).toEqual(own);
    },
    120_000,
  );

  it("with parameters given, of every kind", async () => {
    const setup = `params:
  n: 3
  Share: 0.1
  large: 5000000000
  minus: -2.5
  word: {kind: text, default: "it's -- ; $n"}
  day: 2026-05-01
  period: {kind: date_range, default: {from: 2026-05-01, to: 2026-05-02}}
  pick: {choices: [A, B]}
  none: {kind: query, choices: "SELECT ad_name FROM ads"}
`;
    const cells =
      sql(
        "-- $n; stays\nSELECT $n + $n AS n, $SHARE * 3 AS share, $large AS large, $minus AS minus, $\"word\" AS word, '$n;' AS text, $none IS NULL AS none",
        "name=values",
      ) +
      sql(
        "SELECT 1; -- a; b\n/* c; */ SELECT ad_id, sum(cost) AS cost, $day + 1 AS next FROM ads\nWHERE date BETWEEN $period_from AND $period_to AND ad_name = $pick AND date >= $word2 GROUP BY ad_id LIMIT $n -- end;",
        "name=filtered",
      );
    const both = await bothResults(
      write(cells, `${setup}  word2: {kind: text, default: "2026-05-01"}\n`),
      { n: "7", pick: "A" },
    );
    expect(both.plain).toEqual(both.own);
    expect(both.plain[1]).toEqual([
      ["14", "0.30000000000000004", "5000000000", "-2.5", "it's -- ; $n", "$n;", "true"],
    ]);
    expect(both.text).toContain("-- $n; stays");
  }, 60_000);

  it("with the functions that it uses and no other, each after what it calls", async () => {
    const cells =
      sql(
        "SELECT ad_id, team_half(sum(cost), sum(clicks_destination)) AS half, own(sum(cost), sum(clicks_destination), sum(impressions)) AS own, cost_share(sum(cost), 27.54) AS share FROM ads GROUP BY ad_id",
        "name=by_ad",
      ) +
      sql("SELECT previous_period('2026-05-01', '2026-05-07').first AS day", 'name="days"') +
      sql("PIVOT ads ON ad_name USING sum(cost) GROUP BY date", "name=wide") +
      sql("FROM by_ad") +
      sql("SELECT 'ctr(1, 2)' AS text -- ctr(1, 2)", "name=no_call");
    const setup = `include: team.yaml
plugins: ./plugin.ts
title: "T\\n; SELECT error('ended')\\u2028x"
columns: {own: "team_half + cpm(cost, impressions)", other: cost / 2}
`;
    const both = await bothResults(write(cells, setup));
    expect(both.plain).toEqual(both.own);
    expect([...both.text.matchAll(/MACRO "(\w+)"/g)].map(([, name]) => name)).toEqual([
      "team_half",
      "own",
      "cost_share",
      "previous_period",
    ]);
    expect(both.text).not.toContain("unused");
    expect(both.text).toMatch(
      /ads: n\.campaign\.md-data\/ads\.parquet, 3 rows\n-- {4,}from ads\.csv, SHA-256 \w{64}\n/,
    );
  }, 60_000);
});

const typescript = `\`\`\`ts
import { defineColumn, table } from "campaign-notebook";
defineColumn({ id: "fee", unit: "money", inputs: { cost: "money" }, compute: ({ cost }) => cost * 2 });
export const made = table([{ a: 1 }]);
\`\`\`

`;

describe("what plain SQL cannot make", () => {
  it.each<[string, string, string, string]>([
    [
      "a column in TypeScript",
      typescript + sql("SELECT 1,\n  fee(cost) FROM ads"),
      "fee(cost) FROM",
      "“fee” is a column in TypeScript (line 7), which plain DuckDB cannot make",
    ],
    [
      "a table of TypeScript",
      typescript + sql("SELECT *\nFROM made"),
      "FROM made",
      "“made” is made by a TypeScript cell (line 7), which plain DuckDB cannot make",
    ],
    [
      "findings",
      `\`\`\`diagnose name=found\nsource: ads\n\`\`\`\n\n${sql("SELECT *\nFROM found")}`,
      "FROM found",
      "“found” is the findings of a diagnose cell (line 7), which plain DuckDB cannot make",
    ],
    [
      "a plugin's column",
      sql("SELECT\n  doubled(impressions) FROM ads"),
      "doubled(",
      "“doubled” is a column of the plugin “more”, which plain DuckDB cannot make",
    ],
  ])("%s is refused with its place", async (_, cells, at, message) => {
    const { problem, line } = await refusal(cells, at);
    expect(problem).toMatchObject({
      code: "unsupported_cell",
      message,
      place: { file: path, line },
    });
    expect(describeProblem(problem).length).toBeLessThan(400);
  });

  it.each<[string, string, string, string]>([
    [
      "used_before_defined",
      sql("FROM later") + sql("SELECT 1 AS a", "name=later"),
      "```sql",
      "“later” is used before the cell that defines it",
    ],
    ["sql_syntax", sql("SELECT 1 AS a,\n  FROM (ads"), "FROM (ads", "yntax"],
    ["sql_parameter", sql("SELECT\n  $nobody"), "$nobody", "The parameter $nobody has no value."],
  ])("a mistake is one here too: %s", async (code, cells, at, message) => {
    const { problem, line } = await refusal(cells, at);
    expect(problem).toMatchObject({ code, place: { file: path, line } });
    expect(problem.message).toContain(message);
  });

  it("is left out where nothing reads it, and said", async () => {
    const chart = "```vega-lite data=n\nmark: bar\nencoding: {y: {field: n}}\n```\n\n";
    const { text } = await scriptOf(write(typescript + sql("SELECT 1 AS n", "name=n") + chart));
    expect(text).toContain("-- Cell 2 (ts), line 6: TypeScript, left out\n");
    expect(text).toMatch(/-- Cell 4 \(vega-lite\), line \d+: a chart, left out\n/);
    expect(text).not.toContain("fee");
  });

  it("never takes the place of an input", async () => {
    const data = join(folder, "in.campaign.md-data");
    mkdirSync(data, { recursive: true });
    copyFileSync(join(folder, "ads.csv"), join(data, "ads.parquet"));
    const notebook = write(sql("FROM ads")).replace("n.campaign.md", "in.campaign.md");
    writeFileSync(
      notebook,
      readFileSync(path, "utf8").replace("ads: ads.csv", "ads: in.campaign.md-data/ads.parquet"),
    );
    await expect(scriptOf(notebook)).rejects.toMatchObject({ problem: { code: "not_writable" } });
    expect(readFileSync(join(data, "ads.parquet"))).toEqual(readFileSync(join(folder, "ads.csv")));
  });
});

/** Why no script is written, and the line of the file on which a text stands. */
async function refusal(cells: string, at: string): Promise<{ problem: Problem; line: number }> {
  const file = write(cells, "plugins: ./plugin.ts\n");
  const lines = readFileSync(file, "utf8").split("\n");
  const error = await scriptOf(file).catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw error;
  return { problem: error.problem, line: lines.findIndex((each) => each.includes(at)) + 1 };
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { beside, lastTable, overAds, problemOf, records, runText } from "../cells/run-text.ts";

const using = (plugin: string): string => overAds(`plugins: ${plugin}\n`);
const sql = (text: string): string => `\n\`\`\`sql\n${text}\n\`\`\`\n`;
const plugin = (fields: string, before = ""): string =>
  `import { defineColumn, definePlugin, ratio } from "campaign-notebook";\n${before}\nexport default definePlugin({ name: "mine", ${fields} });\n`;
const metric = (formula: string, name = "cost_per_hundred"): string =>
  `{ name: "${name}", label: "Per hundred", unit: "money", inputs: { cost: "money", clicks: "count" }, doc: "Of clicks.", formula: ${formula} }`;

describe("a plugin's definitions are used like those that are built in", () => {
  test.each([
    ["as text", '"100 * cost / clicks"'],
    ["as text with a built-in metric", '"100 * cpc(cost, clicks)"'],
    ["as an expression", 'ratio(ratio("cost", 0.01), "clicks")'],
  ])("a metric with its formula %s", async (_, formula) => {
    beside("metric.ts", plugin(`metrics: [${metric(formula)}]`));
    const text =
      overAds(
        "plugins: ./metric.ts\ncolumns:\n  twice: 2 * cost_per_hundred(cost, impressions)\n",
      ) +
      sql(`SELECT cost_per_hundred(sum(cost), sum(clicks_destination)) AS cost_per_hundred,
        twice(sum(cost), sum(impressions)) AS twice FROM ads GROUP BY ad_id ORDER BY ad_id`);
    const table = lastTable(await runText(text));
    expect(records(table)).toEqual([
      {
        cost_per_hundred: expect.closeTo(61.25, 10),
        twice: expect.closeTo((200 * 24.5) / 3000, 12),
      },
      { cost_per_hundred: null, twice: expect.closeTo(1.2, 12) },
    ]);
    expect(table.columns[0]).toMatchObject({ unit: "money", label: "Per hundred" });
  });

  test("a column in TypeScript", async () => {
    const column = `const col: unknown = defineColumn({ id: "upper_name", unit: "text", inputs: { ad_name: "text" }, compute: ({ ad_name }) => ad_name + "!" });`;
    beside("column.ts", plugin("columns: [col]", column));
    const table = lastTable(
      await runText(using("./column.ts") + sql("SELECT upper_name(max(ad_name)) AS n FROM ads")),
    );
    expect(table.rows).toEqual([["B!"]]);
  });

  test("an export, from an installed package", async () => {
    const fields = `exports: [{ id: "spots", label: "Spots", required: [["spot"]], levels: [], breakdowns: [], totalsLabels: [], printedRatios: [],
      columns: [{ id: "spot", kind: "text", headers: { en: ["Spot"] } }, { id: "show", kind: "text", headers: { en: ["Show"] } }, { id: "plays", kind: "int", headers: { en: ["Plays"] } }] }]`;
    const folder = "node_modules/@team/spots";
    mkdirSync(join(beside("spots.csv", "Spot,Show,Plays\na,x,1\nb,x,20\n"), folder), {
      recursive: true,
    });
    beside(`${folder}/package.json`, `{ "name": "@team/spots", "exports": "./spots.mjs" }`);
    beside(`${folder}/spots.mjs`, plugin(fields));
    const text = `---\ncampaign-notebook: 1\nsources: {spots: spots.csv}\nplugins: "@team/spots"\n---\n${sql("SELECT sum(plays) AS plays FROM spots")}`;
    const { cells, loads } = await runText(text);
    expect(loads[0]?.export).toMatchObject({ id: "spots", certainty: 1 });
    expect(cells.at(-1)?.outputs[0]).toMatchObject({ kind: "table", table: { rows: [[21]] } });
  });
});

test.each<[what: string, text: string, problem: object]>([
  ["throws", "\nthrow new TypeError('no');", { message: "TypeError: no", place: { line: 2 } }],
  ["does not parse", "const = 1;", { code: "script_syntax" }],
  ["is none", "export default 1 + 1;", { code: "plugin" }],
  ["ends the process", "process.exit(3);", { code: "script_error" }],
  [
    "asks SQL",
    `import { sql } from "campaign-notebook"; await sql("FROM ads");`,
    { code: "plugin" },
  ],
  [
    "breaks the contract",
    plugin(`metrics: [{ name: "x", unit: "euros" }]`),
    { code: "plugin", message: expect.stringMatching(/“metrics\[0\]\.\w+”/) },
  ],
  [
    "has a field too many",
    plugin("reports: []"),
    { code: "plugin", message: "The plugin has a field that is not known: reports" },
  ],
  [
    "is of another contract",
    plugin("contract: 2"),
    { message: "“contract” is 2; expected: 1, the one that this version knows" },
  ],
  [
    "has a formula over what is no input",
    plugin(`metrics: [${metric('"cost / impressions"')}]`),
    { code: "formula", message: expect.stringContaining("impressions") },
  ],
  [
    "takes a built-in name",
    plugin(`metrics: [${metric('"cost / clicks"', "CPC")}]`),
    { code: "name_taken", message: "“CPC” is a built-in metric and a metric of the plugin “mine”" },
  ],
  [
    "takes a name of SQL's own",
    plugin(`metrics: [${metric('"cost / clicks"', "median")}]`),
    { code: "name_taken", message: expect.stringContaining("median") },
  ],
])("a plugin that %s is refused with its place", async (_, text, problem) => {
  beside("bad.ts", text);
  const found = await problemOf(runText(using("./bad.ts")));
  expect(found).toMatchObject(problem);
  const setup = /^name_taken$/.test(found.code) ? {} : { file: expect.stringMatching("bad.ts") };
  expect(found.place).toMatchObject({ cell: "setup", ...setup });
});

test("two plugins that define one name are both named", async () => {
  beside("one.ts", plugin(`metrics: [${metric('"cost / clicks"')}]`));
  beside("two.ts", plugin(`metrics: [${metric('"cost / clicks"')}]`).replace("mine", "yours"));
  expect(await problemOf(runText(using("[./one.ts, ./two.ts]")))).toMatchObject({
    code: "name_taken",
    message:
      "“cost_per_hundred” is a metric of the plugin “mine” and a metric of the plugin “yours”",
  });
});

test("a plugin that is not there, and a name of it that the notebook defines too", async () => {
  expect(await problemOf(runText(using("./gone.ts")))).toMatchObject({ code: "plugin" });
  expect(await problemOf(runText(using('"@team/gone"')))).toMatchObject({
    code: "plugin",
    next: expect.stringContaining("npm install @team/gone"),
  });
  beside("metric.ts", plugin(`metrics: [${metric('"cost / clicks"')}]`));
  const twice = overAds("plugins: ./metric.ts\ncolumns: {cost_per_hundred: cost}\n");
  expect(await problemOf(runText(twice))).toMatchObject({
    code: "name_taken",
    message: expect.stringContaining("a metric of the plugin “mine”"),
  });
});

import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkPluginFile } from "../../kernel/plugins/conformance/check-plugin.ts";
import { lastTable, runText, beside } from "../cells/run-text.ts";

const sample = "samples/plugins/audio-ads";
const text = readFileSync(`${sample}.ts`, "utf8");
const template = readFileSync(`${sample}.campaign.md`, "utf8");
const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the sample plugin passes, in under 80 lines", async () => {
  expect(text.split("\n").length).toBeLessThan(80);
  expect(await checkPluginFile(`${sample}.ts`)).toEqual({
    name: "audio-ads",
    checked: ["2 metrics", "1 column", "1 export", "1 diagnosis", "1 template", "5 sample files"],
    written: [],
    faults: [],
  });
});

test("its export, metrics and column are there in a notebook", async () => {
  const notebooks = beside("audio-ads.ts", text);
  beside("audio-ads.campaign.md", template);
  copyFileSync(`${sample}.test/spots.csv`, join(notebooks, "spots.csv"));
  const run = await runText(`---
campaign-notebook: 1
sources: {spots: spots.csv}
plugins: ./audio-ads.ts
---

\`\`\`sql
SELECT audio_placement(any_value(show_name), min(minute)) AS placement,
  listen_through_rate(sum(completed_plays), sum(impressions)) AS rate,
  cost_per_listen(sum(cost), sum(completed_plays)) AS price
FROM spots GROUP BY ad_id ORDER BY ad_id
\`\`\`
`);
  expect(run.loads[0]).toMatchObject({ rows: { loaded: 4 }, totals: { status: "agrees" } });
  expect(lastTable(run).rows).toEqual([
    ["Morning Coffee, pre-roll", 0.75, 251.75 / 3750],
    ["Night Shift, mid-roll", 650 / 1800, 144.25 / 650],
  ]);
});

test.each<[what: string, change: readonly [string, string], fault: RegExp]>([
  ["a header of two columns", ['"Minute"', '"Spend"'], /“spend” \(en\)/],
  [
    "a column of another kind",
    ['column("impressions", "int"', 'column("impressions", "money"'],
    /^spots-german.*impressions is sum 3400\.0+, not sum 3400$/,
  ],
  [
    "cells that are not readable",
    ['column("minute", "decimal"', 'column("minute", "date"'],
    /^spots\.csv: not readable: 4 cells; load says which$/,
  ],
  ["a column that throws", ["if (false)", "throw new Error('no')"], /failed at .*Error: no/],
  [
    "a rule that reads what it does not need",
    ['needs: ["cost", "impressions"]', 'needs: ["cost"]'],
    /^AU1: its query does not run over what it needs \(cost, ad\): .*impressions/,
  ],
  [
    "a rule that needs what no case has",
    ['needs: ["cost", "impressions"]', 'needs: ["cost", "impressions", "value"]'],
    /^AU1: fires\.csv: The rule needs the column Purchase value\. .* As columns: value is purchase_value or /,
  ],
  ["a rule without a unit", ["units: { times", "units: { other"], /^AU1: \{times\} in its texts/],
  [
    "a rule that lacks a column",
    ["AS enough", "AS sufficient"],
    /^AU1: its query gives no column “enough”/,
  ],
  [
    "a rule that never fires",
    ["default: 1.5", "default: 9"],
    /^AU1: fires\.csv: it finds nothing; 3 of 3 had enough$/,
  ],
  ["a rule that fires always", ["default: 1.5", "default: 0"], /^AU1: ordinary\.csv: it finds /],
  ["a rule that judges anything", ["default: 1000", "default: 0"], /^AU1: little\.csv: it finds /],
  ["a rule without cases", ['id: "AU1"', 'id: "AU2"'], /^AU2: there is no fires\.csv in AU2\//],
  [
    "a template over another source",
    ["FROM spots GROUP", "FROM ads GROUP"],
    /^audio-week: line \d+: “ads” is no source and no result above/,
  ],
  [
    "a template with another parameter",
    ["$min_plays", "$fewest"],
    /^audio-week: line \d+: \$fewest is no parameter/,
  ],
  [
    "a template that does not run",
    ["sum(impressions) AS plays", "sum(playz) AS plays"],
    /^audio-week: .*playz/,
  ],
])("a plugin with %s fails its test", async (_, [from, to], fault) => {
  const change = (whole: string): string =>
    whole.replace(from, to).replaceAll("audio-ads.", "changed.");
  const changed = change(text.replace("const part =", "if (false) {}\n    const part ="));
  writeFileSync(join(folder, "changed.campaign.md"), change(template));
  writeFileSync(
    join(folder, "changed.ts"),
    changed.replace("throw new Error('no') {}", "throw new Error('no');"),
  );
  cpSync(`${sample}.test`, join(folder, "changed.test"), { recursive: true });
  writeFileSync(
    join(folder, "changed.test/spots.csv"),
    readFileSync(`${sample}.test/spots.csv`, "utf8").replace("2400,1800", "2401,1800"),
  );
  const { faults } = await checkPluginFile(join(folder, "changed.ts"));
  expect(faults).toContainEqual(expect.stringMatching(fault));
  expect(faults).toContainEqual(
    expect.stringMatching(/^spots\.csv: columns\.impressions is sum 6801(?:\.0+)?, not sum 6800$/),
  );
});

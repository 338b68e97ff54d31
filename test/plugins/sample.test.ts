import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkPluginFile } from "../../kernel/plugins/conformance/check-plugin.ts";
import { lastTable, runText, beside } from "../cells/run-text.ts";

const sample = "samples/plugins/audio-ads";
const text = readFileSync(`${sample}.ts`, "utf8");
const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the sample plugin passes, in under 80 lines", async () => {
  expect(text.split("\n").length).toBeLessThan(80);
  expect(await checkPluginFile(`${sample}.ts`)).toEqual({
    name: "audio-ads",
    checked: ["2 metrics", "1 column", "1 export", "2 sample files"],
    written: [],
    faults: [],
  });
});

test("its export, metrics and column are there in a notebook", async () => {
  const notebooks = beside("audio-ads.ts", text);
  copyFileSync(`${sample}.test/spots.csv`, join(notebooks, "spots.csv"));
  const run = await runText(`---
campaign-notebook: 1
sources: {spots: spots.csv}
plugins: ./audio-ads.ts
---

\`\`\`sql
SELECT audio_placement(any_value(show_name), min(minute)) AS placement,
  listen_through_rate(sum(completed_plays), sum(plays)) AS rate,
  cost_per_listen(sum(cost), sum(completed_plays)) AS price
FROM spots GROUP BY spot_id ORDER BY spot_id
\`\`\`
`);
  expect(run.loads[0]).toMatchObject({ rows: { loaded: 4 }, totals: { status: "agrees" } });
  expect(lastTable(run).rows).toEqual([
    ["Morning Coffee, pre-roll", 0.75, 251.75 / 3750],
    ["Night Shift, mid-roll", 650 / 1800, 144.25 / 650],
  ]);
});

test.each<[what: string, change: readonly [string, string], fault: RegExp]>([
  ["a header of two columns", ['en: ["Minute"]', 'en: ["Spend"]'], /“spend” \(en\)/],
  [
    "a column of another kind",
    ['kind: "int", headers: { en: ["Plays"]', 'kind: "money", headers: { en: ["Plays"]'],
    /^spots-german.*plays is sum 3400\.0+, not sum 3400$/,
  ],
  ["a column that throws", ["if (false)", "throw new Error('no')"], /failed at .*Error: no/],
])("a plugin with %s fails its test", async (_, [from, to], fault) => {
  const changed = text.replace("const part =", "if (false) {}\n    const part =").replace(from, to);
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
    expect.stringMatching(/^spots\.csv: columns\.plays is sum 6801(?:\.0+)?, not sum 6800$/),
  );
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { overAds, problemOf, records, runText } from "./run-text.ts";

const sample = resolve("samples/exports/ads-daily.csv");
const truth: { readonly stories: readonly { readonly kind: string; readonly ad_id: string }[] } =
  JSON.parse(readFileSync("samples/exports/ads-daily.truth.json", "utf8"));

const run = await runText(`---
campaign-notebook: 1
sources: {ads: "${sample}"}
thresholds: {A2.low_ctr: 0.35, min_clicks: 120}
---

\`\`\`diagnose name=problems
thresholds: {min_clicks: 110}
\`\`\`

\`\`\`sql
SELECT rule, thing_id, stake FROM problems WHERE severity = 'high' ORDER BY rank
\`\`\`

\`\`\`sql view=findings
SELECT title, severity, thing_name, stake, rank AS place FROM problems ORDER BY rank LIMIT 1
\`\`\`
`);
const outputs = run.cells.flatMap((cell) => cell.outputs);
const [found, drawn] = outputs.filter((output) => output.kind === "findings");
const table = outputs.find((output) => output.kind === "table");
if (!found || !drawn || !table) throw new Error("a cell shows something else");

test("every planted story is found by its rule, and nothing else is of high severity", () => {
  const ruleOf: Readonly<Record<string, string>> = {
    mismatch: "A1",
    fatigue: "A5",
    weak_hold: "A6",
    zero_delivery: "B1",
    click_spike: "D1",
  };
  const planted = truth.stories.flatMap(({ kind, ad_id }) => {
    const rule = ruleOf[kind];
    return rule === undefined ? [] : [`${rule} ${ad_id}`];
  });
  const high = found.findings.filter(({ severity }) => severity === "high");
  expect(high.map(({ rule, thing }) => `${rule} ${thing.id}`).toSorted()).toEqual(
    planted.toSorted(),
  );
});

test("its named result holds what it lists, in the same order", () => {
  const high = found.findings.filter(({ severity }) => severity === "high");
  expect(records(table.table)).toEqual(
    high.map(({ rule, thing, stake }) => ({
      rule,
      thing_id: thing.id,
      stake: stake === null ? null : Number(stake).toFixed(2),
    })),
  );
});

test("a result is drawn as findings, its other columns as evidence", () => {
  const [first] = found.findings;
  expect(drawn.findings).toMatchObject([
    {
      title: first?.title,
      severity: first?.severity,
      thing: { name: first?.thing.name },
      evidence: [{ label: "Place", value: 1 }],
    },
  ]);
});

test("the cell's thresholds go before the setup's", () => {
  const settings = new Map(found.settings.map((each) => [each.name, each]));
  expect(settings.get("min_clicks")).toMatchObject({ value: "110", isChanged: true });
  expect(settings.get("A2.low_ctr")).toMatchObject({ value: "0.35×", isChanged: true });
  expect(settings.get("A1.high_ctr")).toMatchObject({ value: "1.30×", origin: "ours" });
});

describe("what is wrong in a cell is said with its line", () => {
  test.each([
    ["soruce: ads", "bad_arguments", 7],
    ["level: ad\nrules: [A1, A98]", "bad_arguments", undefined],
    ["level: creative", "bad_arguments", 7],
    ["source: shop", "unknown_name", undefined],
    ["thresholds:\n  A1.high_ctr: many", "bad_arguments", 8],
    ["rules: [A1", "bad_arguments", 7],
  ])("%j", async (text, code, line) => {
    const problem = await problemOf(runText(`${overAds()}\n\`\`\`diagnose\n${text}\n\`\`\`\n`));
    expect(problem.code).toBe(code);
    expect(problem.message).not.toMatch(/front matter/);
    if (line !== undefined) expect(problem.place?.line).toBe(line);
  });

  test("a result without a title cannot be drawn as findings", async () => {
    const text = `${overAds()}\n\`\`\`sql view=findings\nSELECT 1 AS a\n\`\`\`\n`;
    expect((await problemOf(runText(text))).code).toBe("findings_shape");
  });
});

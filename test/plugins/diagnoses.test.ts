import { expect, test } from "vitest";
import { builtInRegistry } from "../../kernel/plugins/built-in.ts";
import { diagnosisFaults } from "../../kernel/plugins/conformance/diagnosis-faults.ts";
import { Kernel } from "../../kernel/kernel.ts";
import type { FindingsOutput } from "../../kernel/protocol/findings.ts";
import type { FinishedRun } from "../../kernel/cells/run-notebook.ts";
import { renderReport } from "../../kernel/report/render-report.ts";
import { reportModel } from "../../kernel/cells/report-model.ts";
import { beside, overAds, problemOf, runText } from "../cells/run-text.ts";

const plain =
  "SELECT thing_id, thing_name, group_name AS within, cost, true AS enough, cost > {dear} AS effect, cost AS stake FROM diag_things";

const rule = (query = plain, more = "", id = "T1"): string => `{ id: "${id}", name: "Dear",
  severity: "high", about: "level", needs: ["cost"], query: ${JSON.stringify(query)},
  thresholds: { dear: { default: 20, unit: "money", label: "Dear: more than" } },
  sentence: "It cost {cost}.", evidence: [{ column: "cost", label: "Cost", unit: "money" }],
  stake: "what it cost", action: "Look at it.", ${more} }`;

const plugin = (rules: string, name = "mine"): string =>
  `import { definePlugin } from "campaign-notebook";\nexport default definePlugin({ name: "${name}", diagnoses: [${rules}] });`;

const ask = (rules: string, cell = ""): Promise<FinishedRun> => {
  beside("rules.ts", plugin(rules));
  return runText(`${overAds("plugins: ./rules.ts\n")}\n\`\`\`diagnose\n${cell}\n\`\`\`\n`);
};

function found(run: FinishedRun): FindingsOutput {
  const output = run.cells.at(-1)?.outputs[0];
  if (output?.kind !== "findings") throw new Error("no findings");
  return output;
}

test("a plugin's rule shows beside the built-in ones, its threshold as a setting", async () => {
  const output = found(await ask(rule()));
  const own = output.findings.filter((finding) => finding.rule === "T1");
  expect(own).toMatchObject([
    { thing: { name: "A" }, sentence: "It cost EUR\u00a024.50.", stake: 24.5 },
  ]);
  expect(output.settings).toContainEqual(
    expect.objectContaining({ name: "T1.dear", value: "20.00", origin: "the plugin's" }),
  );
  expect(output.unchecked.map((each) => each.rule)).toContain("A1");

  const set = found(await ask(rule(), "rules: [T1]\nthresholds: {T1.dear: -1}"));
  expect(set.findings.map(({ thing }) => thing.name)).toEqual(["A", "B"]);
  expect(set.settings.at(-1)).toMatchObject({ name: "T1.dear", isChanged: true });
});

test("a rule that fails says so, and takes no other with it", async () => {
  const run = await ask(`${rule()}, ${rule(plain.replace("cost > ", "costs > "), "", "T2")}`);
  const { failed, findings, checked } = found(run);
  expect(failed).toEqual([
    expect.objectContaining({
      code: "plugin",
      message: expect.stringMatching(/^The rule “T2” of the plugin “mine” failed: .*costs/),
    }),
  ]);
  expect(findings.map((finding) => finding.rule)).toContain("T1");
  expect(checked.map((each) => each.rule)).not.toContain("T2");
  expect(renderReport(reportModel(run, "n.md"))).toContain(
    "The rule “T2” of the plugin “mine” failed",
  );
});

test.each<[what: string, rules: string, problem: string | RegExp]>([
  [
    "a source",
    rule("SELECT *, {dear} FROM ads"),
    "The query of “T1” reads “ads”, which rules do not see",
  ],
  ["a file", rule("SELECT {dear} FROM 'ads.csv'"), /reads “ads.csv”/],
  [
    "a file by a function",
    rule("SELECT {dear}, (FROM read_csv('ads.csv'))"),
    /reads from read_csv\(\)/,
  ],
  ["a hidden query", rule("SELECT {dear} FROM query('FROM ads')"), /reads from query\(\)/],
  ["the catalogue", rule("SELECT {dear} FROM (DESCRIBE diag_things)"), /reads from describe\(\)/],
  ["another schema", rule("SELECT {dear} FROM main.diag_things"), /reads “diag_things”/],
  ["two statements", rule(`${plain}; DROP TABLE diag_things`), /is not one SELECT/],
  ["no SELECT", rule("DELETE FROM diag_things WHERE cost > {dear}"), /is not one SELECT/],
  ["half a SELECT", rule("SELECT {dear}) UNION (SELECT 1"), /cannot be read: syntax error/],
  ["days that it may not have", rule("SELECT {dear} FROM diag_weeks"), /only days make/],
  [
    "an unknown threshold",
    rule(plain.replace("{dear}", "{dera} + {dear}")),
    /names the threshold \{dera\}/,
  ],
  ["no threshold", rule(plain.replace("{dear}", "20")), /does not use the threshold “dear”/],
  ["a parameter", rule(plain.replace("cost >", "$x >")), /has a parameter, \$x/],
  [
    "the verdict's column",
    rule(plain.replace("AS stake", "AS stake, true AS found")),
    /column “found”/,
  ],
  [
    "an unknown need",
    rule().replace('["cost"]', '["plays"]'),
    /^“diagnoses\[0\]\.needs\[0\]” is "plays"; expected: one of date, cost/,
  ],
  [
    "a need that is nearly one",
    rule().replace('["cost"]', '["costs"]'),
    /is "costs"; expected: perhaps cost$/,
  ],
  [
    "a column for a need",
    rule().replace('["cost"]', '["purchase_value"]'),
    /is "purchase_value"; expected: value, which is read from purchase_value$/,
  ],
  ["no sentence", rule().replace("sentence:", "sentense:"), /^“diagnoses\[0\]/],
  [
    "a built-in id",
    rule(plain, "", "a1"),
    "“a1” is a built-in rule and a rule of the plugin “mine”",
  ],
  ["a built-in check's id", rule(plain, "", "D8"), /^“D8” is a built-in rule and/],
  [
    "one id twice",
    `${rule()}, ${rule()}`,
    "“T1” is a rule of the plugin “mine” and a rule of the plugin “mine”",
  ],
])("a rule with %s is refused", async (_, rules, message) => {
  const problem = await problemOf(ask(rules));
  expect(problem.message).toMatch(message);
  expect(problem.next?.length ?? 0).toBeLessThan(200);
  expect(problem.place).toMatchObject({ cell: "setup" });
});

test("every built-in rule runs over what it needs, and its texts have units", async () => {
  const kernel = await Kernel.open({ threads: 1 });
  try {
    const session = await kernel.session();
    const run = async (sql: string) => (await session.run(sql, {}, { trusted: true })).rows;
    const faults = [];
    for (const each of builtInRegistry.rules) faults.push(...(await diagnosisFaults(each, run)));
    expect(faults).toEqual([]);
    expect(builtInRegistry.rules.length).toBeGreaterThan(20);
  } finally {
    await kernel.close();
  }
});

import { expect, test } from "vitest";
import { exitStatus } from "../../kernel/cli/exit-status.ts";
import type { ProblemCode } from "../../kernel/protocol/problem.ts";
import { describeProblem } from "../../kernel/protocol/problem.ts";
import { overAds, problemOf, runText } from "./run-text.ts";

const cell = (code: string, fence = "sql") => `\n\`\`\`${fence}\n${code}\n\`\`\`\n`;
const one = (fence: string) => overAds() + cell("SELECT 1 AS a", fence);

interface Failure {
  readonly text: string;
  readonly code: ProblemCode;
  /** What stands in the file from the place that the message names: from the character, where it has one. */
  readonly at: string;
  readonly says: RegExp;
}

const failures: Record<string, Failure> = {
  "an unknown column": {
    text: overAds() + cell("SELECT ad_name,\n  ad_nam FROM ads"),
    code: "sql_unknown_name",
    at: "ad_nam FROM ads",
    says: /Did you mean “ad_name”/,
  },
  "the last of several statements": {
    text: overAds() + cell("CREATE TABLE t AS SELECT 1 AS a;\n\nSELECT a,\n   b FROM t"),
    code: "sql_unknown_name",
    at: "b FROM t",
    says: /"b" not found/,
  },
  "the last of several statements on one line, behind other than ASCII": {
    text: overAds() + cell("SELECT 1 AS a; SELECT 'ä😀' AS x, nope FROM ads"),
    code: "sql_unknown_name",
    at: "nope FROM ads",
    says: /"nope" not found/,
  },
  "a value that cannot be converted": {
    text: overAds() + cell("SELECT 1 AS a;\nSELECT ad_name::INTEGER AS n FROM ads"),
    code: "sql_type",
    at: "::INTEGER AS n FROM ads",
    says: /'A'/,
  },
  "an error of which the engine knows no place": {
    text: overAds() + cell("SELECT 1 AS a;\n  SELECT error('boom') AS a"),
    code: "sql_runtime",
    at: "SELECT error('boom') AS a",
    says: /boom/,
  },
  "a statement that ends too early": {
    text: overAds() + cell("SELECT 1 +"),
    code: "sql_syntax",
    at: "",
    says: /end of input/,
  },
  "a statement only in brackets": {
    text: overAds() + cell("SELECT 1 AS a) UNION (SELECT 2 AS a"),
    code: "sql_syntax",
    at: ") UNION (SELECT 2 AS a",
    says: /at or near "\)"/,
  },
  "merge-conflict marks in a cell": {
    text: overAds() + cell("SELECT 1 AS a\n    at: "```python cell",
    says: /sql, ts, vega-lite and diagnose/,
  },
};

test.each(Object.entries(failures))("%s: where and what to do", async (_, failure) => {
  const problem = await problemOf(runText(failure.text));
  const { code, place } = problem;
  expect([code, exitStatus(problem)]).toEqual([failure.code, 1]);
  expect(place?.file).toMatch(/n\.campaign\.md$/);
  expect(place?.cell).toMatch(/./);
  const line = failure.text.split("\n")[(place?.line ?? NaN) - 1];
  expect(line?.slice((place?.character ?? 1) - 1)).toBe(failure.at);
  expect(describeProblem(problem)).toMatch(failure.says);
});

test("an export that is not there is an input that could not be loaded", async () => {
  const text = "---\ncampaign-notebook: 1\nsources: {ads: adds.csv}\n---\n";
  const problem = await problemOf(runText(text));
  expect(exitStatus(problem)).toBe(3);
  expect(describeProblem(problem)).toMatch(/no such file.*adds\.csv.*Did you mean “ads.csv”/i);
});

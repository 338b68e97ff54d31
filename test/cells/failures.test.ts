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
    text: overAds() + cell("SELECT 1 AS a\n<<<<<<< HEAD\n, 2 AS b\n=======\n, 3 AS b\n>>>>>>> x"),
    code: "sql_syntax",
    at: "<<<<<<< HEAD",
    says: /<<<<<<</,
  },
  "a parameter that is not declared": {
    text: overAds() + cell("SELECT $x AS x"),
    code: "sql_parameter",
    at: "SELECT $x AS x",
    says: /\$x has no value.*params:/,
  },
  "a parameter in a view": {
    text:
      overAds("params: {n: 1}\n") +
      cell("CREATE VIEW v AS FROM ads WHERE impressions > $n;\nFROM v"),
    code: "sql_parameter",
    at: "CREATE VIEW v AS FROM ads WHERE impressions > $n;",
    says: /CREATE TABLE … AS/,
  },
  "a statement that is refused": {
    text: overAds() + cell("COPY ads TO 'x.csv'"),
    code: "statement_refused",
    at: "COPY ads TO 'x.csv'",
    says: /export the result/,
  },
  "two columns of one name": {
    text: overAds() + cell("SELECT cost, impressions AS Cost FROM ads", "sql name=x"),
    code: "name_taken",
    at: "SELECT cost, impressions AS Cost FROM ads",
    says: /“Cost”.*AS/,
  },
  "two columns of one name through a join": {
    text: overAds() + cell("FROM ads JOIN ads AS b USING (ad_id)"),
    code: "name_taken",
    at: "FROM ads JOIN ads AS b USING (ad_id)",
    says: /“date”/,
  },
  "a name without a result": {
    text: overAds() + cell("CREATE TABLE t AS SELECT 1 AS a", "sql name=x"),
    code: "no_result",
    at: "```sql name=x",
    says: /“x”.*End it with SELECT/,
  },
  "a name used before it is defined": {
    text: overAds() + cell("FROM later") + cell("SELECT 1 AS a", "sql name=later"),
    code: "used_before_defined",
    at: "```sql",
    says: /\(line 10\).*Move that cell above/,
  },
  "a name drawn before it is defined": {
    text:
      overAds() +
      cell("mark: bar", "vega-lite data=Later") +
      cell("SELECT 1 AS a", "sql name=later"),
    code: "used_before_defined",
    at: "```vega-lite data=Later",
    says: /\(line 10\).*Move that cell above/,
  },
  "a cell that uses its own result": {
    text: overAds() + cell("FROM self", "sql name=self"),
    code: "used_before_defined",
    at: "```sql name=self",
    says: /its own result/,
  },
  "a name defined twice": {
    text: overAds() + cell("SELECT 1 AS a", "sql name=x") + cell("SELECT 1 AS a", "sql name=X"),
    code: "name_taken",
    at: "```sql name=X",
    says: /another cell \(line 6\)/,
  },
  "a source's name": {
    text: one("sql name=Ads"),
    code: "name_taken",
    at: "```sql name=Ads",
    says: /a source/,
  },
  "a metric's name": {
    text: one("sql name=ctr"),
    code: "name_taken",
    at: "```sql name=ctr",
    says: /a metric/,
  },
  "a key word as name": {
    text: one("sql name=select"),
    code: "name_taken",
    at: "```sql name=select",
    says: /SQL's own/,
  },
  "a name that is none": {
    text: one("sql name=by-ad"),
    code: "bad_arguments",
    at: "```sql name=by-ad",
    says: /letters, digits and underscores/,
  },
  "an unknown view": {
    text: one("sql view=kpis"),
    code: "bad_arguments",
    at: "```sql view=kpis",
    says: /view=kpi/,
  },
  "KPI tiles of two rows": {
    text: overAds() + cell("SELECT DISTINCT ad_name FROM ads", "sql view=kpi"),
    code: "kpi_shape",
    at: "```sql view=kpi",
    says: /has 2\b.*one row/,
  },
  "a mistake in a chart": {
    text:
      overAds() +
      cell("mark: bar\nencoding:\n  x: {field: nope, type: nominal}", "vega-lite data=ads"),
    code: "chart_spec",
    at: "nope, type: nominal}",
    says: /no column "nope".*It has: date/,
  },
  "a chart that is no YAML": {
    text: overAds() + cell("mark: [bar\nencoding: 1", "vega-lite data=ads"),
    code: "chart_spec",
    at: "encoding: 1",
    says: /not readable as YAML/,
  },
  "a chart of unknown data": {
    text: overAds() + cell("mark: bar", "vega-lite data=adds"),
    code: "unknown_name",
    at: "```vega-lite data=adds",
    says: /Did you mean “ads”/,
  },
  "a formula with an unknown column": {
    text: overAds("columns:\n  x: {formula: cost / impresions, unit: money}\n"),
    code: "formula",
    at: "impresions, unit: money}",
    says: /Did you mean impressions/,
  },
  "a quoted formula that is no expression": {
    text: overAds('columns:\n  x:\n    formula: "cost / / clicks"\n'),
    code: "formula",
    at: '/ clicks"',
    says: /not an SQL expression/,
  },
  "columns that need each other": {
    text: overAds("columns:\n  a: b / cost\n  b: a / cost\n"),
    code: "formula",
    at: "  a: b / cost",
    says: /a → b → a/,
  },
  "a column named like a metric": {
    text: overAds("columns:\n  ctr: cost / impressions\n"),
    code: "name_taken",
    at: "  ctr: cost / impressions",
    says: /built-in metric/,
  },
  "broken front matter": {
    text: "---\ncampaign-notebook: 1\nsources: {ads\n---\n",
    code: "front_matter",
    at: "",
    says: /not valid YAML/,
  },
  "an unknown setting": {
    text: "---\ncampaign-notebook: 1\nsource: {ads: ads.csv}\n---\n",
    code: "front_matter",
    at: "source: {ads: ads.csv}",
    says: /Did you mean “sources”/,
  },
  "merge-conflict marks in the front matter": {
    text: "---\n<<<<<<< HEAD\ncampaign-notebook: 1\n=======\ntitle: a\n>>>>>>> other\n---\n",
    code: "front_matter",
    at: "<<<<<<< HEAD",
    says: /Resolve the merge conflict/,
  },
  "a cell in a language that does not run": {
    text: overAds() + cell("1", "python cell"),
    code: "unsupported_cell",
    at: "```python cell",
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

import { expect, test } from "vitest";
import { exitStatus } from "../../kernel/cli/exit-status.ts";
import { describeProblem } from "../../kernel/protocol/problem.ts";
import { lastTable, overAds, problemOf, records, runText } from "./run-text.ts";

const notebook = `${overAds(`params:
  least: {default: 5, min: 1, max: 10, label: Least clicks}
  who: nobody
  day: 2026-05-01
  period: {from: 2026-05-01, to: 2026-05-31}
  level: [ad, campaign]
  top: [3, 5]
  ad: {choices: "SELECT DISTINCT ad_id FROM ads"}
`)}
\`\`\`sql
SELECT $least AS least, $who AS who, $day AS day, $period_from AS since, $PERIOD_TO AS until,
  $level AS level, $top AS top, $ad AS ad, typeof($least) AS kind, typeof($day) AS day_kind
\`\`\`
`;

async function bound(parameters: Readonly<Record<string, string>> = {}) {
  const run = await runText(notebook, parameters);
  return {
    ...records(lastTable(run))[0],
    shown: run.parameters.map(({ value }) => value).join("|"),
  };
}

test("without values the defaults are bound", async () => {
  expect(await bound()).toEqual({
    least: 5,
    who: "nobody",
    day: "2026-05-01",
    since: "2026-05-01",
    until: "2026-05-31",
    level: "ad",
    top: 3,
    ad: null,
    kind: "INTEGER",
    day_kind: "DATE",
    shown: "5|nobody|2026-05-01|2026-05-01 to 2026-05-31|ad|3|—",
  });
});

test("values of every kind are bound as their kind, never pasted", async () => {
  const values = {
    least: "7.5",
    who: "'; DROP TABLE ads; -- =1+1",
    day: "2024-02-29",
    period: "2026-06-01..2026-06-01",
    level: "campaign",
    top: "5",
    ad: "1801234567890123457",
  };
  expect(await bound(values)).toEqual({
    least: 7.5,
    who: values.who,
    day: values.day,
    since: "2026-06-01",
    until: "2026-06-01",
    level: "campaign",
    top: 5,
    ad: values.ad,
    kind: "DOUBLE",
    day_kind: "DATE",
    shown: `7.5|${values.who}|2024-02-29|2026-06-01 to 2026-06-01|campaign|5|${values.ad}`,
  });
});

test.each([
  ["least", "", /a number from 1 to 10/],
  ["least", "many", /it is “many”/],
  ["least", "0x7", /a number/],
  ["least", "1e999", /a number/],
  ["least", "5,5", /a number/],
  ["least", "11", /from 1 to 10/],
  ["day", "2026-02-31", /a date like/],
  ["day", "01.05.2026", /a date like/],
  ["period", "2026-05-01", /a date range like/],
  ["period", "2026-05-02..2026-05-01", /a date range like/],
  ["period", "2026-05-01..2026-05-02..2026-05-03", /a date range like/],
  ["level", "adgroup", /one of ad, campaign/],
  ["top", "3.0", /one of 3, 5/],
  ["leest", "5", /Did you mean “least”/],
  ["period_from", "2026-05-01", /no parameter “period_from”/],
])("%s=%s is refused", async (name, value, message) => {
  const problem = await problemOf(runText(notebook, { [name]: value }));
  expect([problem.code, exitStatus(problem)]).toEqual(["bad_arguments", 2]);
  expect(describeProblem(problem)).toMatch(message);
});

test("a number without limits is refused where its digits would be lost", async () => {
  const run = runText(overAds("params: {n: 1}\n"), { n: "1801234567890123457" });
  expect((await problemOf(run)).code).toBe("bad_arguments");
});

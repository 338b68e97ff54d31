import { beforeAll, expect, it } from "vitest";
import type { Session } from "../../kernel/session/session.ts";
import { SqlParser } from "../../kernel/session/sql-parser.ts";
import { openFixture } from "./session-fixture.ts";

let session: Session;
let parser: SqlParser;

beforeAll(async () => {
  ({ session } = await openFixture());
  parser = await SqlParser.open();
  return () => parser.close();
});

const shown = (sql: string, found: Awaited<ReturnType<Session["faultIn"]>>): string =>
  found
    ? `${found.problem.code} ${sql.slice(found.start, found.end)} ${found.unknown?.candidates[0] ?? ""}`
    : "";

it.each([
  ["SELECT clicks, ctr(clicks, 1) AS c FROM ads WHERE cost > $least ORDER BY c", ""],
  ["SELECT adid FROM ads", "sql_unknown_name adid ad_id"],
  ["-- é\r\nSELECT 'ä😀', ctr(clikcs, 1)\r\nFROM ads", "sql_unknown_name clikcs clicks"],
  ["SELECT a.clikcs FROM ads AS a", "sql_unknown_name clikcs "],
  ["SELECT 1, * EXCLUDE (clikcs) FROM ads", "sql_unknown_name clikcs "],
  ["SELECT ads.clicks FROM ads AS ad", "sql_unknown_name ads ad"],
  ['SELECT "Click" FROM ads', 'sql_unknown_name "Click" clicks'],
  ["SELECT 1 FROM addds", "sql_unknown_name addds ads"],
  ["SELECT ctrr(1, 2)", "sql_unknown_name ctrr ctr"],
  ["SELECT ctr(clicks) FROM ads", "sql_type ctr "],
  ["SELECT clicks FROM ads GROUP BY", "sql_syntax BY "],
  ["SELECT * fro ads", "sql_syntax ads "],
  ["COPY ads TO 'x'", "statement_refused COPY "],
  ["SELECT 1; SELECT nosuch FROM ads", "sql_unknown_name nosuch "],
  ["CREATE TABLE t AS SELECT 1 AS a; SELECT a FROM t", ""],
  ["", ""],
  ["SELECT clicks, count(*) FROM ads", "sql_type clicks "],
])("the engine's fault in %j", async (sql, expected) => {
  expect(shown(sql, await session.faultIn(sql, true))).toBe(expected);
});

it.each([
  ["SELECT nosuch FROM nowhere", ""],
  ["SELECT nosuch FROM (SELECT 1", "sql_syntax 1 "],
  ["PRAGMA enable_profiling", "statement_refused PRAGMA "],
])("without sources only what cannot be read: %j", async (sql, expected) => {
  expect(shown(sql, await parser.faultIn(sql))).toBe(expected);
  expect(shown(sql, await session.faultIn(sql, false))).toBe(expected);
});

it("runs nothing", async () => {
  await session.run("CREATE TABLE kept AS SELECT 1 AS a");
  expect(await session.faultIn("DROP TABLE kept; SELECT a FROM kept", true)).toBeNull();
  expect((await session.run("FROM kept")).rows).toEqual([[1n]]);
});

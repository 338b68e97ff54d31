import { beforeAll, expect, it } from "vitest";
import type { Session } from "../../kernel/session/session.ts";
import { openFixture, problemOf } from "./session-fixture.ts";

let session: Session;

beforeAll(async () => {
  ({ session } = await openFixture());
});

it.each([
  ["é", "sql_syntax", 1, undefined],
  ["slect 1", "sql_syntax", 1, 1],
  ["SELECT 1;\r\nSELECT 'ä😀', nosuch FROM ads", "sql_unknown_name", 2, 15],
  ["SELECT 1;\rSELECT 2;\nSELECT nosuch FROM ads", "sql_unknown_name", 3, 8],
  ["-- é\r\n/* 😀\n */ SELECT nosuch FROM ads", "sql_unknown_name", 3, 12],
  ["SELECT 1\u00a0+\u3000nosuch FROM ads", "sql_unknown_name", 1, 12],
  ["SELECT 'ü';\n  SELECT * FROM addds", "sql_unknown_name", 2, 17],
  ["SELECT nosuchfunction(1)", "sql_unknown_name", 1, 8],
  ["SELECT 1;\nSELECT 'é'::INTEGER", "sql_type", 2, 11],
  ["SELECT sum(ad_id) FROM ads", "sql_type", 1, 8],
  ["SELECT ctr(1)", "sql_type", 1, 8],
  ["SELECT clicks, count(*) FROM ads", "sql_type", 1, 8],
  ["SELECT 1;\nSELECT 9223372036854775807 + i FROM range(5) t(i)", "sql_runtime", 2, undefined],
  ["SELECT 1;\n\nCOPY ads TO 'x'", "statement_refused", 3, 1],
  ["EXPLAIN ANALYZE\n COPY ads TO 'x'", "statement_refused", 2, 2],
  ["SELECT '\u00e4'\0", "sql_syntax", 1, 11],
])("places %j", async (sql, code, line, character) => {
  const problem = await problemOf(session.run(sql));
  expect(problem.code).toBe(code);
  expect(problem.place?.line).toBe(line);
  expect(problem.place?.character).toBe(character);
  expect(problem.message).not.toMatch(/LINE \d|\n|exception|\/tmp|Did you mean|Candidate/);
});

it.each([
  ["SELECT adid FROM ads", "Did you mean “ad_id”?"],
  ["SELECT * FROM addds", "Did you mean “ads”?"],
  ["SELECT ctr(1)", "Write ctr(clicks, impressions)."],
  [
    "SELECT sum(ad_id) FROM ads",
    "Cast the values to the type the function takes, for example x::DOUBLE.",
  ],
  ["SELECT * FROM zzzzzzzzzz", undefined],
])("suggests for %j", async (sql, next) => {
  expect((await problemOf(session.run(sql))).next).toBe(next);
});

it("tells that memory ran out", async () => {
  const small = await openFixture({
    limits: { memoryBytes: 50_000_000, scratchBytes: 1_000_000, threads: 1 },
  });
  const text = "SELECT length(string_agg(repeat('x', 1000), '')) FROM range(1000000)";
  expect((await problemOf(small.session.run(text))).code).toBe("out_of_memory");
  expect((await small.session.run("SELECT count(*) FROM ads")).rows).toEqual([[3n]]);
});

it("leaves no transaction open after a failure", async () => {
  await session.run("CREATE TABLE t AS SELECT 1 AS i");
  await problemOf(session.run("INSERT INTO t SELECT error('x')::INTEGER"));
  await problemOf(
    session.run("CREATE TABLE p AS PIVOT (SELECT error('x') AS x) ON x USING count(*)"),
  );
  await session.run("INSERT INTO t VALUES (2)");
  await problemOf(session.run("ROLLBACK", {}, { trusted: true }));
  expect((await session.run("SELECT count(*) FROM t")).rows).toEqual([[2n]]);
});

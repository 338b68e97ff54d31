import { beforeAll, describe, expect, test } from "vitest";
import { calledNames } from "../../kernel/query/called-names.ts";
import { resultUses } from "../../kernel/query/result-uses.ts";
import { queryEngine } from "./engine.ts";

let engine: Awaited<ReturnType<typeof queryEngine>>;
beforeAll(async () => {
  engine = await queryEngine();
});

/** The text with `[…]` around each use, which is how the cases below are written. */
async function marked(sql: string, name: string): Promise<string | null> {
  const uses = await resultUses(sql, name, engine.parse);
  return (
    uses?.reduceRight(
      (text, { start, end }) =>
        `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`,
      sql,
    ) ?? null
  );
}

describe("where a text names the result r", () => {
  test.each([
    "SELECT [r].a, r, 'r', x.r FROM [r] -- r\nWHERE [R].b > 1 /* r */",
    'SELECT "r" AS r FROM ["r"]',
    "SELECT r.a FROM s AS r",
    "SELECT r.a FROM [r] AS r",
    "SELECT x.a FROM [r] AS x, (SELECT [r].b FROM [r]) AS y",
    "WITH r AS (SELECT [r].a FROM [r]) SELECT r.a FROM r",
    "WITH q AS (FROM [r]) SELECT q.a FROM q WHERE EXISTS (FROM [r] WHERE [r].a = q.a)",
    "SELECT (SELECT max([r].a) FROM s) AS m FROM [r]",
    "SELECT (SELECT r.a FROM s AS r) AS m, [r].a FROM [r]",
    "SELECT [r].* FROM [r] JOIN s ON s.a = [r].a",
    "SELECT main.[r].a FROM main.[r]",
    "SELECT 'ä😀', [r].a FROM [r]; FROM [r]",
    "SELECT [r].a FROM [r] UNION ALL SELECT r.a FROM s AS r ORDER BY 1",
    "CREATE TABLE t AS SELECT [r].a, r(1), x AS r FROM [r]",
    "INSERT INTO [r] SELECT 1",
    "PIVOT [r] ON a USING sum(b)",
    "SELECT rr, r_1 FROM rr",
  ])("%s", async (expected) => {
    expect(await marked(expected.replaceAll(/[[\]]/g, ""), "r")).toBe(expected);
  });

  test("a text that cannot be read has no known uses", async () => {
    expect(await marked("SELECT FROM r WHERE", "r")).toBeNull();
  });
});

test("calls are told from names, aliases, strings and comments", async () => {
  const sql =
    "WITH f(a) AS (SELECT 1) SELECT f(1), f, 'f(1)', g.f(1) FROM f /* f(1) */; CREATE TABLE t AS SELECT f (2)";
  const calls = await calledNames(sql, engine.parse);
  expect(calls.map(({ value, start }) => `${value} ${start}`)).toEqual([
    `f ${sql.indexOf("f(1),")}`,
    `f ${sql.indexOf("f (2)")}`,
  ]);
});

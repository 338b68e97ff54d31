import { beforeAll, describe, expect, it } from "vitest";
import { readTree } from "../../kernel/query/read-tree.ts";
import {
  calledFunctions,
  referencedParameters,
  referencedTables,
} from "../../kernel/query/references.ts";
import { queryEngine } from "./engine.ts";

let engine: Awaited<ReturnType<typeof queryEngine>>;
beforeAll(async () => {
  engine = await queryEngine();
});

describe("the tables that a statement reads", () => {
  it.each([
    ["SELECT * FROM ads", "ads"],
    ["FROM ads a JOIN main.shop s USING (ad_id)", "ads main.shop"],
    [
      "SELECT (SELECT max(date) FROM shop) FROM ads WHERE ad_id IN (SELECT ad_id FROM x)",
      "ads shop x",
    ],
    ["WITH a AS (SELECT * FROM ads), b AS (FROM a) SELECT * FROM b, B, c", "ads c"],
    ["WITH ads AS (SELECT * FROM ads) SELECT * FROM Ads", "ads"],
    ["WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) FROM r", ""],
    ["WITH a AS (SELECT 1) SELECT * FROM main.a", "main.a"],
    ["SELECT * FROM (WITH a AS (SELECT 1) FROM a), a", "a"],
    ["WITH a AS (SELECT 1) SELECT 1 UNION ALL (WITH b AS (FROM a) SELECT * FROM b)", ""],
    ["SUMMARIZE ads", "ads"],
    ["SELECT * FROM ads UNPIVOT (v FOR n IN (cost))", "ads"],
    ["SELECT 1 ORDER BY (SELECT max(cost) FROM ads) LIMIT (SELECT 1 FROM shop)", "ads shop"],
    ["SELECT sum(cost) FILTER (ad_id IN (FROM a)) OVER (ORDER BY (FROM b)) FROM ads", "a ads b"],
    ["SELECT * FROM ads AS OF_ad, LATERAL (SELECT * FROM shop) s", "ads shop"],
    ["SELECT 1; SELECT * FROM ads", "ads"],
  ])("%s", async (sql, expected) => {
    const names = referencedTables(await engine.tree(sql)).map(({ schema, name }) =>
      schema === "" ? name : `${schema}.${name}`,
    );
    expect([...new Set(names)].toSorted().join(" ")).toBe(expected);
  });

  it("come with their place, in bytes of the whole text", async () => {
    const [table] = referencedTables(await engine.tree("SELECT 'å', 1 FROM\n ads"));
    expect(table).toEqual({ catalog: "", schema: "", name: "ads", byte: 21 });
  });
});

describe("what else a statement depends on", () => {
  it("lists parameters once, wherever they stand", async () => {
    const tree = await engine.tree(
      "SELECT $b, $a FROM ads WHERE cost > $a AND date IN (SELECT $period_from) LIMIT $n",
    );
    expect(referencedParameters(tree).toSorted()).toEqual(["a", "b", "n", "period_from"]);
  });

  it("lists functions with their places", async () => {
    const tree = await engine.tree("SELECT CTR(sum(cost), 1) OVER () FROM range(3)");
    expect(calledFunctions(tree)).toEqual([
      { name: "ctr", schema: "", byte: 7 },
      { name: "sum", schema: "", byte: 11 },
      { name: "range", schema: "", byte: 38 },
    ]);
  });
});

const read = async (sql: string) => readTree(await engine.parse(sql));

describe("a text that is no SELECT", () => {
  it("is told apart from one that is no SQL", async () => {
    expect(await read("CREATE TABLE t AS SELECT 1")).toEqual({ kind: "other_statement" });
    expect(await read("PIVOT ads ON date USING sum(cost)")).toEqual({ kind: "other_statement" });
    expect(await read("SELECT 1 +")).toMatchObject({ kind: "syntax", byte: 10 });
  });

  it("is read where it holds what JSON cannot", async () => {
    const tree = await engine.tree(
      `SELECT 1e999, -1e999, ': NaN,Infinity' AS "a""b", 12345678901234567890`,
    );
    expect(tree.statements).toMatchObject([
      {
        items: [
          { kind: "number", text: "Infinity" },
          { kind: "number", text: "-Infinity" },
          { kind: "text", alias: 'a"b' },
          { kind: "number", text: "12345678901234567890" },
        ],
      },
    ]);
  });
});

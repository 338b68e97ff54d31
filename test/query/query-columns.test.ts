import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { metricByName } from "../../kernel/metrics/catalogue.ts";
import { queryColumns } from "../../kernel/query/query-columns.ts";
import { rows } from "../metrics/engine.ts";
import { queryEngine, table } from "./engine.ts";

let engine: Awaited<ReturnType<typeof queryEngine>>;
beforeAll(async () => {
  engine = await queryEngine();
});

/** Names that the query is said to give, and those that it gives; a made-up name counts as right. */
async function bothNames(sql: string): Promise<[readonly string[], readonly string[]]> {
  const [statement] = (await engine.tree(sql)).statements;
  const derived = statement && queryColumns(statement, { table, metric: metricByName });
  if (!derived) throw new Error(`underived: ${sql}`);
  const described = (await engine.given(sql)).map(({ name }) => name.toLowerCase());
  return [
    derived.map(({ name }, index) => name?.toLowerCase() ?? described[index] ?? ""),
    described,
  ];
}

describe("a query's columns are those that the engine gives", () => {
  it.each([
    "SELECT * FROM ads JOIN shop USING (ad_id)",
    "SELECT * FROM ads JOIN shop USING (date, ad_id)",
    "SELECT * FROM ads NATURAL JOIN shop",
    "SELECT * FROM ads RIGHT JOIN shop USING (ad_id)",
    "SELECT * FROM ads FULL JOIN shop USING (ad_id) JOIN (SELECT ad_id, 1 AS one FROM ads) x USING (ad_id)",
    "SELECT * FROM ads LEFT JOIN shop ON ads.ad_id = shop.ad_id",
    "SELECT shop.*, ads.* FROM ads JOIN shop USING (ad_id)",
    "SELECT * FROM ads SEMI JOIN shop USING (ad_id)",
    "SELECT * FROM ads POSITIONAL JOIN shop",
    "SELECT * FROM ads ASOF JOIN shop ON ads.ad_id = shop.ad_id AND ads.date >= shop.date",
    "SELECT * FROM ads ASOF JOIN shop USING (ad_id, date)",
    "SELECT * FROM (SELECT * FROM ads, shop)",
    "SELECT * EXCLUDE (AD_ID) REPLACE (1 AS Cost) RENAME (date AS day) FROM ads",
    "SELECT * FROM shop s(a, b)",
    "WITH w(a, b) AS (FROM shop) SELECT *, a FROM w",
    "SELECT date, cost FROM ads UNION ALL SELECT date, gmv FROM shop",
    "SELECT * FROM shop UNION ALL BY NAME SELECT cost, ad_id FROM ads",
    "SELECT sum(cost), Cost AS X, shop.AD_ID, gmv FROM ads, shop GROUP BY ALL",
    "SELECT * FROM (SELECT count(*), count(*) FROM ads)",
  ])("%s", async (sql) => {
    const [derived, described] = await bothNames(sql);
    expect(derived).toEqual(described);
  });

  it("with names repeated in a subquery, however they collide", async () => {
    const names = fc.array(fc.constantFrom("a", "A", "a_1", "a_2", "a_1_1", "b"), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(names, async (list) => {
        const items = list.map((name, index) => `${index} AS ${name}`).join(", ");
        const [derived, described] = await bothNames(`SELECT * FROM (SELECT ${items})`);
        expect(derived).toEqual(described);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a unit is right", () => {
  const values = { cost: 12.5, gmv: 31, clicks: 7, play: 2.5, rate: 0.3 };
  const columns = [
    { name: "cost", unit: "money", label: null },
    { name: "gmv", unit: "money", label: null },
    { name: "clicks", unit: "count", label: null },
    { name: "play", unit: "seconds", label: null },
    { name: "rate", unit: "ratio", label: null },
  ] as const;

  /** All of two operations. A written amount is left out of sums: 5 + cost is money and does not scale. */
  function* expressions(): Generator<string> {
    const names = Object.keys(values);
    const simple = [...names, "2"].flatMap((left) =>
      [...names, "2"].flatMap((right) => [
        ...["*", "/"].map((operator) => `(${left} ${operator} ${right})`),
        ...(left === "2" || right === "2" ? [] : [`(${left} + ${right})`]),
        ...(left === "2" || right === "2" || left === right ? [] : [`(${left} - ${right})`]),
      ]),
    );
    for (const inner of simple) {
      yield inner;
      yield `greatest(${inner}, cost)`;
      for (const outer of ["cost", "clicks", "rate"])
        for (const operator of ["+", "-", "*", "/"]) {
          yield `${inner} ${operator} ${outer}`;
          yield `${outer} ${operator} ${inner}`;
        }
    }
  }

  it("in that money scales with money, durations with durations, and nothing else does", async () => {
    const list = [...expressions()];
    const valuesOf = async (money: number, seconds: number) => {
      const scale: Readonly<Record<string, number>> = { money, seconds };
      const row = columns.map(
        ({ name, unit }) => `${values[name] * (scale[unit] ?? 1)}::DOUBLE AS ${name}`,
      );
      const sql = `SELECT ${list.join(", ")} FROM (SELECT ${row.join(", ")})`;
      return (await rows(engine.connection, sql))[0]?.map(Number) ?? [];
    };
    const [before, after] = [await valuesOf(1, 1), await valuesOf(64, 1024)];
    const [statement] = (await engine.tree(`SELECT ${list.join(", ")} FROM t`)).statements;
    const derived = queryColumns(statement!, { metric: metricByName, table: () => columns }) ?? [];
    const factors: Readonly<Record<string, number>> = { money: 64, seconds: 1024 };
    const found = derived.flatMap(({ quantity }, index) => {
      if (quantity.kind !== "measured" || quantity.unit === null) return [];
      const factor = (after[index] ?? NaN) / (before[index] ?? NaN);
      const isRight =
        before[index] === 0 || Math.abs(factor / (factors[quantity.unit] ?? 1) - 1) < 1e-9;
      return [{ text: list[index], unit: quantity.unit, isRight }];
    });
    expect(found.filter(({ isRight }) => !isRight)).toEqual([]);
    expect(new Set(found.map(({ unit }) => unit))).toEqual(
      new Set(["money", "count", "seconds", "ratio", "multiple"]),
    );
    expect(found.length).toBeGreaterThan(200);
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { metricFromFormula } from "../../kernel/metrics/custom-metric.ts";
import { ratio } from "../../kernel/metrics/expression.ts";
import { parameters } from "../../kernel/metrics/metric.ts";
import { expandMacros, explainedText } from "../../kernel/query/expand-macros.ts";
import { dateMacroStatements } from "../../kernel/metrics/macros.ts";
import { builtInMacro, ownMacro } from "../../kernel/query/macro.ts";
import { readTree } from "../../kernel/query/read-tree.ts";
import { calledFunctions } from "../../kernel/query/references.ts";
import { queryEngine } from "./engine.ts";

const own = metricFromFormula({
  name: "cost_per_engaged_view",
  formula: ratio("cost", "views"),
  unit: "money",
});
const macro = (name: string) =>
  builtInMacro(name) ?? ownMacro(name.toLowerCase() === own.name ? own : undefined);

let engine: Awaited<ReturnType<typeof queryEngine>>;
beforeAll(async () => {
  engine = await queryEngine([own]);
  for (const statement of dateMacroStatements()) await engine.connection.run(statement);
  await engine.connection.run(
    `INSERT INTO ads (ad_id, cost, impressions, clicks_destination, conversions)
     FROM (VALUES ('a', 10.50, 1000, 10, 1), ('b', 0, 0, 0, 0), ('ä', 3.25, 700, 90, NULL))`,
  );
});

const rowsOf = async (sql: string) => (await engine.connection.runAndReadAll(sql)).getRowsJson();

async function expand(sql: string): Promise<string> {
  const expanded = await expandMacros(sql, macro, engine.parse);
  expect(await rowsOf(expanded.sql)).toEqual(await rowsOf(sql));
  const tree = readTree(await engine.parse(expanded.sql));
  if (tree.kind === "tree")
    expect(calledFunctions(tree).filter(({ name }) => macro(name))).toEqual([]);
  return expanded.sql;
}

describe("a query with its metrics written out gives the same rows", () => {
  test.each([
    "SELECT ctr(sum(clicks_destination), sum(impressions)) AS c FROM ads",
    "SELECT ad_id, 'ctr(1, 2)' AS t, CTR(impressions := impressions, clicks := clicks_destination) /* ctr(1, 2) */ AS c FROM ads ORDER BY c, ad_id",
    "SELECT 'ä' AS ä, wilson_low(sum(conversions), sum(clicks_destination)) AS l, wilson_high(1, 9, z := 1 + 1) AS h FROM ads",
    "SELECT lift(ctr(sum(clicks_destination), sum(impressions)), (SELECT ctr(1, greatest(2, 3)))) AS l FROM ads",
    "WITH ctr(a, b) AS (SELECT 1, 2) SELECT a, b, ctr(a, b) AS c FROM ctr",
    "SELECT ad_id FROM ads GROUP BY ad_id HAVING ctr(sum(clicks_destination), sum(impressions)) > 0.01 ORDER BY cost_per_engaged_view(sum(cost), sum(impressions)) DESC, ad_id",
    "SELECT list_transform([1, 2], x -> ctr(x, 10)) AS l",
    "SELECT CASE WHEN ctr(1, 2) > 0 THEN roas(5, 2) END AS x",
    "SELECT previous_period('2026-01-08', DATE '2026-01-14').last AS l, same_weekday(DATE '2026-01-08', weeks := 2 - 1) AS w, same_weekday('2026-01-08') AS v",
    "PIVOT (SELECT ad_id, ctr(clicks_destination, impressions) AS c FROM ads) ON ad_id USING first(c)",
  ])("%s", async (sql) => {
    await expand(sql);
  });

  test("every metric of the catalogue", async () => {
    for (const each of catalogue) {
      const inputs = parameters(each).map((_, index) => `${index + 2} * n`);
      await expand(`SELECT ${each.name}(${inputs.join(", ")}) AS m FROM range(-3, 4) t(n)`);
    }
  });

  test("each where it is called, the rest as it was written", async () => {
    const sql = "SELECT  ctr(a, -- clicks\n  b)  AS c, d FROM (SELECT 1 AS a, 2 AS b, 3 AS d)";
    expect(await expand(sql)).toBe(
      sql.replace(/ctr\([^]*?b\)/, "(CAST(a AS DOUBLE) / nullif(CAST(b AS DOUBLE), 0e0))"),
    );
  });

  test("what lacks an input stays a call; definitions stand above", async () => {
    const expanded = await expandMacros("SELECT ctr(1), cpm(2, 3)", macro, engine.parse);
    expect(expanded.sql).toContain("SELECT ctr(1), ((CAST(2 AS DOUBLE)");
    expect(explainedText(expanded)).toMatch(
      /^-- cpm: CPM \(cost per 1,000 impressions\) = cost \/ impressions \* 1000\nSELECT/,
    );
  });
});

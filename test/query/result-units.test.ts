import { beforeAll, describe, expect, it } from "vitest";
import { question } from "../../scripts/sample/ask.ts";
import { metricByName } from "../../kernel/metrics/catalogue.ts";
import { resultColumns } from "../../kernel/query/result-units.ts";
import { queryEngine, table } from "./engine.ts";

let engine: Awaited<ReturnType<typeof queryEngine>>;
beforeAll(async () => {
  engine = await queryEngine();
});

describe("a column keeps its unit", () => {
  it.each([
    [
      "SELECT ad_id, ad_name, date, cost, impressions, reach, ctr_destination, quality FROM ads",
      "id text date money count people ratio -",
    ],
    ["SELECT * FROM shop", "id date money count"],
    ["FROM shop", "id date money count"],
    ["SELECT s.* FROM ads a JOIN shop s USING (ad_id)", "id date money count"],
    ["SELECT S.GMV, a.Cost FROM ads a, shop s", "money money"],
    [
      "SELECT * EXCLUDE (date) REPLACE (orders / 2 AS gmv) RENAME (orders AS o) FROM shop",
      "id - count",
    ],
    [
      "SELECT * FROM shop NATURAL JOIN (SELECT date, sum(cost) AS cost FROM ads GROUP BY 1)",
      "id date money count money",
    ],
    ["SELECT z FROM shop s(x, y, z)", "money"],
    ["SELECT * FROM (SELECT cost, clicks_all AS cost, cost AS x FROM ads)", "money count money"],
    ["SELECT cost_1, cost FROM (SELECT cost, clicks_all AS cost FROM ads)", "count money"],
    [
      "WITH a(m, n) AS (SELECT cost, impressions FROM ads), b AS (FROM a) SELECT n, m FROM b",
      "count money",
    ],
    ["WITH ads AS (SELECT cost AS impressions FROM ads) SELECT impressions FROM ads", "money"],
    ["SELECT cost FROM ads UNION ALL SELECT gmv FROM shop", "money"],
    ["SELECT cost FROM ads UNION ALL SELECT orders FROM shop", "-"],
    [
      "SELECT date, gmv FROM shop UNION BY NAME SELECT cost AS gmv, ad_id FROM ads",
      "date money id",
    ],
    ["SELECT cost FROM ads EXCEPT SELECT cost FROM ads WHERE clicks_all = 0", "money"],
    ["SELECT (SELECT sum(cost) FROM ads) AS x, gmv FROM shop", "money money"],
    [
      "SELECT (SELECT max(gmv) FROM shop s WHERE s.ad_id = a.ad_id AND a.cost > 0) FROM ads a",
      "money",
    ],
    ["SELECT (SELECT max(cost) FROM shop) FROM ads", "money"],
    ["SELECT x FROM ads, LATERAL (SELECT ads.cost AS x)", "money"],
    [
      "SELECT (SELECT max(x) FROM (SELECT orders AS cost FROM shop), (SELECT cost AS x)) FROM ads",
      "count",
    ],
    ["SELECT * FROM shop ANTI JOIN ads USING (ad_id)", "id date money count"],
  ])("%s", async (sql, expected) => {
    expect(await engine.units(sql)).toBe(expected);
  });

  it("through aliases of the same select list, after the columns of that name", async () => {
    expect(
      await engine.units(
        "SELECT cost AS m, m - 5 AS n, n AS impressions, impressions AS k FROM ads",
      ),
    ).toBe("money money money count");
  });
});

describe("functions", () => {
  it.each([
    ["sum(cost), sum(impressions), sum(average_play_time_per_user)", "money count seconds"],
    ["sum(reach), sum(ctr_destination), sum(ad_id::INT), sum(5)", "people - - -"],
    [
      "min(cost), max(ctr_destination), any_value(ad_id), first(date), mode(clicks_all)",
      "money ratio id date count",
    ],
    [
      "avg(cost), median(ctr_destination), quantile_cont(cost, 0.9), stddev(cost)",
      "money ratio money money",
    ],
    [
      "avg(impressions), median(clicks_all), percentile_cont(0.9) WITHIN GROUP (ORDER BY cost)",
      "- - -",
    ],
    ["max(cost, 3), quantile_cont(cost, [0.1, 0.9])", "- -"],
    ["count(*), count(DISTINCT ad_id), count(cost) FILTER (cost > 1)", "count count count"],
    [
      "coalesce(sum(cost), 0), coalesce(sum(clicks_all), 0), coalesce(sum(clicks_all), 0.5)",
      "money count -",
    ],
    ["coalesce(max(ad_name), 'none'), coalesce(NULL, 1)", "text -"],
    [
      "round(sum(cost), 2), abs(sum(cost)), floor(sum(cost)), sqrt(sum(cost)), ln(sum(cost))",
      "money money money - -",
    ],
    [
      "greatest(sum(cost), 100), least(sum(cost), sum(clicks_all)), nullif(sum(cost), 0)",
      "money - money",
    ],
    [
      "CASE WHEN sum(cost) > 0 THEN sum(cost) END, CASE WHEN true THEN sum(cost) ELSE count(*) END",
      "money -",
    ],
    [
      "sum(cost) > 5, bool_and(cost > 1), max(date) - min(date), date_trunc('week', max(date))",
      "boolean boolean - timestamp",
    ],
    [
      "sum(cost)::DOUBLE, sum(cost)::VARCHAR, sum(cost)::BOOLEAN::INT, max(ad_id)::BIGINT",
      "money text - -",
    ],
    [
      "string_agg(ad_id, ','), format('{}', sum(cost)), strftime(max(date), '%Y')",
      "text text text",
    ],
  ])("%s", async (list, expected) => {
    expect(await engine.units(`SELECT ${list} FROM ads`)).toBe(expected);
  });

  it.each([
    [
      "sum(cost) OVER (), lag(cost) OVER (ORDER BY date), lag(cost, 1, 0) OVER (ORDER BY date)",
      "money money money",
    ],
    ["row_number() OVER (), count(*) OVER () - 1, lag(cost, 1, impressions) OVER ()", "- count -"],
    [
      "cost / sum(cost) OVER (), 100 * cost / sum(cost) OVER (), 100 * (cost / sum(cost) OVER ())",
      "ratio - -",
    ],
  ])("over windows: %s", async (list, expected) => {
    expect(await engine.units(`SELECT ${list} FROM ads`)).toBe(expected);
  });
});

describe("arithmetic", () => {
  it.each([
    [
      "cost / clicks_all, cost * ctr_destination, purchase_value_website - cost, -cost",
      "money money money money",
    ],
    ["purchase_value_website / cost, (purchase_value_website - cost) / cost", "multiple -"],
    ["cost * 1.25, 1000 * cost / impressions, cost / 7", "money money money"],
    [
      "clicks_all / impressions, impressions / reach, clicks_all * 2, clicks_all * 0.5, clicks_all / 2",
      "- - count - -",
    ],
    ["ctr_destination * 100, 100 * ctr(clicks_all, impressions), ctr_destination / 0.01", "- - -"],
    [
      "1 - ctr_destination, ctr_destination * ctr_destination, average_play_time_per_user / 60",
      "ratio ratio -",
    ],
    [
      "cost + clicks_all, cost * cost, cost + quality, cost * quality, cost ^ 2, cost % 7",
      "- - - - - -",
    ],
    [
      "average_play_time_per_user * clicks_all, clicks_all + 1, clicks_all + 0.5",
      "seconds count -",
    ],
    ["1 + 1, 2 * 3, NULL, 'x' || ad_id", "- - - text"],
  ])("%s", async (list, expected) => {
    expect(await engine.units(`SELECT ${list} FROM ads`)).toBe(expected);
  });
});

describe("metrics", () => {
  it("have their unit, at any depth and by name", async () => {
    expect(
      await engine.units(
        `SELECT ctr(sum(clicks_destination), sum(impressions)), -lift(0.2, 0.1), round(cpm(sum(cost), sum(impressions)), 2),
           roas(conversion_value := sum(purchase_value_website), cost := sum(cost)), frequency(sum(impressions), 5) FROM ads`,
      ),
    ).toBe("ratio ratio money multiple score");
  });

  it("have none where an argument is not what they take", async () => {
    expect(
      await engine.units(
        `SELECT cpm(impressions, cost), ctr(cost, impressions), cpm(cost := 5, impressions := cost),
           lift(cost, cost), lift(cost, ctr_destination) FROM ads`,
      ),
    ).toBe("- - - ratio -");
  });

  it("called like a function of another schema are not metrics", async () => {
    await engine.connection.run("CREATE OR REPLACE MACRO main.ctr(a, b) AS a * 100");
    expect(await engine.units("SELECT main.ctr(clicks_all, 1) FROM ads")).toBe("-");
  });
});

describe("what cannot be derived", () => {
  it.each([
    ["SELECT COLUMNS('cost|date') FROM ads", "date -"],
    ["SELECT cost, sum(COLUMNS(*)) OVER () FROM (SELECT cost, clicks_all FROM ads)", "- - -"],
    ["SELECT * LIKE 'c%' FROM (SELECT cost, clicks_all, date FROM ads)", "- -"],
    ["SELECT cost, range FROM ads, range(3)", "money -"],
    ["SELECT * FROM (VALUES (1, 'a')) v(cost, clicks_all)", "- text"],
    ["SELECT unnest({'a': 1, 'b': 2}), cost FROM ads", "- - -"],
    [
      "WITH RECURSIVE r AS (SELECT 5 AS n, 1 AS cost UNION ALL SELECT n - 1, cost * 2 FROM r WHERE n > 0) FROM r",
      "- -",
    ],
    [
      "WITH RECURSIVE r AS (SELECT cost FROM ads UNION ALL SELECT cost * 100 FROM r WHERE cost < 5) FROM r",
      "-",
    ],
    ["SELECT ads FROM ads", "-"],
    ["SELECT s.cost FROM (SELECT {'cost': clicks_all} AS s FROM ads)", "-"],
  ])("%s", async (sql, expected) => {
    expect(await engine.units(sql)).toBe(expected);
  });

  it("is all that a result has whose columns are not the text's", async () => {
    const tree = await engine.tree("SELECT cost, impressions FROM ads");
    const names = { table, metric: metricByName };
    const none = { unit: null, label: null, currencyFrom: null };
    expect(
      resultColumns(tree, names, [
        { name: "impressions", type: "BIGINT" },
        { name: "cost", type: "BIGINT" },
      ]),
    ).toEqual([
      { name: "impressions", ...none },
      { name: "cost", ...none },
    ]);
    expect(resultColumns(tree, names, [{ name: "cost", type: "BIGINT" }])).toEqual([
      { name: "cost", ...none },
    ]);
    expect(resultColumns(null, names, [{ name: "day", type: "DATE" }])).toEqual([
      { name: "day", ...none, unit: "date" },
    ]);
  });
});

const labels = async (list: string) =>
  (await engine.columns(`SELECT ${list} FROM ads`)).map(({ label }) => label);

describe("labels", () => {
  it("are those of a loaded column or a metric under its own name", async () => {
    expect(
      await labels(
        "sum(cost) AS cost, max(ad_name) AS ad_name, ctr(sum(clicks_destination), sum(impressions)), cpm(sum(cost), 5) AS cpm",
      ),
    ).toEqual(["Cost", "Ad name", "CTR (destination)", "CPM (cost per 1,000 impressions)"]);
  });

  it("are left out where the column is something else by then", async () => {
    expect(
      await labels(
        `sum(cost) AS spend, max(cost) AS cost, sum(reach) AS reach, sum(clicks_all) FILTER (cost > 1) AS clicks_all,
         -sum(cost) AS cost, round(sum(cost)) + 1 AS cost, ctr(sum(clicks_all), sum(impressions)) AS ctr, sum(cost)`,
      ),
    ).toEqual([null, null, null, null, null, null, null, null]);
  });
});

const currency = async (list: string) =>
  (await engine.columns(`SELECT ${list} FROM ads, shop`)).map(({ currencyFrom }) => currencyFrom);

describe("the currency of money", () => {
  it("is that of the tables it came from", async () => {
    expect(
      await currency(
        "sum(cost), sum(gmv) - sum(cost), cpm(sum(cost), sum(impressions)), sum(orders)",
      ),
    ).toEqual([["ads"], ["shop", "ads"], ["ads"], null]);
  });

  it("is not certain once the amount may be converted", async () => {
    expect(
      await currency(
        "sum(cost) * 0.092, sum(cost) / 11.5, sum(cost) * 0.092 + sum(gmv), cpm(sum(cost) * 0.092, 5)",
      ),
    ).toEqual([null, null, null, null]);
    expect(await currency("1000 * sum(cost) / sum(impressions)")).toEqual([["ads"]]);
  });
});

it("types every column of the first sample's question", async () => {
  const columns = await engine.columns(question);
  expect(
    columns.map(({ name, unit, label }) => `${name}: ${unit}${label ? `, ${label}` : ""}`),
  ).toEqual([
    "rank: null",
    "ad_name: text, Ad name",
    "adgroup_name: text, Ad group name",
    "cost_at_stake: money",
    "clicks: count",
    "ctr: ratio, CTR (destination)",
    "ctr_low: ratio",
    "ctr_high: ratio",
    "peers_ctr: ratio",
    "conversions: count",
    "cvr: ratio, CVR (clicks)",
    "cvr_low: ratio",
    "cvr_high: ratio",
    "peers_cvr: ratio",
    "cost: money",
    "days_left_out: count",
    "ad_id: id, Ad ID",
    "peers: text",
  ]);
});

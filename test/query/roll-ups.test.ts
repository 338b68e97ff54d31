import { beforeAll, expect, test } from "vitest";
import { queryEngine } from "./engine.ts";

let engine: Awaited<ReturnType<typeof queryEngine>>;
beforeAll(async () => {
  engine = await queryEngine();
});

test.each([
  ["FROM shop", "- - sum sum"],
  [
    "SELECT ad_id, cost, impressions AS i, reach, ctr_destination, quality FROM ads",
    "- sum sum - - -",
  ],
  [
    "SELECT ad_id, sum(cost) AS c, sum(impressions) + count(*) AS n FROM ads GROUP BY 1",
    "- sum sum",
  ],
  [
    "SELECT ad_id, coalesce(sum(cost), 0)::DOUBLE AS c, count(cost) AS n FROM ads GROUP BY 1",
    "- sum sum",
  ],
  // What is no sum, and sums of what does not add up.
  ["SELECT avg(cost), max(cost), median(cost), sum(cost) / 2 FROM ads GROUP BY ad_id", "- - - -"],
  ["SELECT sum(reach), sum(ctr_destination), sum(average_play_time_per_user) FROM ads", "- - -"],
  [
    "SELECT count(DISTINCT ad_id), sum(DISTINCT cost), sum(cost) FILTER (date IS NULL) FROM ads",
    "- - -",
  ],
  ["SELECT sum(sum(cost)) OVER () AS c, sum(cost) AS d FROM ads GROUP BY ad_id", "- sum"],
  ["SELECT ad_id, cost FROM ads GROUP BY ALL", "- -"],
  ["SELECT DISTINCT ad_id, cost FROM ads", "- -"],
  ["SELECT cost FROM ads JOIN shop USING (ad_id)", "-"],
  ["WITH shop AS (SELECT avg(gmv) AS gmv FROM shop) SELECT gmv FROM shop", "-"],
  ["WITH t AS (SELECT reach FROM ads) SELECT sum(reach) AS r FROM t", "-"],
  // The same rows in two grouping sets, or in none that is known.
  ["SELECT ad_id, sum(cost) AS c FROM ads GROUP BY ROLLUP (ad_id)", "- -"],
  ["SELECT sum(cost) AS c FROM ads UNION ALL SELECT sum(gmv) FROM shop", "-"],
  // Metrics, where their inputs are columns of the result.
  [
    "SELECT sum(clicks_destination) AS k, sum(impressions) AS i, ctr(sum(clicks_destination), sum(impressions)) AS c FROM ads",
    "sum sum ctr(k,i)",
  ],
  [
    "SELECT sum(clicks_all) AS k, sum(impressions) AS i, ctr(impressions := i, clicks := k) AS c FROM ads",
    "sum sum ctr(k,i)",
  ],
  ["SELECT ctr(sum(clicks_all), sum(impressions)) AS c, sum(impressions) AS i FROM ads", "- sum"],
  [
    "SELECT sum(clicks_all) AS k, sum(impressions) AS i, ctr(k, i) * 100, round(ctr(k, i), 3) FROM ads",
    "sum sum - -",
  ],
  [
    "SELECT sum(impressions) AS i, sum(reach) AS r, frequency(sum(impressions), sum(reach)) AS f FROM ads",
    "sum - -",
  ],
  // A condition's text is part of the expression; a column goes before an alias.
  [
    "SELECT sum(CASE ad_id WHEN 'a' THEN cost END) AS c, sum(impressions) AS i, cpm(sum(CASE ad_id WHEN 'b' THEN cost END), i) AS m FROM ads",
    "sum sum -",
  ],
  [
    "SELECT ad_id, max(cost) AS x, sum(cost) AS impressions, cpm(x, impressions) AS m FROM ads GROUP BY ad_id, impressions",
    "- - sum -",
  ],
])("%s", async (sql, expected) => {
  expect(await engine.together(sql)).toBe(expected);
});

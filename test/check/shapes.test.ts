import { expect, test } from "vitest";
import { check } from "./check-cells.ts";

test.each([
  "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT * FROM r",
  "FROM ads",
  "FROM ads SELECT COLUMNS('c.*') ORDER BY ALL",
  "SELECT * EXCLUDE (cost) REPLACE (impressions * 2 AS impressions) FROM ads ORDER BY ALL",
  "VALUES (1, 2), (3, 4)",
  "SELECT list_transform([1, 2], x -> x + 1), {'a': cost}.a, cost::INT, [cost][1] FROM ads",
  "SELECT a.cost FROM ads a, LATERAL (SELECT max(cost) AS most FROM ads b WHERE b.date = a.date) AS m",
  "SELECT cost FROM ads WHERE EXISTS (SELECT 1 FROM twin WHERE twin.date = ads.date)",
  "SELECT date, sum(cost) FROM ads GROUP BY GROUPING SETS ((date), ()) HAVING sum(cost) > $period_from",
  "SELECT sum(cost) FILTER (WHERE country = 'NO') OVER w FROM ads WINDOW w AS (PARTITION BY date ORDER BY ad_id)",
  "SELECT * FROM ads POSITIONAL JOIN twin",
  "SELECT cost FROM ads ASOF JOIN twin USING (ad_id, date)",
  "(SELECT cost FROM ads) EXCEPT (SELECT cost FROM twin) ORDER BY 1",
  "SELECT CASE country WHEN 'NO' THEN 1 END AS x, count(*) FROM ads GROUP BY 1 ORDER BY 1",
  'SELECT "ad ""x""" FROM (SELECT ad_name AS "ad ""x""" FROM ads)',
  "SELECT t.n FROM range(5) AS t(n)",
  "SELECT x.unnest FROM (SELECT unnest([1, 2])) AS x",
  "DESCRIBE ads",
  "SUMMARIZE ads",
  "EXPLAIN SELECT 1",
  "",
  "-- nothing",
  "SELECT 1; SELECT 2;",
])("a statement of any shape is read or said to be unread: %s", async (sql) => {
  const { mistakes, unread } = await check([sql]);
  expect(mistakes).toEqual([]);
  expect(unread.length).toBeLessThanOrEqual(1);
});

test("mistakes are found wherever they hide", async () => {
  const hidden = "avg(ctr_destination)";
  const places = [
    `WITH a AS (SELECT ${hidden} AS x FROM ads) SELECT x FROM a`,
    `SELECT date FROM ads GROUP BY date HAVING ${hidden} > 0 ORDER BY date`,
    `SELECT date FROM ads GROUP BY date ORDER BY ${hidden}`,
    `SELECT cost FROM ads WHERE cost > (SELECT ${hidden} FROM ads)`,
    `SELECT cost FROM ads WHERE cost IN (SELECT ${hidden} FROM ads)`,
    `SELECT CASE WHEN ${hidden} > 1 THEN 1 END AS x FROM ads`,
    `SELECT round(coalesce(${hidden}, 0) * 100, 1) || ' %' AS x FROM ads`,
    `SELECT 1 AS x UNION ALL SELECT ${hidden} FROM ads ORDER BY x`,
    `SELECT x FROM (SELECT ${hidden} AS x FROM ads) AS a`,
    `SELECT [${hidden}] AS x FROM ads`,
    `SELECT 1; SELECT ${hidden} AS x FROM ads`,
  ];
  for (const sql of places) {
    const { mistakes } = await check([sql]);
    expect([sql, mistakes.map(({ code }) => code)]).toEqual([sql, ["average_of_ratio"]]);
    expect(mistakes[0]?.range.character).toBe(sql.indexOf(hidden) + 1);
  }
});

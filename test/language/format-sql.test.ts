import { expect, test } from "vitest";
import { formatSql } from "../../kernel/language/format-sql.ts";
import { knownNames } from "./known-names.ts";

const names = knownNames();

test("a query is laid out; parameters, comments, strings and case stay", () => {
  const sql = `select ad_id, -- the ad
ctr(clicks := sum(a), impressions := sum(b)) as "C %", cost_per_engaged_view(1, 2) from ads where cost>=$min_clicks /* not  less */ and name='a  b'`;
  expect(formatSql(sql, names, 2)).toBe(`select
  ad_id, -- the ad
  ctr(clicks := sum(a), impressions := sum(b)) as "C %",
  cost_per_engaged_view(1, 2)
from
  ads
where
  cost >= $min_clicks /* not  less */
  and name = 'a  b'`);
});

test.each([
  "FROM ads SELECT count(*) FILTER (WHERE a > 1)",
  "PIVOT ads ON day USING sum(cost)",
  "SELECT $$a  b$$, E'a\\'  b', {'a': 1}.a, x -> x + 1, [1, 2][1], 7 // 2, 1e-3, a::DOUBLE",
  "WITH q AS MATERIALIZED (SELECT 1) FROM q; SELECT 'ä😀' AS ä",
  "SELECT list_transform([1], lambda x : x + 1), s.* EXCLUDE (a), COLUMNS('a.*') FROM s",
])("formatting twice is formatting once: %s", (sql) => {
  const once = formatSql(sql, names, 2);
  expect(once).not.toBeNull();
  expect(formatSql(once ?? "", names, 2)).toBe(once);
});

test.each(["SELECT 'open", "SELECT (1", "SELECT a ??? b # c"])(
  "what it cannot read stays: %s",
  (sql) => {
    expect([null, sql]).toContain(formatSql(sql, names, 2));
  },
);

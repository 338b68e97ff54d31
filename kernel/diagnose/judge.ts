import { literal } from "../sql.ts";
import { upperTailSql } from "./normal-tail.ts";

/**
 * A rule's query with the verdict on each of its rows: `q` is the p-value of `z` after the correction
 * of Benjamini and Hochberg for all things that the rule has judged, `found` says whether the thing
 * shows the effect and chance alone would not. A rule without a test counts: the effect is enough.
 *
 * @param falseFindings  the share of false ones that may be among the found, 0–1, as SQL
 * @param columns  a SELECT list: what is kept of the query's rows
 */
export function judgedSql(
  query: string,
  isTested: boolean,
  falseFindings: string,
  columns: string,
): string {
  if (!isTested)
    return `SELECT *, coalesce(enough, false) AS is_judged, NULL::DOUBLE AS q,
  is_judged AND coalesce(effect, false) AS found
FROM (SELECT ${columns} FROM (
${query}
))`;
  return `WITH tested AS MATERIALIZED (
  SELECT *, coalesce(enough AND z IS NOT NULL, false) AS is_judged,
    CASE WHEN is_judged THEN ${upperTailSql("z")} END AS p
  FROM (SELECT ${columns} FROM (
${query}
  ))
),
-- Benjamini-Hochberg: each p-value times the number of tests, divided by how many are not above it.
-- One above the share can neither be found nor lower another's.
corrected AS (
  SELECT p, least(1, min(p * tests / ranked) OVER (ORDER BY p DESC)) AS q
  FROM (
    SELECT p, sum(things) OVER (ORDER BY p) AS ranked
    FROM (SELECT p, count(*) AS things FROM tested WHERE p <= ${falseFindings} GROUP BY p)
  ) CROSS JOIN (SELECT count(p) AS tests FROM tested)
)
SELECT *, coalesce(effect AND q <= ${falseFindings}, false) AS found
FROM tested LEFT JOIN corrected USING (p)`;
}

/** The found and what looks like them, most money first, each row with the counts of all. */
export function verdictsSql(judged: string, limit: number): string {
  return `WITH verdicts AS MATERIALIZED (
${judged}
)
SELECT verdicts.*, counts.*
FROM (
  SELECT count(*) AS all_things,
    count(*) FILTER (is_judged) AS judged_things,
    count(*) FILTER (found) AS found_things,
    count(*) FILTER (NOT found AND coalesce(effect, false)) AS undecided_things
  FROM verdicts
) AS counts
LEFT JOIN (SELECT * FROM verdicts WHERE effect) AS verdicts ON true
ORDER BY found DESC, stake DESC NULLS LAST, thing_id
LIMIT ${limit}`;
}

/** Of a rule's rows, what its findings show: the rest is not computed. */
export function shownColumns(columns: Iterable<string>): string {
  const names = [...new Set([...verdictColumns, ...columns])].map(literal).join(", ");
  return `COLUMNS(name -> name IN (${names}))`;
}

/** What is read of every rule's rows. */
const verdictColumns = [
  "thing_id",
  "thing_name",
  "within",
  "currency",
  "enough",
  "effect",
  "z",
  "chance_z",
  "stake",
  "short",
  "pace",
  "days_shown",
];

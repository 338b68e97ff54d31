import { literal } from "../sql.ts";
import { upperTailSql } from "./normal-tail.ts";

/**
 * A rule's query with the verdict on each of its rows: `q` is the p-value of `z` after the correction
 * of Benjamini and Hochberg for all things that the rule has judged, `found` says whether the thing
 * shows the effect and chance alone would not. A rule without a test counts: the effect is enough.
 *
 * @param falseFindings  the share of false ones that may be among the found, 0–1, as SQL
 */
export function judgedSql(query: string, isTested: boolean, falseFindings: string): string {
  if (!isTested)
    return `SELECT *, coalesce(enough, false) AS is_judged, NULL::DOUBLE AS p, NULL::DOUBLE AS q,
  is_judged AND coalesce(effect, false) AS found
FROM (
${query}
)`;
  return `SELECT * EXCLUDE (raw_q),
  CASE WHEN is_judged THEN least(1, min(raw_q) OVER (
    PARTITION BY is_judged ORDER BY p DESC RANGE UNBOUNDED PRECEDING)) END AS q,
  coalesce(is_judged AND effect AND q <= ${falseFindings}, false) AS found
FROM (
  -- Benjamini-Hochberg: each p-value times the number of tests, divided by how many are not above it.
  SELECT *, p * count(*) OVER (PARTITION BY is_judged) / count(*) OVER (
    PARTITION BY is_judged ORDER BY p) AS raw_q
  FROM (
    SELECT *, coalesce(enough AND z IS NOT NULL, false) AS is_judged,
      ${upperTailSql("z")} AS p
    FROM (
${query}
    )
  )
)`;
}

/**
 * The found and what looks like them, most money first, each row with the counts of all.
 *
 * @param columns  those that are read of the rows; the others are not computed
 */
export function verdictsSql(judged: string, columns: Iterable<string>, limit: number): string {
  const names = [...new Set([...verdictColumns, ...columns])].map(literal).join(", ");
  // Counted apart: as windows over the rows the counts would take most of a large table's time.
  return `WITH verdicts AS MATERIALIZED (
SELECT COLUMNS(name -> name IN (${names}))
FROM (
${judged}
)
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

/** What `findingsOf` reads of every rule's rows. */
const verdictColumns = [
  "thing_id",
  "thing_name",
  "within",
  "currency",
  "is_judged",
  "found",
  "effect",
  "z",
  "chance_z",
  "q",
  "stake",
  "short",
  "pace",
  "days_shown",
];

import type { Relation } from "./relation.ts";
import { logRate, spreadSql } from "./spread.ts";

export const scopes = ["group", "campaign"] as const;

/** What `diag_…_per_…` knows of the other things of a thing's group, and of its campaign. */
export const peerColumns = ["part", "whole", "squares", "things", "median", "spread"] as const;

export function rateName(part: string, whole: string): string {
  return `diag_${part}_per_${whole}`;
}

/**
 * One row for each thing: the sums of one rate's part and whole over the other things of its group
 * (`group_part` …) and of its campaign (`campaign_part` …), the whole's squares, the number of those
 * things, the median of all of them, and how far they differ anyway.
 *
 * @param usualSpread  as `spreadSql` takes it
 */
export function rateRelation(part: string, whole: string, usualSpread: string): Relation {
  const isKnown = `${part} IS NOT NULL AND ${whole} IS NOT NULL`;
  const own = (column: string): string => `CASE WHEN ${isKnown} THEN ${column} ELSE 0 END`;
  const columns = scopes.flatMap((scope) => {
    const others = (name: string, mine: string): string =>
      `coalesce(by_${scope}.${name}, 0) - ${own(mine)} AS ${scope}_${name}`;
    return [
      others("part", part),
      others("whole", whole),
      others("squares", `${whole} * ${whole}`),
      others("things", `(${whole} > 0)::INT`),
      `by_${scope}.median AS ${scope}_median`,
      `spreads.${scope}_spread`,
    ];
  });
  const sums = (scope: string): string => `
  LEFT JOIN (
    SELECT ${scope}_id, sum(${part}) AS part, sum(${whole}) AS whole,
      sum(${whole} * ${whole}) AS squares, count(*) FILTER (${whole} > 0) AS things,
      median(${part} / nullif(${whole}, 0)) AS median
    FROM diag_things WHERE ${isKnown} GROUP BY ${scope}_id
  ) AS by_${scope} ON by_${scope}.${scope}_id IS NOT DISTINCT FROM diag_things.${scope}_id`;
  const figure = logRate(part, whole);
  return {
    name: rateName(part, whole),
    kind: "table",
    sql: `
  SELECT thing_id,
    ${columns.join(",\n    ")}
  FROM diag_things${scopes.map(sums).join("")}
  CROSS JOIN (SELECT ${scopes.map((scope) => `${spreadSql(figure, scope, usualSpread)} AS ${scope}_spread`).join(", ")}) AS spreads`,
  };
}

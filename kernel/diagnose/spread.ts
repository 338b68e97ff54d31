/** A logarithm of a rate or of a quotient of rates, and the variance that chance gives it, as SQL. */
export interface LogFigure {
  readonly log: string;
  readonly noise: string;
  /** The counts that it rests on. */
  readonly parts: readonly string[];
  /** How many rates are in it, each of which has its spread. */
  readonly rates: number;
}

/** The figure of either thing of a pair, whose columns begin with `a_` or `b_`. */
export type PairFigure = (prefix: "a_" | "b_") => LogFigure;

export function logRate(part: string, whole: string): PairFigure {
  return (prefix) => {
    const rate = `${prefix}${part} / ${prefix}${whole}`;
    return {
      log: `ln(${rate})`,
      noise: `((1 - least(1, ${rate})) / ${prefix}${part})`,
      parts: [`${prefix}${part}`, `${prefix}${whole}`],
      rates: 1,
    };
  };
}

/** How far one rate is above its peers' and the other below theirs. */
export function logQuotient(above: PairFigure, below: PairFigure): PairFigure {
  return (prefix) => {
    const [high, low] = [above(prefix), below(prefix)];
    return {
      log: `(${high.log} - ${low.log})`,
      noise: `(${high.noise} + ${low.noise})`,
      parts: [...high.parts, ...low.parts],
      rates: high.rates + low.rates,
    };
  };
}

/** With fewer of what is counted, chance hides how far two things truly differ. */
const fewest = 30;

/** The usual spread weighs as much as so many things would. */
const usualWeight = 8;

/**
 * How far the things of one group or campaign differ anyway, beyond chance: the variance between them
 * of the figure's logarithm, one for the whole table, since a group alone is too small to tell. From
 * the median distance of two of the same group, so that a few things that are far out do not count
 * (1.4826 makes it a standard deviation).
 *
 * In a small table a few are many: if two of five are far out, so are six of the ten distances, or
 * seven. There the lower quarter of the distances tells (Rousseeuw and Croux, 1993), and the fewer the
 * things, the more a usual spread counts.
 *
 * @param usual  standard deviation of a rate's logarithm between things of a group, as SQL
 */
export function spreadSql(figure: PairFigure, scope: "group" | "campaign", usual: string): string {
  const [a, b] = [figure("a_"), figure("b_")];
  const counted = [...a.parts, ...b.parts].map((part) => `${part} >= ${fewest}`).join(" AND ");
  return `(SELECT (${usualWeight} * ${a.rates} * pow(${usual}, 2) + things * coalesce(variance, 0)) / (${usualWeight} + things)
          FROM (
            SELECT count(*) FILTER (step = 1) AS things,
              CASE WHEN things < ${usualWeight} THEN 3.1384 * quantile_disc(distance, 0.25)
                ELSE 1.4826 * quantile_disc(distance, 0.5) END AS deviation,
              greatest(0, pow(deviation, 2) - median(noise)) / 2 AS variance
            FROM (
              SELECT step, abs(${a.log} - ${b.log}) AS distance, ${a.noise} + ${b.noise} AS noise
              FROM diag_pairs WHERE scope = '${scope}' AND ${counted}
            )
          ))`;
}

/**
 * Two things of one group, and of one campaign, with the columns of both. Of large groups only
 * neighbours are paired, in the order of their ids, which says nothing about their rates: each with
 * the three before it, which of groups of four is every two.
 */
export function pairsSql(columns: readonly string[]): string {
  const both = (["a", "b"] as const).flatMap((side) =>
    columns.map((column) => `${side}.${column} AS ${side}_${column}`),
  );
  const pairs = (scope: "group" | "campaign"): string => `
  SELECT '${scope}' AS scope, step, ${both.join(", ")}
  FROM places AS a CROSS JOIN range(1, 4) AS steps(step)
    JOIN places AS b ON b.${scope}_id = a.${scope}_id AND b.${scope}_place = a.${scope}_place - step`;
  return `
  WITH places AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY group_id ORDER BY thing_id) AS group_place,
      row_number() OVER (PARTITION BY campaign_id ORDER BY thing_id) AS campaign_place
    FROM diag_things
  )${pairs("group")}
  UNION ALL${pairs("campaign")}`;
}

/** A logarithm of a rate or of a quotient of rates, and the variance that chance gives it, as SQL over `diag_things`. */
export interface LogFigure {
  readonly log: string;
  readonly noise: string;
  /** The counts that it rests on. */
  readonly parts: readonly string[];
}

export function logRate(part: string, whole: string): LogFigure {
  return {
    log: `ln(${part} / ${whole})`,
    noise: `((1 - least(1, ${part} / ${whole})) / ${part})`,
    parts: [part, whole],
  };
}

/** How far one rate is above its peers' and the other below theirs. */
export function logQuotient(above: LogFigure, below: LogFigure): LogFigure {
  return {
    log: `(${above.log} - ${below.log})`,
    noise: `(${above.noise} + ${below.noise})`,
    parts: [...above.parts, ...below.parts],
  };
}

/** With fewer of what is counted, chance hides how far two things truly differ. */
const fewest = 30;

/**
 * How far the things of one group or campaign differ anyway, beyond chance: the variance between them
 * of the figure's logarithm, one for the whole table, since a group alone is too small to tell. From
 * the median distance of two of the same group, so that a few things that are far out do not count
 * (1.4826 makes it a standard deviation); 0 where there are no two to compare. Of large groups only
 * neighbours are compared, in the order of their ids, which says nothing about their rates.
 */
export function spreadSql({ log, noise, parts }: LogFigure, scope: "group" | "campaign"): string {
  return `(SELECT coalesce(greatest(0, pow(1.4826 * quantile_disc(abs(distance), 0.5), 2) - median(noise)) / 2, 0)
          FROM (
            SELECT ${differences("log", "-")} AS distance, ${differences("noise", "+")} AS noise
            FROM (
              SELECT thing_id, ${scope}_id, ${log} AS log, ${noise} AS noise
              FROM diag_things WHERE ${parts.map((part) => `${part} >= ${fewest}`).join(" AND ")}
            )
            WINDOW by_scope AS (PARTITION BY ${scope}_id ORDER BY thing_id)
          ))`;
}

/** To the three before it in its group; of groups of four that is every two. */
function differences(figure: string, sign: "+" | "-"): string {
  const steps = [1, 2, 3].map((step) => `${figure} ${sign} lag(${figure}, ${step}) OVER by_scope`);
  return `unnest([${steps.join(", ")}])`;
}

/** A rate by week: its name, and an expression over the columns of `diag_weeks`. */
export type WeeklyRates = Readonly<Record<string, string>>;

/**
 * A query over `diag_weeks`: for each thing the line through the logarithms of a rate by week. For a
 * rate `cpm` it adds `cpm_change` (from the first week's end of the line to the last's, 0.5 is half as
 * much again), `cpm_first` and `cpm_last` (the line's ends) and `cpm_z`: the slope's t-value as the
 * equally improbable normal one (Wallace 1959), so that few weeks weigh as little as they should.
 *
 * @param usable  condition on a week
 * @param recent  columns whose sum over the last four weeks is added, as `recent_cost`
 */
export function weeklyTrend(rates: WeeklyRates, usable: string, recent: readonly string[]): string {
  const names = Object.keys(rates);
  const line = names.flatMap((name) => [
    `regr_slope(ln(${name}), -weeks_ago) FILTER (${name} > 0) AS ${name}_slope`,
    `regr_intercept(ln(${name}), -weeks_ago) FILTER (${name} > 0) AS ${name}_end`,
    `regr_sxx(ln(${name}), -weeks_ago) FILTER (${name} > 0) AS ${name}_sxx`,
    `regr_syy(ln(${name}), -weeks_ago) FILTER (${name} > 0) AS ${name}_syy`,
    `count(*) FILTER (${name} > 0) AS ${name}_weeks`,
  ]);
  const figures = names.flatMap((name) => [
    `exp(${name}_end - ${name}_slope * last_weeks_ago) AS ${name}_last`,
    `exp(${name}_end - ${name}_slope * first_weeks_ago) AS ${name}_first`,
    `${name}_last / ${name}_first - 1 AS ${name}_change`,
    `${name}_slope / nullif(sqrt(greatest(1e-9, ${name}_syy - ${name}_slope * ${name}_slope * ${name}_sxx) / nullif((${name}_weeks - 2) * ${name}_sxx, 0)), 0) AS ${name}_t`,
    `sign(${name}_t) * (8 * (${name}_weeks - 2) + 1) / (8 * (${name}_weeks - 2) + 3) * sqrt((${name}_weeks - 2) * ln(1 + ${name}_t * ${name}_t / nullif(${name}_weeks - 2, 0))) AS ${name}_z`,
  ]);
  return `SELECT *,
      ${figures.join(",\n      ")}
    FROM (
      SELECT thing_id, count(*) AS weeks, max(weeks_ago) AS first_weeks_ago,
        min(weeks_ago) AS last_weeks_ago,
        ${recent.map((name) => `sum(${name}) FILTER (weeks_ago < 4)::DOUBLE AS recent_${name}`).join(", ")},
        ${line.join(",\n        ")}
      FROM (
        SELECT *, ${names.map((name) => `${rates[name]} AS ${name}`).join(", ")}
        FROM diag_weeks WHERE ${usable}
      )
      GROUP BY thing_id
    )`;
}

/** The trends that the rules share. Weeks with too few clicks say nothing about CTR. */
export const trendsSql = `
  ${weeklyTrend(
    { cpm: "1000 * cost / nullif(impressions, 0)", ctr: "clicks / nullif(impressions, 0)" },
    "impressions >= 1000 AND clicks >= 10",
    ["cost", "impressions", "clicks"],
  )}`;

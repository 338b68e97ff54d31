import type { LogFigure } from "./spread.ts";
import { logQuotient, logRate, spreadSql } from "./spread.ts";

/** A rate by name: the part and the whole of which it is a share, both columns of `diag_things`. */
export type Rates = Readonly<Record<string, readonly [part: string, whole: string]>>;

/** Two rates, of which one may be high and the other low. */
export type Gap = readonly [above: string, below: string];

const scopes = ["group", "campaign"] as const;

/**
 * A query over `diag_things`: each thing's rates beside those of its peers, all other things of its
 * group pooled; where these are too few, all other things of its campaign. For a rate `ctr` it adds
 * `ctr`, `ctr_low` and `ctr_high`, `peers_ctr`, `ctr_multiple`, `median_ctr`, and for all rates
 * together `peers` (`group`, `campaign` or NULL). One outlier can pull the pooled rate; the median
 * tells whether it is the outlier or the thing that is far out.
 *
 * Two statistics say how improbable the rate is: `ctr_chance_z`, of the two-proportion test, if all
 * ads had one true rate; and `ctr_z`, the logarithm of `ctr_multiple` in its standard errors, if they
 * differ as ads of one group do in this table (`spread.ts`). With many counts the first calls every
 * difference improbable. `gap_z` is the same for the first multiple of a gap divided by the second.
 */
export function againstPeers(rates: Rates, gap?: Gap): string {
  const names = Object.keys(rates);
  const pair = (name: string): readonly [string, string] => rates[name] ?? ["", ""];
  const logs = new Map<string, LogFigure>(names.map((name) => [name, logRate(...pair(name))]));
  if (gap) logs.set("gap", logQuotient(logRate(...pair(gap[0])), logRate(...pair(gap[1]))));
  const sums = names.flatMap((name) => {
    const [part, whole] = pair(name);
    const isKnown = `${part} IS NOT NULL AND ${whole} IS NOT NULL`;
    const own = (column: string): string => `CASE WHEN ${isKnown} THEN ${column} ELSE 0 END`;
    const others = (column: string, scope: string): string =>
      `coalesce(sum(${column}) FILTER (${isKnown}) OVER by_${scope}, 0) - ${own(column)}`;
    return scopes.flatMap((scope) => [
      `${others(part, scope)} AS ${scope}_${name}_part`,
      `${others(whole, scope)} AS ${scope}_${name}_whole`,
      `${others(`${whole} * ${whole}`, scope)} AS ${scope}_${name}_squares`,
      `count(*) FILTER (${part} IS NOT NULL AND ${whole} > 0) OVER by_${scope} - (${part} IS NOT NULL AND coalesce(${whole} > 0, false))::INT AS ${scope}_${name}_things`,
    ]);
  });
  const spreads = scopes.flatMap((scope) =>
    [...logs].map(([name, figure]) => `${spreadSql(figure, scope)} AS ${scope}_${name}_spread`),
  );
  const suffices = (scope: string): string =>
    names
      .map((name) => `${scope}_${name}_things >= 2 AND ${scope}_${name}_part >= 30`)
      .join(" AND ");
  const figures = names.flatMap((name) => {
    const [part, whole] = pair(name);
    const pooled = `((${part} + peers_${name}_part) / nullif(${whole} + peers_${name}_whole, 0))`;
    return [
      `${part} / nullif(${whole}, 0) AS ${name}`,
      `wilson_low(${part}, ${whole}) AS ${name}_low`,
      `wilson_high(${part}, ${whole}) AS ${name}_high`,
      `peers_${name}_part / nullif(peers_${name}_whole, 0) AS peers_${name}`,
      `${name} / nullif(peers_${name}, 0) AS ${name}_multiple`,
      `CASE peers WHEN 'group' THEN median(${part} / nullif(${whole}, 0)) OVER (PARTITION BY group_id)
        WHEN 'campaign' THEN median(${part} / nullif(${whole}, 0)) OVER (PARTITION BY campaign_id) END AS median_${name}`,
      `(${name} - peers_${name}) / nullif(sqrt(greatest(0, ${pooled} * (1 - ${pooled}) * (1 / nullif(${whole}, 0) + 1 / nullif(peers_${name}_whole, 0)))), 0) AS ${name}_chance_z`,
      // Half of one more counted, so that none counted has a logarithm too.
      `ln((${part} + 0.5) / nullif(${whole} + 0.5, 0)) - ln(peers_${name}) AS ${name}_log`,
      `1 / (${part} + 0.5) + 1 / peers_${name}_part AS ${name}_noise`,
      `1 + peers_${name}_squares / pow(peers_${name}_whole, 2) AS ${name}_weight`,
      `${name}_log / nullif(sqrt(${name}_noise + peers_${name}_spread * ${name}_weight), 0) AS ${name}_z`,
    ];
  });
  const ofGap = gap
    ? [
        `(${gap[0]}_log - ${gap[1]}_log) / nullif(sqrt(${gap[0]}_noise + ${gap[1]}_noise
        + peers_gap_spread * greatest(${gap[0]}_weight, ${gap[1]}_weight)), 0) AS gap_z`,
      ]
    : [];
  const columns = [
    ...names.flatMap((name) => [`${name}_part`, `${name}_whole`, `${name}_squares`]),
    ...[...logs.keys()].map((name) => `${name}_spread`),
  ];
  return `SELECT *,
      ${[...figures, ...ofGap].join(",\n      ")}
    FROM (
      SELECT *,
        ${columns.map(chosen).join(",\n        ")}
      FROM (
        SELECT *,
          CASE WHEN ${suffices("group")} THEN 'group'
            WHEN ${suffices("campaign")} THEN 'campaign' END AS peers
        FROM (
          SELECT *,
            ${sums.join(",\n            ")}
          FROM diag_things
          WINDOW by_group AS (PARTITION BY group_id), by_campaign AS (PARTITION BY campaign_id)
        ) CROSS JOIN (
          SELECT ${spreads.join(",\n          ")}
        )
      )
    )`;
}

function chosen(column: string): string {
  return `CASE peers WHEN 'group' THEN group_${column} WHEN 'campaign' THEN campaign_${column} END AS peers_${column}`;
}

/** In a rule's text: what `againstPeers` compares with. */
export const peersInWords =
  "the other ads of the same ad group, pooled; where fewer than two of them or fewer than 30 of what is counted, the other ads of the same campaign";

/** In a rule's text: the test by a rate's `_z`, and the one by its `_chance_z`. */
export const beyondPeers =
  "test of the ratio to the peers, one-sided, allowing for chance and for how far ads of one group differ anyway";
export const beyondChance = "two-proportion test against the peers, one-sided";

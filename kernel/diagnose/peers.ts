import { peerColumns, rateName, scopes } from "./rate-peers.ts";
import { logQuotient, logRate, spreadSql } from "./spread.ts";

/** A rate by name: the part and the whole of which it is a share, both amounts or counts of `diag_things`. */
export type Rates = Readonly<Record<string, readonly [part: string, whole: string]>>;

/** Two rates, of which one may be high and the other low, and how far rates usually differ, as SQL. */
export type Gap = readonly [above: string, below: string, usualSpread: string];

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
  const suffices = (scope: string): string =>
    names
      .map((name) => `${scope}_${name}_things >= 2 AND ${scope}_${name}_part >= 30`)
      .join(" AND ");
  const rateFigures = names.flatMap((name) => {
    const [part, whole] = pair(name);
    return [
      `${part} / nullif(${whole}, 0) AS ${name}`,
      `peers_${name}_part / nullif(peers_${name}_whole, 0) AS peers_${name}`,
      `(${part} + peers_${name}_part) / nullif(${whole} + peers_${name}_whole, 0) AS pooled_${name}`,
      `peers_${name}_median AS median_${name}`,
      `1 / (${part} + 0.5) + 1 / peers_${name}_part AS ${name}_noise`,
      `1 + peers_${name}_squares / pow(peers_${name}_whole, 2) AS ${name}_weight`,
    ];
  });
  const comparisons = names.flatMap((name) => {
    const [part, whole] = pair(name);
    return [
      `wilson_low(${part}, ${whole}) AS ${name}_low`,
      `wilson_high(${part}, ${whole}) AS ${name}_high`,
      `${name} / nullif(peers_${name}, 0) AS ${name}_multiple`,
      `(${name} - peers_${name}) / nullif(sqrt(greatest(0, pooled_${name} * (1 - pooled_${name}) * (1 / nullif(${whole}, 0) + 1 / nullif(peers_${name}_whole, 0)))), 0) AS ${name}_chance_z`,
      // Half of one more counted, so that none counted has a logarithm too.
      `ln((${part} + 0.5) / nullif(${whole} + 0.5, 0)) - ln(peers_${name}) AS ${name}_log`,
      `${name}_log / nullif(sqrt(${name}_noise + peers_${name}_spread * ${name}_weight), 0) AS ${name}_z`,
    ];
  });
  const ofGap = gap
    ? [
        `(${gap[0]}_log - ${gap[1]}_log) / nullif(sqrt(${gap[0]}_noise + ${gap[1]}_noise
        + peers_gap_spread * greatest(${gap[0]}_weight, ${gap[1]}_weight)), 0) AS gap_z`,
      ]
    : [];
  const columns = names.flatMap((name) => peerColumns.map((column) => `${name}_${column}`));
  const joins = names.map((name) => {
    const own = scopes.flatMap((scope) =>
      peerColumns.map((column) => `${scope}_${column} AS ${scope}_${name}_${column}`),
    );
    return `JOIN (
          SELECT thing_id, ${own.join(", ")}
          FROM ${rateName(...pair(name))}
        ) USING (thing_id)`;
  });
  if (gap) {
    const usualSpread = gap[2];
    const figure = logQuotient(logRate(...pair(gap[0])), logRate(...pair(gap[1])));
    const spreads = scopes.map(
      (scope) => `${spreadSql(figure, scope, usualSpread)} AS ${scope}_gap_spread`,
    );
    columns.push("gap_spread");
    joins.push(`CROSS JOIN (SELECT ${spreads.join(", ")})`);
  }
  return `SELECT *,
      ${[...comparisons, ...ofGap].join(",\n      ")}
    FROM (
      SELECT *,
        ${rateFigures.join(",\n        ")}
      FROM (
        SELECT *,
          ${columns.map(chosen).join(",\n          ")}
        FROM (
          SELECT *,
            CASE WHEN ${suffices("group")} THEN 'group'
              WHEN ${suffices("campaign")} THEN 'campaign' END AS peers
          FROM diag_things
          ${joins.join("\n          ")}
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

/** A rate by name: the part and the whole of which it is a share, both columns of `diag_things`. */
export type Rates = Readonly<Record<string, readonly [part: string, whole: string]>>;

/**
 * A query over `diag_things`: each thing's rates beside those of its peers, all other things of its
 * group pooled; where these are too few, all other things of its campaign. For a rate `ctr` it adds
 * `ctr`, `ctr_low` and `ctr_high`, `peers_ctr`, `ctr_multiple` and `ctr_z`, the statistic of the
 * two-proportion test, `median_ctr`, and for all rates together `peers` (`group`, `campaign` or NULL).
 * One outlier can pull the pooled rate; the median tells whether it is the outlier or the thing that is far out.
 */
export function againstPeers(rates: Rates): string {
  const names = Object.keys(rates);
  const pair = (name: string): readonly [string, string] => rates[name] ?? ["", ""];
  const scopes = ["group", "campaign"] as const;
  const sums = names.flatMap((name) => {
    const [part, whole] = pair(name);
    const isKnown = `${part} IS NOT NULL AND ${whole} IS NOT NULL`;
    const own = (column: string): string => `CASE WHEN ${isKnown} THEN ${column} ELSE 0 END`;
    return scopes.flatMap((scope) => [
      `coalesce(sum(${part}) FILTER (${isKnown}) OVER by_${scope}, 0) - ${own(part)} AS ${scope}_${name}_part`,
      `coalesce(sum(${whole}) FILTER (${isKnown}) OVER by_${scope}, 0) - ${own(whole)} AS ${scope}_${name}_whole`,
      `count(*) FILTER (${part} IS NOT NULL AND ${whole} > 0) OVER by_${scope} - (${part} IS NOT NULL AND coalesce(${whole} > 0, false))::INT AS ${scope}_${name}_things`,
    ]);
  });
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
      `(${name} - peers_${name}) / nullif(sqrt(greatest(0, ${pooled} * (1 - ${pooled}) * (1 / nullif(${whole}, 0) + 1 / nullif(peers_${name}_whole, 0)))), 0) AS ${name}_z`,
    ];
  });
  return `SELECT *,
      ${figures.join(",\n      ")}
    FROM (
      SELECT *,
        ${names.flatMap((name) => [chosen(`${name}_part`), chosen(`${name}_whole`)]).join(",\n        ")}
      FROM (
        SELECT *,
          CASE WHEN ${suffices("group")} THEN 'group'
            WHEN ${suffices("campaign")} THEN 'campaign' END AS peers
        FROM (
          SELECT *,
            ${sums.join(",\n            ")}
          FROM diag_things
          WINDOW by_group AS (PARTITION BY group_id), by_campaign AS (PARTITION BY campaign_id)
        )
      )
    )`;
}

function chosen(sum: string): string {
  return `CASE peers WHEN 'group' THEN group_${sum} WHEN 'campaign' THEN campaign_${sum} END AS peers_${sum}`;
}

/** In a rule's text: what `againstPeers` compares with. */
export const peersInWords =
  "the other ads of the same ad group, pooled; where fewer than two of them or fewer than 30 of what is counted, the other ads of the same campaign";

import { identifier } from "../sql.ts";
import type { Level } from "./rule.ts";
import type { Role, Roles } from "./roles.ts";
import { measures } from "./roles.ts";

/** A table that rules read. They are made once, in this order, each from those before it. */
export interface Relation {
  readonly name: string;
  readonly sql: string;
  /** A view is computed where it is read. */
  readonly kind: "table" | "view";
}

export interface RelationInputs {
  /** Name of the table to diagnose, quoted. */
  readonly source: string;
  readonly roles: Roles;
  readonly level: Level;
  /** Columns without a missing value. */
  readonly complete: ReadonlySet<string>;
}

/**
 * What the rules read, at one level:
 *
 * - `diag_days`: one row for each thing and day, summed
 * - `diag_usual`: each thing's usual day
 * - `diag_judged`: the days, with those marked on which a burst of clicks stands out
 * - `diag_things`: one row for each thing, summed over all days but those
 * - `diag_weeks`: the same by whole weeks, counted back from the thing's last day
 *
 * A sum is NULL where one of its values is missing: what is not known is no zero.
 */
export function relationsOf(inputs: RelationInputs): readonly Relation[] {
  const hasDays = inputs.roles.has("date");
  return [
    { name: "diag_days", kind: "table", sql: daysSql(inputs) },
    ...(hasDays ? [{ name: "diag_usual", kind: "table", sql: usualSql(inputs) } as const] : []),
    { name: "diag_judged", kind: "view", sql: judgedSql(inputs) },
    { name: "diag_things", kind: "table", sql: thingsSql(inputs) },
    ...(hasDays ? [{ name: "diag_weeks", kind: "table", sql: weeksSql(inputs) } as const] : []),
  ];
}

/** The relations that a query reads, and those that these read, in order. */
export function neededRelations(
  query: string,
  relations: readonly Relation[],
): readonly Relation[] {
  const needed = new Set<string>();
  const visit = (sql: string): void => {
    for (const { name, sql: own } of relations) {
      if (needed.has(name) || !new RegExp(`\\b${name}\\b`).test(sql)) continue;
      needed.add(name);
      visit(own);
    }
  };
  visit(query);
  return relations.filter(({ name }) => needed.has(name));
}

function daysSql({ source, roles, level, complete }: RelationInputs): string {
  const text = (role: Role): string => {
    const column = roles.get(role);
    return column === undefined ? "NULL::VARCHAR" : `max(${identifier(column)})`;
  };
  const key = (role: Role): string => identifier(roles.get(role) ?? "");
  const group = parentOf(level, roles);
  const keys = [
    ["thing_id", key(level)],
    ...(group ? [["group_id", key(group)]] : []),
    ...(roles.has("campaign") ? [["campaign_id", key("campaign")]] : []),
    ...(roles.has("date") ? [["date", key("date")]] : []),
  ] as const;
  const name = { ad: "ad_name", adgroup: "adgroup_name", campaign: "campaign_name" } as const;
  return `
  SELECT ${keys.map(([as, column]) => `${column} AS ${as}`).join(", ")},
    ${group ? "" : "NULL::VARCHAR AS group_id, "}${roles.has("campaign") ? "" : "NULL::VARCHAR AS campaign_id, "}${text(name[level])} AS thing_name,
    ${group ? text(name[group]) : "NULL::VARCHAR"} AS group_name,
    ${text("campaign_name")} AS campaign_name, ${text("status")} AS status,
    ${text("currency")} AS currency${present(roles)
      .map((role) => `,\n    ${sumOf(roles.get(role) ?? "", role, complete)} AS ${role}`)
      .join("")}
  FROM ${source}
  WHERE ${key(level)} IS NOT NULL${roles.has("date") ? ` AND ${key("date")} IS NOT NULL` : ""}
  GROUP BY ${keys.map(([, column]) => column).join(", ")}`;
}

/** The level that encloses this one, where the source names it. */
export function parentOf(level: Level, roles: Roles): "adgroup" | "campaign" | null {
  if (level === "ad" && roles.has("adgroup")) return "adgroup";
  return level !== "campaign" && roles.has("campaign") ? "campaign" : null;
}

export function present(roles: Roles): (typeof measures)[number][] {
  return measures.filter((role) => roles.has(role));
}

/** Counts as DOUBLE, which holds them exactly; money stays a decimal. */
function sumOf(column: string, role: Role, complete: ReadonlySet<string>): string {
  const name = identifier(column);
  const sum = isMoney(role) ? `sum(${name})` : `sum(${name})::DOUBLE`;
  return complete.has(column) ? sum : `CASE WHEN count(${name}) = count(*) THEN ${sum} END`;
}

function isMoney(role: Role): boolean {
  return role === "cost" || role === "value";
}

function canBurst(roles: Roles): boolean {
  return roles.has("date") && roles.has("clicks") && roles.has("impressions");
}

function usualSql({ roles }: RelationInputs): string {
  const figures = [
    ...(canBurst(roles)
      ? [
          "median(clicks) FILTER (impressions > 0) AS clicks_median",
          "mad(clicks) FILTER (impressions > 0) AS clicks_mad",
          "median(clicks / impressions) FILTER (impressions > 0) AS ctr_median",
        ]
      : []),
    ...(roles.has("cost")
      ? [
          "median(cost::DOUBLE) FILTER (cost > 0) AS cost_median",
          "mad(cost::DOUBLE) FILTER (cost > 0) AS cost_mad",
        ]
      : []),
  ];
  return `
  SELECT thing_id, ${["count(*) AS days", ...figures].join(",\n    ")}
  FROM diag_days GROUP BY thing_id`;
}

/** A burst stands out from the thing's median day in clicks and in CTR alike. */
function judgedSql({ roles }: RelationInputs): string {
  if (!roles.has("date"))
    return `
  SELECT *, NULL::DATE AS date, false AS is_burst FROM diag_days`;
  const burst = canBurst(roles)
    ? `coalesce(
      clicks > clicks_median + 6 * 1.4826 * clicks_mad + 10
        AND clicks > 2.5 * ctr_median * impressions,
      false
    )`
    : "false";
  return `
  SELECT diag_days.*, diag_usual.* EXCLUDE (thing_id),
    ${burst} AS is_burst
  FROM diag_days JOIN diag_usual USING (thing_id)`;
}

function thingsSql({ roles }: RelationInputs): string {
  const shown = roles.has("impressions") ? "impressions > 0" : "true";
  return `
  SELECT thing_id, any_value(group_id) AS group_id, any_value(campaign_id) AS campaign_id,
    max(thing_name) AS thing_name, max(group_name) AS group_name,
    max(campaign_name) AS campaign_name, max(status) AS status, max(currency) AS currency,
    min(date) AS first_date, max(date) AS last_date, count(date) AS days,
    count(*) FILTER (${shown}) AS days_shown, count(*) FILTER (is_burst) AS days_left_out${present(
      roles,
    )
      .map((role) => `,\n    ${totalOf(role)} AS ${role}`)
      .join("")}
  FROM diag_judged GROUP BY thing_id`;
}

function totalOf(role: Role): string {
  return `CASE WHEN count(${role}) = count(*) THEN coalesce(sum(${role}) FILTER (NOT is_burst), 0) END`;
}

function weeksSql({ roles }: RelationInputs): string {
  const weeks = "(diag_things.last_date - diag_judged.date) // 7";
  return `
  SELECT diag_judged.thing_id, ${weeks} AS weeks_ago${present(roles)
    .map((role) => `,\n    sum(diag_judged.${role}) AS ${role}`)
    .join("")}
  FROM diag_judged JOIN diag_things USING (thing_id)
  WHERE NOT is_burst AND ${weeks} < (diag_things.last_date - diag_things.first_date + 1) // 7
  GROUP BY ALL`;
}

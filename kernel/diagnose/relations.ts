import type { Relation } from "./relation.ts";
import { identifier } from "../sql.ts";
import { rateRelation } from "./rate-peers.ts";
import type { Level } from "./rule.ts";
import type { Role, Roles } from "./roles.ts";
import { measures } from "./roles.ts";
import { pairsSql } from "./spread.ts";
import { trendsSql } from "./trend.ts";

export interface RelationInputs {
  /** Name of the table to diagnose, quoted. */
  readonly source: string;
  readonly roles: Roles;
  readonly level: Level;
  /** Columns without a missing value. */
  readonly complete: ReadonlySet<string>;
  /** Whether the table has one row for each thing and day already. */
  readonly isByDay: boolean;
  /** How far rates of one group usually differ, as SQL. */
  readonly usualSpread: string;
}

/**
 * What the rules read, at one level:
 *
 * - `diag_days`: one row for each thing and day, summed
 * - `diag_usual`: each thing's days, and what is usual on them
 * - `diag_judged`: the days, with those marked on which a burst of clicks stands out
 * - `diag_bursts`: those days alone
 * - `diag_things`: one row for each thing, summed over all days but those
 * - `diag_weeks`: the same by whole weeks, counted back from the thing's last day
 * - `diag_trends`: each thing's CPM and CTR over its weeks
 * - `diag_pairs`: two things of one group or campaign
 * - `diag_clicks_per_impressions` and so on: each thing's peers in one rate
 *
 * A sum is NULL where one of its values is missing: what is not known is no zero.
 */
export function relationsOf(inputs: RelationInputs): readonly Relation[] {
  const { roles, isByDay, usualSpread } = inputs;
  const measured = present(roles);
  const peers: readonly Relation[] = [
    { name: "diag_pairs", kind: "table", sql: pairsSql(measured) },
    ...measured.flatMap((part) =>
      measured.flatMap((whole) => (part === whole ? [] : [rateRelation(part, whole, usualSpread)])),
    ),
  ];
  const daysKind = isByDay ? "view" : "table";
  if (!roles.has("date"))
    return [
      { name: "diag_days", kind: daysKind, sql: daysSql(inputs) },
      { name: "diag_judged", kind: "view", sql: undatedSql },
      { name: "diag_things", kind: "table", sql: thingsSql(inputs) },
      ...peers,
    ];
  const hasTrends = (["cost", "impressions", "clicks"] as const).every((role) => roles.has(role));
  return [
    { name: "diag_days", kind: daysKind, sql: daysSql(inputs) },
    { name: "diag_usual", kind: "table", sql: usualSql(inputs) },
    { name: "diag_judged", kind: "view", sql: judgedSql(inputs) },
    { name: "diag_bursts", kind: "table", sql: burstsSql },
    { name: "diag_things", kind: "table", sql: thingsSql(inputs) },
    { name: "diag_weeks", kind: "view", sql: weeksSql(inputs) },
    ...(hasTrends ? [{ name: "diag_trends", kind: "table", sql: trendsSql } as const] : []),
    ...peers,
  ];
}

/** The relations that a query reads, and those that these read, in order. */
export function neededRelations(
  query: string,
  relations: readonly Relation[],
): readonly Relation[] {
  const byName = new Map(relations.map((relation) => [relation.name, relation]));
  const needed = new Set<string>();
  const visit = (sql: string): void => {
    for (const [name] of sql.matchAll(/\bdiag_\w+/g)) {
      const relation = byName.get(name);
      if (!relation || needed.has(name)) continue;
      needed.add(name);
      visit(relation.sql);
    }
  };
  visit(query);
  return relations.filter(({ name }) => needed.has(name));
}

function daysSql({ source, roles, level, complete, isByDay }: RelationInputs): string {
  const text = (role: Role): string => {
    const column = roles.get(role);
    if (column === undefined) return "NULL::VARCHAR";
    return isByDay ? identifier(column) : `max(${identifier(column)})`;
  };
  const figure = (role: Role): string => {
    const column = roles.get(role) ?? "";
    return isByDay ? valueOf(column, role) : sumOf(column, role, complete);
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
      .map((role) => `,\n    ${figure(role)} AS ${role}`)
      .join("")}
  FROM ${source}
  WHERE ${key(level)} IS NOT NULL${roles.has("date") ? ` AND ${key("date")} IS NOT NULL` : ""}${
    isByDay ? "" : `\n  GROUP BY ${keys.map(([, column]) => column).join(", ")}`
  }`;
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
function valueOf(column: string, role: Role): string {
  return isMoney(role) ? identifier(column) : `${identifier(column)}::DOUBLE`;
}

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
    ...(roles.has("cost") && roles.has("clicks")
      ? [
          "median(cost::DOUBLE) FILTER (cost > 0) AS cost_median",
          "median(cost / clicks) FILTER (clicks > 0) AS cpc_median",
          "mad(cost / clicks) FILTER (clicks > 0) AS cpc_mad",
        ]
      : []),
  ];
  const days = [
    "count(*) AS days",
    `count(*) FILTER (${isShown(roles)}) AS days_shown`,
    "min(date) AS first_date",
    "max(date) AS last_date",
  ];
  return `
  SELECT thing_id, ${[...days, ...figures].join(",\n    ")}
  FROM diag_days GROUP BY thing_id`;
}

function isShown(roles: Roles): string {
  return roles.has("impressions") ? "impressions > 0" : "true";
}

/** A burst stands out from the thing's median day in clicks and in CTR alike. */
function judgedSql({ roles }: RelationInputs): string {
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

const undatedSql = `
  SELECT *, NULL::DATE AS date, false AS is_burst FROM diag_days`;

const burstsSql = `
  SELECT * FROM diag_judged WHERE is_burst`;

/** Bursts are few: leaving them out costs less than marking every day. */
const daysButBursts = "diag_days ANTI JOIN diag_bursts USING (thing_id, date)";

function thingsSql({ roles }: RelationInputs): string {
  const texts = ["thing_name", "group_name", "campaign_name", "status", "currency"];
  const sums = `
  SELECT thing_id, any_value(group_id) AS group_id, any_value(campaign_id) AS campaign_id,
    ${texts.map((name) => `max(${name}) AS ${name}`).join(", ")}${present(roles)
      .map((role) => `,\n    CASE WHEN count(${role}) = count(*) THEN sum(${role}) END AS ${role}`)
      .join("")}`;
  if (!roles.has("date"))
    return `${sums},
    NULL::DATE AS first_date, NULL::DATE AS last_date, 0 AS days,
    count(*) FILTER (${isShown(roles)}) AS days_shown
  FROM diag_days GROUP BY thing_id`;
  return `
  SELECT * FROM (${sums}
    FROM ${daysButBursts} GROUP BY thing_id
  ) JOIN (SELECT thing_id, first_date, last_date, days, days_shown FROM diag_usual) USING (thing_id)`;
}

function weeksSql({ roles }: RelationInputs): string {
  const weeks = "(last_date - date) // 7";
  return `
  SELECT thing_id, ${weeks} AS weeks_ago${present(roles)
    .map((role) => `,\n    sum(${role}) AS ${role}`)
    .join("")}
  FROM ${daysButBursts}
    JOIN (SELECT thing_id, first_date, last_date FROM diag_usual) USING (thing_id)
  WHERE ${weeks} < (last_date - first_date + 1) // 7
  GROUP BY ALL`;
}

import type { Roles } from "./roles.ts";
import { roleLabel } from "./roles.ts";
import { parentOf } from "./relations.ts";
import type { Level, Rule } from "./rule.ts";
import { levels } from "./rule.ts";
import type { GivenThresholds } from "./settings.ts";
import { thresholdValue } from "./settings.ts";

/** What a rule lacks to run, for people; null: nothing. */
export function whatItNeeds(
  rule: Rule,
  {
    roles,
    level,
    thresholds,
  }: { readonly roles: Roles; readonly level: Level | null; readonly thresholds: GivenThresholds },
): string | null {
  const columns = rule.needs.filter((role) => !roles.has(role)).map(roleLabel);
  if (columns.length > 0)
    return `the ${columns.length === 1 ? "column" : "columns"} ${columns.join(", ")}`;
  const named = rule.levels ?? (rule.readsRows ? null : levels);
  if (named && (level === null || !named.includes(level)))
    return `rows by ${named.map((each) => levelNames[each]).join(" or ")}, so that like is compared with like`;
  if (rule.needsPeers && (level === null || parentOf(level, roles) === null))
    return "Ad group ID or Campaign ID, so that like is compared with like";
  const unset = Object.entries(rule.thresholds).find(
    ([name]) => thresholdValue(rule, name, thresholds) === null,
  );
  return unset ? `the threshold ${rule.id}.${unset[0]}: ${unset[1].label}` : null;
}

const levelNames = { ad: "ad", adgroup: "ad group", campaign: "campaign" } as const;

import { neededRelations, parentOf, relationsOf } from "../../diagnose/relations.ts";
import type { Role } from "../../diagnose/roles.ts";
import { amounts, creatorCounts, measures } from "../../diagnose/roles.ts";
import type { Rule } from "../../diagnose/rule.ts";
import { sharedThresholds } from "../../diagnose/settings.ts";
import { placeholders, unitsOf } from "../../diagnose/wording.ts";
import { ProblemError } from "../../protocol/problem.ts";
import { identifier } from "../../sql.ts";
import type { Ask } from "./metric-faults.ts";

/** What is wrong with a rule by itself, as sentences. @param ask  of a session, for statements of any kind */
export async function diagnosisFaults(rule: Rule, ask: Ask): Promise<readonly string[]> {
  return [...textFaults(rule), ...(await queryFaults(rule, ask))].map(
    (fault) => `${rule.id}: ${fault}`,
  );
}

/** What its texts write has a unit, else a ratio would be written 0.0123. */
function textFaults(rule: Rule): readonly string[] {
  const units = unitsOf(rule);
  return named(rule)
    .filter((column) => !units.has(column))
    .map((column) => `{${column}} in its texts has no unit: add it to evidence or units`);
}

/** Columns that its sentence, action and brief name. */
function named({ sentence, action, brief }: Rule): readonly string[] {
  return [sentence, action, brief ? JSON.stringify(brief) : ""].flatMap(placeholders);
}

/** Its query runs over a table that has what it needs and no more, and gives the columns of a rule. */
async function queryFaults(rule: Rule, ask: Ask): Promise<readonly string[]> {
  const level = rule.levels?.[0] ?? "ad";
  const needs = new Set<Role>([
    ...rule.needs,
    level,
    ...(rule.needsPeers ? (["adgroup"] as const) : []),
  ]);
  const roles = new Map([...needs].map((role) => [role, role] as const));
  const source = identifier("__diagnosed");
  const values = (name: string): string =>
    String(rule.thresholds[name]?.default ?? sharedThresholds[name]?.default ?? 1);
  const has = (role: Role): boolean => roles.has(role);
  const query = rule.query({ t: values, has, source, column: identifier });
  const given = { isByDay: false, usualSpread: values("usual_spread") };
  const relations = relationsOf({ source, roles, level, complete: new Set(), ...given });
  const needed = neededRelations(query, relations);
  const columns = [...needs].map((role) => `${identifier(role)} ${typeOf(role)}`);
  await ask(`CREATE OR REPLACE TEMP TABLE ${source} (${columns.join(", ")})`);
  try {
    for (const { kind, name, sql } of needed)
      await ask(`CREATE OR REPLACE TEMP ${kind} ${name} AS ${sql}`);
    const found = await ask(`DESCRIBE ${query}`);
    const peers =
      rule.needsPeers && parentOf(level, roles) === null ? ["needsPeers has no peers"] : [];
    return [
      ...peers,
      ...columnFaults(
        rule,
        found.map(([name, type]) => [String(name), String(type)]),
      ),
    ];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [
      `its query does not run over what it needs (${[...needs].join(", ")}): ${error.message}`,
    ];
  } finally {
    for (const { kind, name } of needed.toReversed()) await ask(`DROP ${kind} IF EXISTS ${name}`);
    await ask(`DROP TABLE ${source}`);
  }
}

function columnFaults(
  rule: Rule,
  found: readonly (readonly [name: string, type: string])[],
): readonly string[] {
  const types = new Map(found);
  const figures = rule.evidence.flatMap(({ column, base, interval = [] }) => [
    column,
    base,
    ...interval,
  ]);
  const expected = [
    "thing_id",
    "thing_name",
    "within",
    "stake",
    "enough",
    "effect",
    ...(rule.test === null ? [] : ["z"]),
    ...figures.flatMap((name) => name ?? []),
    ...named(rule),
  ];
  const names = found.map(([name]) => name);
  const isOdd = (name: string): boolean => types.has(name) && types.get(name) !== "BOOLEAN";
  return [
    ...[...new Set(expected)]
      .filter((name) => !types.has(name))
      .map((name) => `its query gives no column “${name}”`),
    ...names
      .filter((name, index) => names.indexOf(name) < index)
      .map((name) => `its query gives two columns “${name}”`),
    ...["enough", "effect"]
      .filter(isOdd)
      .map((name) => `“${name}” is no BOOLEAN, but ${types.get(name)}`),
  ];
}

function typeOf(role: Role): string {
  if (role === "date") return "DATE";
  if (amounts.some((amount) => amount === role)) return "DECIMAL(18,2)";
  const counts: readonly Role[] = ["reach", ...measures, ...creatorCounts];
  return counts.includes(role) ? "BIGINT" : "VARCHAR";
}

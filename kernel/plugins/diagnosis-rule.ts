import { relationsOf } from "../diagnose/relations.ts";
import { roleNames } from "../diagnose/roles.ts";
import type { Rule } from "../diagnose/rule.ts";
import { sharedThresholds } from "../diagnose/settings.ts";
import { splitStatements } from "../language/sql-tokens.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { ParseSql } from "../query/read-tree.ts";
import { parseTree } from "../query/read-tree.ts";
import { otherSources, referencedParameters, referencedTables } from "../query/references.ts";
import type { SyntaxTree } from "../query/syntax-tree.ts";
import type { PluginDiagnosis } from "./plugin.ts";

/** `{min_clicks}`. What else SQL has in braces is a struct, which holds a colon. */
const placeholder = /\{\s*([a-z_]\w*)\s*\}/gi;

/** Table functions that read nothing but their arguments. */
const harmless = new Set(["range", "generate_series", "unnest"]);

/** Columns that the verdicts add to a rule's rows. */
const ofVerdicts = new Set(["found", "is_judged", "p", "q", "raw_q"]);

const relations = namesOf(new Set());
/** Those that docs/plugins.md describes; there is one more for each price, with its peers. */
const described = "diag_things, diag_days, diag_weeks, diag_usual and diag_judged";
const withoutDays = namesOf(new Set(["date"]));

/**
 * The rule that a plugin's diagnosis is. Its query is text from outside: it must be one SELECT, and
 * reads the relations that rules read and nothing else.
 *
 * @throws ProblemError `plugin` naming the rule, and what its query may not
 */
export async function ruleOf(
  diagnosis: PluginDiagnosis,
  plugin: string,
  parse: ParseSql,
): Promise<Rule> {
  const { query, thresholds = {}, ...rest } = diagnosis;
  const refuse = (what: string, next: string): ProblemError =>
    new ProblemError({ code: "plugin", message: `The query of “${rest.id}” ${what}`, next });
  const known = [...Object.keys(thresholds), ...Object.keys(sharedThresholds)];
  for (const [, name = ""] of query.matchAll(placeholder))
    if (!known.includes(name))
      throw refuse(
        `names the threshold {${name}}, which it does not have`,
        `There are ${known.join(", ")}.`,
      );
  const unused = Object.keys(thresholds).find((name) => !filled(query, () => "").has(name));
  if (unused !== undefined)
    throw refuse(
      `does not use the threshold “${unused}”`,
      `Write {${unused}} where it belongs, or leave it out.`,
    );
  const [statement, ...others] = splitStatements(query);
  const text = statement?.text ?? "";
  const tree = await parseTree(filled(text, () => "(1)").text, parse);
  if (!statement || others.length > 0 || tree.kind !== "tree" || tree.statements.length !== 1)
    throw refuse(
      tree.kind === "syntax" ? `cannot be read: ${tree.message}` : "is not one SELECT",
      "Write one SELECT, or WITH … SELECT.",
    );
  refuseReads(tree, diagnosis, refuse);
  return {
    kind: "problem",
    base: "",
    ...rest,
    plugin,
    test: rest.test ?? null,
    stake: rest.stake ?? null,
    thresholds: Object.fromEntries(
      Object.entries(thresholds).map(([name, each]) => [name, { ...each, origin: "the plugin's" }]),
    ),
    // In parentheses: "-{x}" with a negative x would begin a comment.
    query: ({ t }) => filled(text, (name) => `(${t(name)})`).text,
  };
}

function refuseReads(
  tree: SyntaxTree,
  { needs }: PluginDiagnosis,
  refuse: (what: string, next: string) => ProblemError,
): void {
  for (const { catalog, schema, name } of referencedTables(tree)) {
    if (catalog + schema !== "" || !relations.includes(name)) {
      const near = nearest(name, relations);
      throw refuse(
        `reads “${name}”, which rules do not see`,
        near === undefined ? `They see ${described}.` : `Did you mean “${near}”?`,
      );
    }
    if (!withoutDays.includes(name) && !needs.includes("date"))
      throw refuse(`reads ${name}, which only days make`, "Add date to its needs.");
  }
  const other = otherSources(tree).find((name) => !harmless.has(name));
  if (other !== undefined) throw refuse(`reads from ${other}()`, `Rules read ${described}.`);
  const [parameter] = referencedParameters(tree);
  if (parameter !== undefined)
    throw refuse(`has a parameter, $${parameter}`, "A threshold is written {its_name}.");
  const [select] = tree.statements;
  const taken =
    select?.kind === "select"
      ? select.items.find(({ alias }) => ofVerdicts.has(alias.toLowerCase()))
      : undefined;
  if (taken)
    throw refuse(`has a column “${taken.alias}”, which is the verdict's`, "Call it otherwise.");
}

/** The text with something in the place of each threshold, and the names of those. */
function filled(
  query: string,
  value: (name: string) => string,
): { readonly text: string; has: (name: string) => boolean } {
  const names = new Set<string>();
  const text = query.replace(placeholder, (_, name: string) => {
    names.add(name);
    return value(name);
  });
  return { text, has: (name) => names.has(name) };
}

function namesOf(without: ReadonlySet<string>): readonly string[] {
  const roles = new Map(
    roleNames.filter((role) => !without.has(role)).map((role) => [role, role] as const),
  );
  const complete = new Set<string>();
  const inputs = { source: "source", roles, complete, isByDay: false, usualSpread: "0" };
  return relationsOf({ ...inputs, level: "ad" }).map(({ name }) => name);
}

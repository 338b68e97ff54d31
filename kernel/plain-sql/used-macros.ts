import { isSymbol, readTokens } from "../language/sql-tokens.ts";
import { metricByName } from "../metrics/catalogue.ts";
import { dateFunctions } from "../metrics/date-functions.ts";
import { dateMacroStatement, macroStatement } from "../metrics/macros.ts";
import type { Metric } from "../metrics/metric.ts";
import { builtInMacro, ownMacro } from "../query/macro.ts";

/** A function that the script defines. */
export interface DefinedMacro {
  /** What it is, for people. */
  readonly definition: string;
  readonly statement: string;
}

/**
 * The macros behind the called names and those that these call, each after what it needs.
 *
 * @param called  in small letters, in the order of their use
 * @param custom  the notebook's columns and its plugins' metrics, by name in small letters
 */
export function usedMacros(
  called: Iterable<string>,
  custom: ReadonlyMap<string, Metric>,
): readonly DefinedMacro[] {
  const found = new Map<string, DefinedMacro>();
  const visiting = new Set<string>();
  const visit = (name: string): void => {
    const macro = found.has(name) || visiting.has(name) ? null : macroOf(name, custom);
    if (!macro) return;
    visiting.add(name);
    for (const other of callsIn(macro.statement)) visit(other);
    found.set(name, macro);
  };
  for (const name of called) visit(name);
  return [...found.values()];
}

function macroOf(name: string, custom: ReadonlyMap<string, Metric>): DefinedMacro | null {
  const metric = custom.get(name) ?? metricByName(name);
  const overDays = dateFunctions.find((each) => each.name === name);
  const macro = ownMacro(custom.get(name)) ?? builtInMacro(name);
  const statement = metric
    ? macroStatement(metric)
    : overDays
      ? dateMacroStatement(overDays)
      : undefined;
  return macro && statement !== undefined ? { definition: macro.definition, statement } : null;
}

/** Its own name is among them, which is found already. */
function callsIn(statement: string): readonly string[] {
  const { tokens } = readTokens(statement);
  return tokens
    .filter(
      ({ kind }, index) =>
        (kind === "word" || kind === "quoted") && isSymbol(tokens[index + 1], "("),
    )
    .map(({ value }) => value.toLowerCase());
}

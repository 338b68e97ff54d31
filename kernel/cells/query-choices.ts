import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { ParameterInput } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Session } from "../session/session.ts";
import { outputValue } from "./output-value.ts";

/** More than anybody looks through. */
const mostChoices = 1000;

/** What the queries of choice parameters offer, by parameter. */
export type QueryChoices = ReadonlyMap<string, readonly string[]>;

/**
 * Runs the query of each parameter that has one: its first column is what can be chosen.
 *
 * @throws ProblemError of the query, naming the parameter
 */
export async function queryChoices(
  settings: FrontMatter | null,
  session: () => Promise<Session>,
): Promise<QueryChoices> {
  const found = new Map<string, readonly string[]>();
  for (const parameter of settings?.params ?? []) {
    if (parameter.kind !== "query") continue;
    const { rows } = await (
      await session()
    )
      .run(parameter.choices, {}, { rowLimit: mostChoices })
      .catch((error: unknown) => {
        throw inParameter(error, parameter.name);
      });
    const values = rows.map(([value]) => outputValue(value ?? null)).filter((one) => one !== null);
    found.set(parameter.name, [...new Set(values.map(String))]);
  }
  return found;
}

/** The parameters with what is known to be offered. */
export function withChoices(
  parameters: readonly ParameterInput[],
  known: QueryChoices,
): ParameterInput[] {
  return parameters.map((parameter) => ({
    ...parameter,
    choices: parameter.choices ?? known.get(parameter.name) ?? null,
  }));
}

function inParameter(error: unknown, name: string): unknown {
  if (!(error instanceof ProblemError)) return error;
  const { place: _, ...problem } = error.problem;
  return new ProblemError(
    { ...problem, message: `The choices of the parameter “${name}”: ${problem.message}` },
    { cause: error },
  );
}

import { diagnose } from "../diagnose/diagnose.ts";
import { readDiagnosis } from "../notebook/diagnosis.ts";
import type { FindingsOutput } from "../protocol/findings.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Session } from "../session/session.ts";
import type { KnownTable, KnownTables } from "./results.ts";
import type { Setup } from "./setup.ts";

export interface DiagnoseContext {
  readonly session: Session;
  readonly tables: KnownTables;
  readonly setup: Pick<Setup, "settings" | "loads" | "rules">;
}

/**
 * Runs the rules over a source or named result.
 *
 * @throws ProblemError with the line in the cell where it is known
 */
export async function runDiagnosis(
  text: string,
  { session, tables, setup }: DiagnoseContext,
): Promise<FindingsOutput> {
  const asked = readDiagnosis(text);
  const { settings, loads, rules } = setup;
  const table = tableOf(
    asked.source,
    tables,
    loads.map(({ name }) => name),
  );
  const sameName = ({ name }: { readonly name: string }): boolean =>
    name.toLowerCase() === table.name.toLowerCase();
  return diagnose((sql) => session.run(sql, {}, { trusted: true }), {
    source: table.name,
    columns: table.columns.map(({ name }) => name),
    report: loads.find(sameName) ?? null,
    currency: table.currency,
    level: asked.level,
    known: rules,
    rules: asked.rules,
    thresholds: new Map([...(settings?.thresholds ?? []), ...asked.thresholds]),
    targets: new Map(settings?.targets.map(({ name, value }) => [name, value])),
    notebook: {
      targets: settings?.targets.length ?? 0,
      baseline: settings?.baseline ?? null,
      attributions: loads.map(({ name, declared }) => ({
        source: name,
        window: declared["attribution"] ?? null,
      })),
    },
  });
}

/** The tables that a diagnosis may read: the one that it names, else any source; null where it cannot be read. */
export function diagnosedTables(
  text: string,
  sources: Iterable<string>,
): ReadonlySet<string> | null {
  try {
    const { source } = readDiagnosis(text);
    return new Set(source === null ? sources : [source.toLowerCase()]);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function tableOf(
  named: string | null,
  tables: KnownTables,
  sources: readonly string[],
): KnownTable {
  const [only] = sources;
  if (named === null && (only === undefined || sources.length > 1))
    throw new ProblemError({
      code: "bad_arguments",
      message: "The diagnosis does not say what it looks at",
      next:
        only === undefined
          ? "Declare a source in the setup."
          : `Write source: with one of ${sources.join(", ")}.`,
    });
  const name = named ?? only ?? "";
  tables.refuseUnrun(name);
  const known = tables.get(name);
  if (known) return known;
  const near = nearest(name, tables.names);
  throw new ProblemError({
    code: "unknown_name",
    message: `The diagnosis looks at “${name}”, which no source and no cell above is called`,
    next: near === undefined ? `There are ${tables.names.join(", ")}.` : `Did you mean “${near}”?`,
  });
}

import { metricByName } from "../metrics/catalogue.ts";
import { dateFunctions } from "../metrics/date-functions.ts";
import { metricFromFormula } from "../metrics/custom-metric.ts";
import type { Metric } from "../metrics/metric.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { NumberUnit } from "../protocol/unit.ts";
import { readFormula, type KnownColumn } from "./formula.ts";
import { parseFormula, type ParsedFormula } from "./parse-formula.ts";
import type { ParseSql } from "./read-tree.ts";

/** A column as the notebook defines it. */
export interface CustomColumn {
  readonly formula: string;
  /** Without one, the formula's own where that is certain, otherwise `score`. */
  readonly unit?: NumberUnit;
  readonly label?: string;
  readonly better?: Metric["better"];
}

export interface CustomColumnContext {
  readonly parse: ParseSql;
  /** The columns that the notebook's sources have. */
  readonly columns: readonly KnownColumn[];
  /** The engine's own names in small letters, as `engineNamesQuery` lists them. */
  readonly engineNames: ReadonlySet<string>;
  /** Metrics of plugins, by name in small letters. */
  readonly metrics?: ReadonlyMap<string, Metric>;
  /** What each name is that a plugin gives to SQL, by name in small letters. */
  readonly owned?: ReadonlyMap<string, string>;
}

/**
 * The notebook's columns as metrics, each after those that it uses, whatever their order in the
 * notebook.
 *
 * @throws `name_taken`; `formula` with column and character, or naming the circle of columns that
 *   use each other; `bad_arguments` for a name that SQL cannot call or a formula without columns
 */
export async function customMetrics(
  columns: Readonly<Record<string, CustomColumn>>,
  context: CustomColumnContext,
): Promise<readonly Metric[]> {
  const definitions = new Map<string, CustomColumn & { readonly parsed: ParsedFormula }>();
  for (const [name, column] of Object.entries(columns)) {
    assertFree(name, definitions, context);
    const parsed = await parseFormula(name, column.formula, context.parse);
    definitions.set(name.toLowerCase(), { ...column, parsed });
  }
  const done = new Map<string, Metric>();
  const define = (name: string, users: readonly string[]): Metric | undefined => {
    const key = name.toLowerCase();
    const definition = definitions.get(key);
    if (!definition || done.has(key)) return done.get(key);
    const { formula: _, parsed, unit, ...rest } = definition;
    assertNoCircle(parsed.column, users);
    const formula = readFormula(parsed, {
      columns: context.columns,
      metric: (used) => metricByName(used) ?? context.metrics?.get(used.toLowerCase()),
      custom: (used) => define(used, [...users, parsed.column]),
    });
    const metric = metricFromFormula({
      ...rest,
      name: parsed.column,
      formula: formula.expression,
      columns: formula.columns,
      unit: unit ?? formula.unit ?? "score",
    });
    done.set(key, metric);
    return metric;
  };
  for (const name of definitions.keys()) define(name, []);
  return [...done.values()];
}

function assertNoCircle(name: string, users: readonly string[]): void {
  const start = users.indexOf(name);
  if (start === -1) return;
  throw new ProblemError({
    code: "formula",
    message: `The formula of “${name}” needs itself: ${[...users.slice(start), name].join(" → ")}.`,
    place: { column: name },
    next: "Write one of them over loaded columns only.",
  });
}

function assertFree(
  name: string,
  defined: ReadonlyMap<string, unknown>,
  { columns, engineNames, owned }: CustomColumnContext,
): void {
  const key = name.toLowerCase();
  const holder = metricByName(key)
    ? "a built-in metric"
    : dateFunctions.some((one) => one.name === key)
      ? "a built-in function"
      : columns.some((column) => column.name.toLowerCase() === key)
        ? "a loaded column"
        : engineNames.has(key)
          ? "a name of SQL's own"
          : defined.has(key)
            ? "another column of the notebook"
            : (owned?.get(key) ?? null);
  if (holder === null) return;
  throw new ProblemError({
    code: "name_taken",
    message: `The column “${name}” cannot be defined: that is ${holder}.`,
    place: { column: name },
    next: "Give it another name.",
  });
}

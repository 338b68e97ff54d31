import type { ExportDefinition } from "../load/exports/definition.ts";
import { dateFunctions } from "../metrics/date-functions.ts";
import type { Metric } from "../metrics/metric.ts";
import { ProblemError } from "../protocol/problem.ts";

/** What one plugin brings, ready for use. */
export interface Registered {
  readonly name: string;
  readonly metrics: readonly Metric[];
  readonly exports: readonly ExportDefinition[];
  /** Ids of its columns in TypeScript. */
  readonly columns: readonly string[];
}

/** Everything that a kernel knows of metrics and exports: what is built in, and its plugins'. */
export interface Registry {
  readonly metrics: readonly Metric[];
  /** Of two formats that know as many of a file's headers the first is taken: a plugin's. */
  readonly exports: readonly ExportDefinition[];
  /** What each name that a plugin gives to SQL is, by name in small letters. */
  readonly owned: ReadonlyMap<string, string>;
}

/**
 * @param builtIn  registered like any other; its names are known elsewhere and not in `owned`
 * @throws ProblemError `name_taken` for what two of them define, naming both
 */
export function compose(builtIn: Registered, plugins: readonly Registered[] = []): Registry {
  const holders = new Map<string, string>(
    dateFunctions.map(({ name }) => [`function ${name}`, "a built-in function"]),
  );
  const owned = new Map<string, string>();
  for (const plugin of [builtIn, ...plugins]) {
    const isBuiltIn = plugin === builtIn;
    const of = (what: string): string =>
      isBuiltIn ? `a built-in ${what}` : `a ${what} of the plugin “${plugin.name}”`;
    const claims = [
      { kind: "plugin", name: plugin.name, what: isBuiltIn ? "what is built in" : "a plugin" },
      ...plugin.metrics.map(({ name }) => ({ kind: "function", name, what: of("metric") })),
      ...plugin.columns.map((name) => ({ kind: "function", name, what: of("column") })),
      ...plugin.exports.map(({ id }) => ({ kind: "export", name: id, what: of("export") })),
    ];
    for (const { kind, name, what } of claims) {
      const key = `${kind} ${name.toLowerCase()}`;
      const holder = holders.get(key);
      if (holder !== undefined) throw taken(name, holder, what);
      holders.set(key, what);
      if (kind === "function" && !isBuiltIn) owned.set(name.toLowerCase(), what);
    }
  }
  return {
    metrics: [builtIn, ...plugins].flatMap(({ metrics }) => metrics),
    exports: [...plugins, builtIn].flatMap(({ exports }) => exports),
    owned,
  };
}

function taken(name: string, holder: string, other: string): ProblemError {
  return new ProblemError({
    code: "name_taken",
    message: `“${name}” is ${holder} and ${other}`,
    next: "Rename one of them, or leave that plugin out.",
  });
}

import { loadChecks } from "../diagnose/load-checks.ts";
import { notComputed } from "../diagnose/not-computed.ts";
import type { Rule } from "../diagnose/rule.ts";
import type { ExportDefinition } from "../load/exports/definition.ts";
import { dateFunctions } from "../metrics/date-functions.ts";
import type { Metric } from "../metrics/metric.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { ChartView, Template } from "./plugin.ts";

/** How a result is drawn that says `view=<name>`: in one of the ways that are built in, or as a chart. */
export type View =
  | { readonly name: "table" | "kpi" | "findings"; readonly chart?: never }
  | (ChartView & { readonly plugin: string });

/** A template, and the plugin that brings it: none of what is built in. */
export interface RegisteredTemplate extends Template {
  readonly plugin?: {
    readonly name: string;
    readonly path: string;
    /** Its name where it is an installed package. */
    readonly packageName: string | null;
  };
}

/** What one plugin brings, ready for use. */
export interface Registered {
  readonly name: string;
  readonly metrics: readonly Metric[];
  readonly exports: readonly ExportDefinition[];
  /** Ids of its columns in TypeScript. */
  readonly columns: readonly string[];
  readonly rules: readonly Rule[];
  /** Their paths are absolute. */
  readonly templates: readonly RegisteredTemplate[];
  readonly views: readonly View[];
}

/** Everything that a kernel knows: what is built in, and its plugins'. */
export interface Registry {
  readonly metrics: readonly Metric[];
  /** Of two formats that know as many of a file's headers the first is taken: a plugin's. */
  readonly exports: readonly ExportDefinition[];
  readonly rules: readonly Rule[];
  readonly templates: readonly RegisteredTemplate[];
  /** By name in small letters. */
  readonly views: ReadonlyMap<string, View>;
  /** What each name that a plugin gives to SQL is, by name in small letters. */
  readonly owned: ReadonlyMap<string, string>;
}

/**
 * @param builtIn  registered like any other; its names are known elsewhere and not in `owned`
 * @throws ProblemError `name_taken` for what two of them define, naming both
 */
export function compose(builtIn: Registered, plugins: readonly Registered[] = []): Registry {
  const holders = new Map<string, string>([
    ...dateFunctions.map(({ name }) => [`function ${name}`, "a built-in function"] as const),
    ...[...loadChecks, ...notComputed].map(
      ({ id }) => [`rule ${id.toLowerCase()}`, "a built-in rule"] as const,
    ),
  ]);
  const owned = new Map<string, string>();
  const all = [builtIn, ...plugins];
  for (const plugin of all) {
    const isBuiltIn = plugin === builtIn;
    for (const { kind, name, what } of claimsOf(plugin, isBuiltIn)) {
      const key = `${kind} ${name.toLowerCase()}`;
      const holder = holders.get(key);
      if (holder !== undefined) throw taken(name, holder, what);
      holders.set(key, what);
      if (kind === "function" && !isBuiltIn) owned.set(name.toLowerCase(), what);
    }
  }
  return {
    metrics: all.flatMap(({ metrics }) => metrics),
    exports: [...plugins, builtIn].flatMap(({ exports }) => exports),
    rules: all.flatMap(({ rules }) => rules),
    templates: all.flatMap(({ templates }) => templates),
    views: new Map(
      all.flatMap(({ views }) => views).map((view) => [view.name.toLowerCase(), view]),
    ),
    owned,
  };
}

/** The names that a plugin holds; those of one kind are free or taken. */
function claimsOf(plugin: Registered, isBuiltIn: boolean) {
  const of = (what: string): string =>
    isBuiltIn ? `a built-in ${what}` : `a ${what} of the plugin “${plugin.name}”`;
  const named = (kind: string, names: readonly string[], what: string) =>
    names.map((name) => ({ kind, name, what: of(what) }));
  return [
    { kind: "plugin", name: plugin.name, what: isBuiltIn ? "what is built in" : "a plugin" },
    ...named("function", plugin.metrics.map(nameOf), "metric"),
    ...named("function", plugin.columns, "column"),
    ...named("export", plugin.exports.map(idOf), "export"),
    ...named("rule", plugin.rules.map(idOf), "rule"),
    ...named("template", plugin.templates.map(nameOf), "template"),
    ...named("view", plugin.views.map(nameOf), "view"),
  ];
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}

function taken(name: string, holder: string, other: string): ProblemError {
  return new ProblemError({
    code: "name_taken",
    message: `“${name}” is ${holder} and ${other}`,
    next: "Rename one of them, or leave that plugin out.",
  });
}

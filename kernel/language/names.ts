import type { MetricDescription, OutlineColumn } from "../protocol/outline.ts";

/** What the text of a notebook can name, as far as it is known without running anything. */
export interface Names {
  readonly tables: readonly NamedTable[];
  /** The notebook's own first, then the built-in ones. */
  readonly metrics: readonly MetricDescription[];
  /** Parameters as SQL binds them: a date range is two. */
  readonly parameters: readonly NamedParameter[];
  readonly words: SqlWords;
}

export interface NamedTable {
  readonly kind: "source" | "result";
  readonly name: string;
  /** The name as SQL takes it: quoted where it has to be. */
  readonly sql: string;
  /** null: not loaded, or its cell has to run. */
  readonly rows: number | null;
  readonly columns: readonly OutlineColumn[];
}

export interface NamedParameter {
  readonly name: string;
  /** "number, 100 unless set". */
  readonly about: string;
  /** What it is in code: a day is text, too. */
  readonly values: "number" | "text" | "any";
}

/** What the engine itself brings, which the build asks it for. */
export interface SqlWords {
  readonly keywords: readonly string[];
  readonly functions: readonly EngineFunction[];
}

export interface EngineFunction {
  readonly name: string;
  /** One list of parameters for each way to call it. */
  readonly calls: readonly (readonly string[])[];
  /** Empty where the engine says nothing. */
  readonly doc: string;
}

export function findTable(names: Names, name: string): NamedTable | undefined {
  return names.tables.find((table) => isSame(table.name, name));
}

export function findMetric(names: Names, name: string): MetricDescription | undefined {
  return names.metrics.find((metric) => isSame(metric.name, name));
}

export function findFunction(names: Names, name: string): EngineFunction | undefined {
  return names.words.functions.find((one) => isSame(one.name, name));
}

export function findParameter(names: Names, name: string): NamedParameter | undefined {
  return names.parameters.find((parameter) => isSame(parameter.name, name));
}

/** Names are compared as SQL does. */
export function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

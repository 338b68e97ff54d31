import { attributeOf } from "../notebook/attributes.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { CellText } from "../protocol/calls.ts";
import type { MetricDescription, Outline } from "../protocol/outline.ts";
import {
  isSame,
  type NamedParameter,
  type NamedTable,
  type Names,
  type SqlWords,
} from "./names.ts";
import { readTokens } from "./sql-tokens.ts";

export interface NotebookFacts {
  readonly cells: readonly CellText[];
  /** The setup as it could be read last. */
  readonly settings: FrontMatter | undefined;
  /** What a kernel knew last; empty where none has run. */
  readonly outline: Outline;
  readonly builtIn: readonly MetricDescription[];
  readonly words: SqlWords;
}

/** What the file declares, with what a kernel knows of it. */
export function notebookNames(facts: NotebookFacts): Names {
  const { cells, settings, outline, builtIn, words } = facts;
  const results = cells.flatMap((cell) => resultName(cell) ?? []);
  const columns = settings?.columns ?? [];
  return {
    tables: [
      ...tables("source", settings?.sources.map(({ name }) => name) ?? [], outline.sources),
      ...tables("result", results, outline.results),
    ],
    metrics: [
      ...columns.map((column) => ownMetric(column, outline)),
      // Those that other files define.
      ...outline.metrics.filter(({ name }) => !columns.some((column) => isSame(column.name, name))),
      ...builtIn,
    ],
    parameters: (settings?.params ?? []).flatMap(boundParameters),
    words,
  };
}

/** What the cell calls its result. */
export function resultName({ kind, attributes }: CellText): string | undefined {
  const name = kind === "code" ? attributeOf(attributes, "name") : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

function tables(
  kind: NamedTable["kind"],
  declared: readonly string[],
  known: Outline["sources"],
): NamedTable[] {
  return declared.map((name) => {
    const table = known.find((each) => isSame(each.name, name));
    return table ? { kind, ...table } : { kind, name, sql: name, rows: null, columns: [] };
  });
}

function ownMetric(
  { name, formula, unit, label, better }: FrontMatter["columns"][number],
  { metrics }: Outline,
): MetricDescription {
  const known = metrics.find((metric) => isSame(metric.name, name));
  if (known) return known;
  return {
    id: name,
    name,
    family: "This notebook",
    label: label ?? name,
    labels: {},
    unit: unit ?? "score",
    better: better ?? "neither",
    inputs: columnsIn(formula).map((column) => ({ name: column, unit: "score" })),
    formula,
    sql: "",
    doc: "Defined in the notebook.",
    notes: "",
    source: "The notebook.",
  };
}

/** The names in a formula that are not called, each once. */
function columnsIn(formula: string): readonly string[] {
  const { tokens } = readTokens(formula);
  const names = tokens.flatMap(({ kind, value }, index) => {
    const isName = kind === "quoted" || kind === "word";
    return isName && tokens[index + 1]?.value !== "(" ? [value] : [];
  });
  return [...new Set(names)];
}

function boundParameters({
  name,
  kind,
  default: value,
}: FrontMatter["params"][number]): NamedParameter[] {
  const words = kind.replace("_", " ");
  if (typeof value === "object" && value !== null)
    return [
      {
        name: `${name}_from`,
        about: `first day of ${name}, ${value.from} unless set`,
        values: "text",
      },
      { name: `${name}_to`, about: `last day of ${name}, ${value.to} unless set`, values: "text" },
    ];
  const about = value === null ? words : `${words}, ${value} unless set`;
  return [{ name, about, values: valuesOf(kind) }];
}

function valuesOf(kind: FrontMatter["params"][number]["kind"]): NamedParameter["values"] {
  if (kind === "number") return "number";
  return kind === "choice" || kind === "query" ? "any" : "text";
}

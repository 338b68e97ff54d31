/**
 * What the columns of a query's rows are for several rows together: for a campaign, when the rows are
 * its ads. Nothing rather than something that may be wrong: an average of ratios, people counted twice.
 */

import { columnById } from "../metrics/columns.ts";
import type { Callable } from "../metrics/metric.ts";
import { parameters } from "../metrics/metric.ts";
import { kindOf } from "../protocol/column-kind.ts";
import type { OutputColumn } from "../protocol/output.ts";
import type { Unit } from "../protocol/unit.ts";
import type { JsonNode } from "./engine-json.ts";
import { listOf, nodesOf, textOf } from "./engine-json.ts";
import type { TableColumn } from "./query-columns.ts";
import { nameOf } from "./select-item.ts";
import type { Call, From, SqlExpression, SyntaxTree } from "./syntax-tree.ts";

export type RollUp =
  | { readonly kind: "sum" }
  /** Calculated anew; each input is a column that is summed, or a number as it was written. */
  | {
      readonly kind: "metric";
      readonly metric: string;
      readonly inputs: readonly { readonly name: string; readonly of: MetricInput }[];
    };

export type MetricInput = { readonly column: string } | { readonly number: string };

export interface RollUpNames {
  /** The columns of a source or a named result. */
  readonly table: (name: string) => readonly TableColumn[] | undefined;
  /** Whether it is a loaded export: there a known column holds what its name says. */
  readonly isSource: (name: string) => boolean;
  readonly metric: (name: string) => Callable | undefined;
}

/** For each column of the result what it is for several rows; null: not certain, or nothing. */
export function rollUps(
  tree: SyntaxTree | null,
  result: readonly OutputColumn[],
  names: RollUpNames,
): readonly (RollUp | null)[] {
  const nothing = result.map(() => null);
  const [query, raw] = [tree?.statements.at(-1), tree?.raw.at(-1)];
  // With several grouping sets the same rows are counted once in each.
  if (!raw || query?.kind !== "select" || listOf(raw, "group_sets").length > 1) return nothing;
  const { items, from, ctes } = query;
  const isCte = (name: string) => ctes.some((cte) => sameName(cte.name, name));
  const table: RollUpNames["table"] = (name) => (isCte(name) ? undefined : names.table(name));
  const isGrouped =
    listOf(raw, "group_expressions").length > 0 ||
    textOf(raw, "aggregate_handling") === "FORCE_AGGREGATES" ||
    nodesOf(raw, "modifiers").some((each) => textOf(each, "type") === "DISTINCT_MODIFIER");
  const ofRows =
    from.kind === "table" && !isCte(from.name) && names.isSource(from.name) && !isGrouped;
  const isAmount = (column: string) => ofRows && (columnById(column)?.additive ?? false);
  if (items.length === 1 && isPlainStar(items[0])) {
    return result.map((column) =>
      mayBeSummed(column) && isAmount(column.name) ? { kind: "sum" } : null,
    );
  }
  if (items.length !== result.length) return nothing;

  const written = nodesOf(raw, "select_list");
  const isNoAmount = (name: string) =>
    columnById(name.toLowerCase())?.additive === false ||
    names.metric(name) !== undefined ||
    unitsOf(name, from, table).some((unit) => doesNotAddUp.has(unit));
  const summed = items.flatMap((item, index) => {
    const column = result[index];
    const isAdditive =
      item.kind === "column" ? isAmount(item.path.at(-1) ?? "") : isSum(item, isNoAmount);
    return column && isAdditive && mayBeSummed(column) ? [{ item, column, index }] : [];
  });
  /** The result's column that holds what a metric is given. */
  const columnOf = (input: SqlExpression, node: JsonNode | undefined): string | undefined => {
    const same = summed.find(({ index }) => textOfNode(written[index]) === textOfNode(node));
    if (same || input.kind !== "column" || input.path.length !== 1) return same?.column.name;
    const [name = ""] = input.path;
    // A column of the tables goes before an alias.
    if (mayHave(name, from, table)) return undefined;
    return summed.find(({ item }) => sameName(nameOf(item) ?? "", name))?.column.name;
  };
  return items.map((item, index) => {
    if (summed.some((each) => each.item === item)) return { kind: "sum" };
    if (item.kind !== "call" || item.schema !== "" || item.modified || item.over) return null;
    const metric = names.metric(item.name);
    const inputs = nodesOf(written[index] ?? {}, "children");
    return (
      (metric &&
        calculatedAnew(metric, item, (part) => columnOf(part, inputs[item.parts.indexOf(part)]))) ??
      null
    );
  });
}

function calculatedAnew(
  metric: Callable,
  { parts }: Call,
  columnOf: (input: SqlExpression) => string | undefined,
): RollUp | null {
  const inputs: { name: string; of: MetricInput }[] = [];
  for (const [index, { name, default: without }] of parameters(metric).entries()) {
    const part =
      parts.find(({ alias }) => sameName(alias, name)) ??
      (parts[index]?.alias === "" ? parts[index] : undefined);
    if (!part && without !== undefined) continue;
    const column = part && columnOf(part);
    if (column !== undefined) inputs.push({ name, of: { column } });
    else if (part?.kind === "number") inputs.push({ name, of: { number: part.text } });
    else return null;
  }
  return inputs.some(({ of }) => "column" in of)
    ? { kind: "metric", metric: metric.name, inputs }
    : null;
}

/** Whether parts of the rows add up to the whole: `sum(x)`, `count(*)`, sums of those. */
function isSum(expression: SqlExpression, isNoAmount: (name: string) => boolean): boolean {
  const also = (part: SqlExpression) => isSum(part, isNoAmount);
  switch (expression.kind) {
    case "call": {
      const { name, schema, parts, modified, over } = expression;
      if (modified || over || !["", "main"].includes(schema)) return false;
      if (name === "+" || name === "-") return parts.every(also);
      if (name === "sum") return !parts.some((part) => columnsIn(part).some(isNoAmount));
      return ["count", "count_star", "count_if", "countif"].includes(name);
    }
    case "coalesce": {
      const [first, ...others] = expression.parts;
      return first !== undefined && also(first) && others.every(isZero);
    }
    case "cast":
      return also(expression.of);
    default:
      return false;
  }
}

function isZero(part: SqlExpression): boolean {
  return part.kind === "number" && Number(part.text) === 0;
}

/** The columns that an expression reads, as far as it is known; what is not is for the query's writer. */
function columnsIn(expression: SqlExpression): readonly string[] {
  switch (expression.kind) {
    case "column":
      return expression.path.slice(-1);
    case "call":
    case "coalesce":
    case "and":
    case "other":
      return expression.parts.flatMap(columnsIn);
    case "cast":
      return columnsIn(expression.of);
    case "case":
      return [...expression.branches.map(({ value }) => value), expression.otherwise].flatMap(
        columnsIn,
      );
    default:
      return [];
  }
}

/** Numbers whose sum over ads, days or regions means nothing. */
const doesNotAddUp: ReadonlySet<Unit | null> = new Set<Unit>(["people", "ratio", "multiple"]);

function mayBeSummed({ type, unit }: OutputColumn): boolean {
  return ["whole", "decimal", "double"].includes(kindOf(type)) && !doesNotAddUp.has(unit);
}

function unitsOf(name: string, from: From, table: RollUpNames["table"]): readonly (Unit | null)[] {
  if (from.kind === "join") {
    return [from.left, from.right].flatMap((side) => unitsOf(name, side, table));
  }
  const columns = from.kind === "table" ? table(from.name) : undefined;
  return columns?.flatMap((column) => (sameName(column.name, name) ? column.unit : [])) ?? [];
}

/** Whether the tables have a column of that name, as far as is known. */
function mayHave(name: string, from: From, table: RollUpNames["table"]): boolean {
  if (from.kind === "join") {
    return [from.left, from.right].some((side) => mayHave(name, side, table));
  }
  const columns = from.kind === "table" ? table(from.name) : undefined;
  return columns?.some((column) => sameName(column.name, name)) ?? true;
}

function isPlainStar(item: SqlExpression | undefined): boolean {
  return (
    item?.kind === "star" &&
    !item.open &&
    item.relation === "" &&
    [item.exclude, item.replace, item.rename].every((list) => list.length === 0)
  );
}

/** The same for two expressions that are written the same, wherever they stand. */
function textOfNode(node: JsonNode | undefined): string {
  if (!node) return "";
  return JSON.stringify({ ...node, alias: "" }, (key, value: unknown) =>
    key === "query_location" ? undefined : value,
  );
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

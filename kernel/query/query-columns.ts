import type { Callable } from "../metrics/metric.ts";
import type { Unit } from "../protocol/unit.ts";
import { functionQuantity, metricQuantity } from "./call-units.ts";
import { anyOf, castTo, inUnit, unknown, type Quantity } from "./quantity.ts";
import {
  emptyScope,
  joinScopes,
  renamed,
  resolve,
  tableColumns,
  tableScope,
  type Columns,
  type DerivedColumn,
  type Scope,
} from "./scope.ts";
import { givesSeveral, nameOf } from "./select-item.ts";
import type { Cte, From, Query, SqlExpression, Star } from "./syntax-tree.ts";

export interface TableColumn {
  readonly name: string;
  readonly unit: Unit | null;
  readonly label: string | null;
}

/** What a query may use by name. SQL compares names without case. */
export interface Names {
  /** Sources and named results. */
  readonly table: (name: string) => readonly TableColumn[] | undefined;
  /** Built-in metrics and the notebook's own. */
  readonly metric: (name: string) => Callable | undefined;
}

/** The columns that a query gives, in order; null where not even their number is certain. */
export function queryColumns(query: Query, names: Names): Columns {
  return new Derivation(names).query(query, { ctes: new Map(), outer: null });
}

interface Surroundings {
  readonly ctes: ReadonlyMap<string, Columns>;
  readonly outer: Scope | null;
}

class Derivation {
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  query(query: Query, around: Surroundings): Columns {
    const here = { ...around, ctes: this.#withCtes(query.ctes, around) };
    switch (query.kind) {
      case "select": {
        const scope = { ...this.#scope(query.from, here), outer: around.outer };
        return this.#items(query.items, scope, here);
      }
      case "set": {
        const [left, right] = [this.query(query.left, here), this.query(query.right, here)];
        if (!left || !right) return null;
        return query.byName ? unionByName(left, right) : union(left, right);
      }
      case "recursive":
        // Each round may change what a column measures.
        return (
          this.query(query.left, here)?.map(({ name }) => ({ name, quantity: unknown })) ?? null
        );
      default:
        return null;
    }
  }

  #withCtes(ctes: readonly Cte[], around: Surroundings): ReadonlyMap<string, Columns> {
    const known = new Map(around.ctes);
    for (const { name, query, columnNames } of ctes) {
      const columns = this.query(query, { ...around, ctes: known });
      known.set(name.toLowerCase(), renamed(columns, columnNames));
    }
    return known;
  }

  #scope(from: From, around: Surroundings): Scope {
    switch (from.kind) {
      case "empty":
        return emptyScope;
      case "table":
        return tableScope(from.alias, renamed(this.#table(from, around), from.columnNames));
      case "subquery":
        return tableScope(from.alias, renamed(this.query(from.query, around), from.columnNames));
      case "join": {
        const left = this.#scope(from.left, around);
        if (from.filters) return left;
        // A subquery on the right may use the columns on its left, with or without LATERAL.
        const outer = { ...left, outer: around.outer };
        const right = this.#scope(from.right, { ...around, outer });
        return joinScopes(left, right, from.natural ? null : from.using);
      }
      default:
        return tableScope(from.alias, null);
    }
  }

  #table(from: From & { kind: "table" }, around: Surroundings): Columns {
    if (from.catalog !== "" || !["", "main"].includes(from.schema)) return null;
    const cte = from.schema === "" ? around.ctes.get(from.name.toLowerCase()) : undefined;
    if (cte !== undefined) return cte;
    const columns = this.#names.table(from.name);
    return (
      columns?.map(({ name, unit, label }) => ({
        name,
        quantity: {
          kind: "measured",
          unit,
          measure: name.toLowerCase(),
          label: label === null ? null : { name, text: label },
          currencyFrom: unit === "money" ? [from.name] : null,
        },
      })) ?? null
    );
  }

  #items(items: readonly SqlExpression[], scope: Scope, around: Surroundings): Columns {
    const columns: DerivedColumn[] = [];
    const aliases = new Map<string, Quantity>();
    for (const item of items) {
      if (item.kind === "star") {
        const expanded = this.#star(item, scope, around);
        if (!expanded) return null;
        columns.push(...expanded);
        continue;
      }
      if (givesSeveral(item)) return null;
      const quantity = this.#quantity(item, scope, aliases, around);
      columns.push({ name: nameOf(item), quantity });
      const alias = item.alias.toLowerCase();
      if (alias !== "") aliases.set(alias, aliases.has(alias) ? unknown : quantity);
    }
    return columns;
  }

  #star(star: Star, scope: Scope, around: Surroundings): Columns {
    const columns = star.relation === "" ? scope.star : tableColumns(star.relation, scope);
    if (!columns || star.open) return null;
    const excluded = new Set(star.exclude.map((name) => name.toLowerCase()));
    return columns
      .filter(({ name }) => name === null || !excluded.has(name.toLowerCase()))
      .map((column) => {
        const isThis = (name: string) => name.toLowerCase() === column.name?.toLowerCase();
        const replacement = star.replace.find(({ name }) => isThis(name));
        const name = star.rename.find(({ from }) => isThis(from))?.to ?? column.name;
        if (!replacement) return { ...column, name };
        return { name, quantity: this.#quantity(replacement.value, scope, new Map(), around) };
      });
  }

  #quantity(
    expression: SqlExpression,
    scope: Scope,
    aliases: ReadonlyMap<string, Quantity>,
    around: Surroundings,
  ): Quantity {
    const quantity = (part: SqlExpression) => this.#quantity(part, scope, aliases, around);
    switch (expression.kind) {
      case "column":
        return resolve(expression.path, scope, aliases);
      case "number":
        return { kind: "number", value: Number(expression.text) };
      case "text":
      case "null":
        return { kind: expression.kind };
      case "call": {
        const { name, schema, parts, modified, over } = expression;
        const metric = schema === "" ? this.#names.metric(name) : undefined;
        const values = parts.map((part) => ({ name: part.alias, value: quantity(part) }));
        if (metric) return modified || over ? unknown : metricQuantity(metric, values);
        const isEngines = schema === "" || schema === "main";
        return isEngines
          ? functionQuantity(
              name,
              values.map(({ value }) => value),
              !modified && !over,
            )
          : unknown;
      }
      case "coalesce":
        return anyOf(expression.parts.map(quantity));
      case "case":
        return anyOf([
          ...expression.branches.map(({ value }) => quantity(value)),
          quantity(expression.otherwise),
        ]);
      case "cast":
        return castTo(expression.type, quantity(expression.of));
      case "comparison":
      case "and":
        return inUnit("boolean");
      case "subquery": {
        if (!expression.scalar) return unknown;
        const columns = this.query(expression.query, { ...around, outer: scope });
        return columns?.length === 1 ? (columns[0]?.quantity ?? unknown) : unknown;
      }
      default:
        return unknown;
    }
  }
}

function union(left: readonly DerivedColumn[], right: readonly DerivedColumn[]): Columns {
  if (left.length !== right.length) return null;
  return left.map(({ name, quantity }, index) => ({
    name,
    quantity: anyOf([quantity, right[index]?.quantity ?? unknown]),
  }));
}

function unionByName(left: readonly DerivedColumn[], right: readonly DerivedColumn[]): Columns {
  if ([...left, ...right].some(({ name }) => name === null)) return null;
  return [
    ...left.map((column) => ({
      ...column,
      quantity: anyOf([
        column.quantity,
        right.find((other) => sameName(other, column))?.quantity ?? { kind: "null" },
      ]),
    })),
    ...right.filter((column) => !left.some((other) => sameName(other, column))),
  ];
}

function sameName(left: DerivedColumn, right: DerivedColumn): boolean {
  return left.name?.toLowerCase() === right.name?.toLowerCase();
}

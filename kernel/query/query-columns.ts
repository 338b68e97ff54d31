import type { Callable } from "../metrics/metric.ts";
import type { Unit } from "../protocol/unit.ts";
import { functionQuantity, metricQuantity } from "./call-units.ts";
import { expandStar } from "./expand-star.ts";
import { anyOf, castTo, inUnit, unknown, type Quantity } from "./quantity.ts";
import {
  emptyScope,
  joinScopes,
  renamed,
  resolve,
  tableScope,
  type Columns,
  type DerivedColumn,
  type Scope,
} from "./scope.ts";
import { givesSeveral, nameOf } from "./select-item.ts";
import { union, unionByName } from "./union-columns.ts";
import type { Cte, From, Query, Select, SqlExpression } from "./syntax-tree.ts";
import { unmeasuredParts } from "./unmeasured-parts.ts";

export interface TableColumn {
  readonly name: string;
  readonly unit: Unit | null;
  readonly label: string | null;
  /** More than unit and label say. */
  readonly quantity?: Quantity;
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
  return new Derivation(names, null).query(query, nothingAround);
}

/** A query with all that is inside it. */
export interface ReadQuery {
  readonly columns: Columns;
  /** Every SELECT, those of CTEs and subqueries included, with the columns that it can name. */
  readonly selects: readonly { readonly select: Query & Select; readonly scope: Scope }[];
  /** Every query with clauses of its own, the same included. */
  readonly queries: readonly Query[];
  /** What each expression measures, wherever it stands. */
  readonly quantities: ReadonlyMap<SqlExpression, Quantity>;
}

export function readWhole(query: Query, names: Names): ReadQuery {
  const notes = { selects: [], queries: [], quantities: new Map() } satisfies Notes;
  const columns = new Derivation(names, notes).query(query, nothingAround);
  return { columns, ...notes };
}

interface Notes {
  readonly selects: { readonly select: Query & Select; readonly scope: Scope }[];
  readonly queries: Query[];
  readonly quantities: Map<SqlExpression, Quantity>;
}

interface Surroundings {
  readonly ctes: ReadonlyMap<string, Columns>;
  readonly outer: Scope | null;
}

const nothingAround: Surroundings = { ctes: new Map(), outer: null };

class Derivation {
  readonly #names: Names;
  readonly #notes: Notes | null;

  constructor(names: Names, notes: Notes | null) {
    this.#names = names;
    this.#notes = notes;
  }

  query(query: Query, around: Surroundings): Columns {
    const here = { ...around, ctes: this.#withCtes(query.ctes, around) };
    this.#notes?.queries.push(query);
    switch (query.kind) {
      case "select": {
        const scope = { ...this.#scope(query.from, here), outer: around.outer };
        const aliases = new Map<string, Quantity>();
        const columns = this.#items(query.items, scope, aliases, here);
        if (this.#notes) this.#note(query, scope, aliases, here);
        return columns;
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

  #note(
    select: Query & Select,
    scope: Scope,
    aliases: ReadonlyMap<string, Quantity>,
    around: Surroundings,
  ): void {
    this.#notes?.selects.push({ select, scope });
    const { where, groups, having, qualify, orders } = select;
    for (const part of [where, ...groups, having, qualify, ...orders]) {
      if (part) this.#quantity(part, scope, aliases, around);
    }
    // ORDER BY takes the select list's names before the tables'.
    for (const part of orders) {
      const name = part.kind === "column" && part.path.length === 1 ? part.path[0] : undefined;
      const quantity = name === undefined ? undefined : aliases.get(name.toLowerCase());
      if (quantity) this.#notes?.quantities.set(part, quantity);
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
      columns?.map(({ name, unit, label, quantity }) => ({
        name,
        quantity: quantity ?? {
          kind: "measured",
          unit,
          measure: name.toLowerCase(),
          label: label === null ? null : { name, text: label },
          currencyFrom: unit === "money" ? [from.name] : null,
        },
      })) ?? null
    );
  }

  #items(
    items: readonly SqlExpression[],
    scope: Scope,
    aliases: Map<string, Quantity>,
    around: Surroundings,
  ): Columns {
    const columns: DerivedColumn[] = [];
    let isKnown = true;
    for (const item of items) {
      if (item.kind === "star") {
        const expanded = expandStar(item, scope, (value) =>
          this.#quantity(value, scope, new Map(), around),
        );
        columns.push(...(expanded ?? []));
        isKnown &&= expanded !== null;
        continue;
      }
      isKnown &&= !givesSeveral(item);
      const quantity = this.#quantity(item, scope, aliases, around);
      columns.push({ name: nameOf(item), quantity });
      const alias = item.alias.toLowerCase();
      if (alias !== "") aliases.set(alias, aliases.has(alias) ? unknown : quantity);
    }
    return isKnown ? columns : null;
  }

  #quantity(
    expression: SqlExpression,
    scope: Scope,
    aliases: ReadonlyMap<string, Quantity>,
    around: Surroundings,
  ): Quantity {
    const found = this.#derived(expression, scope, aliases, around);
    if (!this.#notes) return found;
    this.#notes.quantities.set(expression, found);
    for (const part of unmeasuredParts(expression)) {
      this.#quantity(part, scope, aliases, around);
    }
    if (expression.kind === "subquery" && !expression.scalar) {
      this.query(expression.query, { ...around, outer: scope });
    }
    return found;
  }

  #derived(
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

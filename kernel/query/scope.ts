/** Which columns a name can mean, as the engine resolves it. */

import { anyOf, unknown, type Quantity } from "./quantity.ts";

export interface DerivedColumn {
  /** null: the engine makes one up, from the expression's text. */
  readonly name: string | null;
  readonly quantity: Quantity;
}

/** null: which columns there are is not known here. */
export type Columns = readonly DerivedColumn[] | null;

export interface Scope {
  readonly tables: readonly { readonly alias: string; readonly columns: Columns }[];
  /** What `*` stands for, columns merged by USING once. */
  readonly star: Columns;
  /** Columns merged by USING, by name in small letters. */
  readonly merged: ReadonlyMap<string, Quantity>;
  /** The query around a subquery. */
  readonly outer: Scope | null;
}

export const emptyScope: Scope = { tables: [], star: [], merged: new Map(), outer: null };

export function tableScope(alias: string, columns: Columns): Scope {
  return { ...emptyScope, tables: [{ alias, columns }], star: columns };
}

/** @param using  names of columns that are one; null: those that both sides have */
export function joinScopes(left: Scope, right: Scope, using: readonly string[] | null): Scope {
  const shared = new Set(
    (using ?? (left.star ?? []).flatMap(({ name }) => name ?? [])).map((name) =>
      name.toLowerCase(),
    ),
  );
  const merged = new Map([...left.merged, ...right.merged]);
  for (const name of shared) {
    const sides = [left, right].map((side) => lookUpHere(side, name));
    if (using || !sides.includes(undefined)) {
      merged.set(name, anyOf(sides.map((side) => side ?? unknown)));
    }
  }
  const isMerged = ({ name }: DerivedColumn) =>
    name !== null && shared.has(name.toLowerCase()) && merged.has(name.toLowerCase());
  const star = left.star &&
    right.star && [
      ...left.star.map((column) =>
        isMerged(column) ? { ...column, quantity: lookUp(column, merged) } : column,
      ),
      ...right.star.filter((column) => !isMerged(column)),
    ];
  return { tables: [...left.tables, ...right.tables], star, merged, outer: null };
}

function lookUp({ name }: DerivedColumn, merged: ReadonlyMap<string, Quantity>): Quantity {
  return merged.get((name ?? "").toLowerCase()) ?? unknown;
}

/**
 * What a column reference measures.
 *
 * @param aliases  of the items before it in the same select list; a column of that name goes first
 */
export function resolve(
  path: readonly string[],
  scope: Scope,
  aliases: ReadonlyMap<string, Quantity>,
): Quantity {
  const [first = "", second, ...rest] = path.map((part) => part.toLowerCase());
  if (rest.length > 0) return unknown;
  if (second !== undefined) {
    const columns = tableColumns(first, scope);
    return (columns && find(columns, second)) ?? unknown;
  }
  const here = lookUpHere(scope, first);
  if (here !== undefined) return here;
  const outside = scope.outer ? resolve([first], scope.outer, new Map()) : undefined;
  return aliases.get(first) ?? outside ?? unknown;
}

/** The columns of the table called so; null where they, or the table, are not known. */
export function tableColumns(alias: string, scope: Scope): Columns {
  const wanted = alias.toLowerCase();
  const named = scope.tables.filter((table) => table.alias.toLowerCase() === wanted);
  const [table] = named;
  if (table) return named.length === 1 ? table.columns : null;
  return scope.outer && tableColumns(wanted, scope.outer);
}

/** undefined: certainly not a column of these tables. */
function lookUpHere(scope: Scope, name: string): Quantity | undefined {
  const merged = scope.merged.get(name);
  if (merged) return merged;
  const found = scope.tables.flatMap(({ columns }) => (columns && find(columns, name)) ?? []);
  if (found.length > 0) return anyOf(found);
  return scope.tables.every(({ columns }) => isClosed(columns)) ? undefined : unknown;
}

function find(columns: readonly DerivedColumn[], name: string): Quantity | undefined {
  return columns.find((column) => column.name?.toLowerCase() === name)?.quantity;
}

function isClosed(columns: Columns): boolean {
  return columns?.every(({ name }) => name !== null) ?? false;
}

/** A derived table's columns under the names that it gives them; the engine numbers repeated ones. */
export function renamed(columns: Columns, names: readonly string[]): Columns {
  const used = new Set<string>();
  return (
    columns?.map(({ name, quantity }, index) => {
      const given = names[index] ?? name;
      if (given === null) return { name: null, quantity };
      let unique = given;
      for (let n = 1; used.has(unique.toLowerCase()); n++) unique = `${given}_${n}`;
      used.add(unique.toLowerCase());
      return { name: unique, quantity };
    }) ?? null
  );
}

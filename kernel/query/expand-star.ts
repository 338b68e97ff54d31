import type { Quantity } from "./quantity.ts";
import { tableColumns, type Columns, type Scope } from "./scope.ts";
import type { SqlExpression, Star } from "./syntax-tree.ts";

/**
 * The columns that `*` stands for, with its EXCLUDE, RENAME and REPLACE.
 *
 * @param quantityOf  what an expression of REPLACE measures
 */
export function expandStar(
  star: Star,
  scope: Scope,
  quantityOf: (replacement: SqlExpression) => Quantity,
): Columns {
  const columns = star.relation === "" ? scope.star : tableColumns(star.relation, scope);
  if (!columns || star.open) return null;
  const excluded = new Set(star.exclude.map((name) => name.toLowerCase()));
  return columns
    .filter(({ name }) => name === null || !excluded.has(name.toLowerCase()))
    .map((column) => {
      const isThis = (name: string) => name.toLowerCase() === column.name?.toLowerCase();
      const replacement = star.replace.find(({ name }) => isThis(name));
      const name = star.rename.find(({ from }) => isThis(from))?.to ?? column.name;
      return replacement ? { name, quantity: quantityOf(replacement.value) } : { ...column, name };
    });
}

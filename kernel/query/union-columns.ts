import { anyOf, unknown } from "./quantity.ts";
import type { Columns, DerivedColumn } from "./scope.ts";

export function union(left: readonly DerivedColumn[], right: readonly DerivedColumn[]): Columns {
  if (left.length !== right.length) return null;
  return left.map(({ name, quantity }, index) => ({
    name,
    quantity: anyOf([quantity, right[index]?.quantity ?? unknown]),
  }));
}

export function unionByName(
  left: readonly DerivedColumn[],
  right: readonly DerivedColumn[],
): Columns {
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

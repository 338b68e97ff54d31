import type { Unit } from "../protocol/unit.ts";
import { fitsType, unitOfType, type Quantity } from "./quantity.ts";
import { queryColumns, type Names } from "./query-columns.ts";
import type { SyntaxTree } from "./syntax-tree.ts";

/** A result's column as the engine describes it. */
export interface EngineColumn {
  readonly name: string;
  /** SQL type, such as "DECIMAL(18,2)". */
  readonly type: string;
}

export interface ResultColumn {
  readonly name: string;
  /** null: not certain, so the value is shown as it is. */
  readonly unit: Unit | null;
  /** Only where the column is exactly that metric or loaded column, under its name. */
  readonly label: string | null;
  /** Money only: the tables whose currency it is in, named as in the query; null: not certain. */
  readonly currencyFrom: readonly string[] | null;
}

/**
 * What each column of a statement's result measures, where that is certain. Derived from the text;
 * where that does not lead to the very columns that the engine gave, only their types speak.
 *
 * @param tree  null where the engine cannot give one
 * @param result  the columns of the last statement's result, in order
 */
export function resultColumns(
  tree: SyntaxTree | null,
  names: Names,
  result: readonly EngineColumn[],
): readonly ResultColumn[] {
  const last = tree?.statements.at(-1);
  const derived = (last && queryColumns(last, names)) ?? [];
  const agrees =
    derived.length === result.length &&
    derived.every(
      ({ name }, index) =>
        name === null || name.toLowerCase() === result[index]?.name.toLowerCase(),
    );
  return result.map((column, index) =>
    resultColumn(column, agrees ? derived[index]?.quantity : undefined),
  );
}

function resultColumn({ name, type }: EngineColumn, quantity: Quantity | undefined): ResultColumn {
  if (quantity?.kind !== "measured" || !quantity.unit || !fitsType(quantity.unit, type)) {
    return { name, unit: unitOfType(type), label: null, currencyFrom: null };
  }
  const { unit, label, currencyFrom } = quantity;
  return {
    name,
    unit,
    label: label && isUnder(label.name, name) ? label.text : null,
    currencyFrom: unit === "money" && currencyFrom?.length ? currencyFrom : null,
  };
}

/** Without an alias the engine calls a metric's column `ctr(clicks, impressions)`. */
function isUnder(own: string, name: string): boolean {
  const [known, shown] = [own.toLowerCase(), name.toLowerCase()];
  return shown === known || shown.startsWith(`${known}(`);
}

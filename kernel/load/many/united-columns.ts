import type { ColumnPlan, SqlType } from "../column-plan.ts";
import type { CellKind } from "../exports/definition.ts";
import type { LoadedTable } from "../loaded-table.ts";
import type { LoadReport } from "../../protocol/load-report.ts";
import type { FilePart } from "./file-part.ts";

/** A column of the whole source. */
export interface UnitedColumn {
  /** As in the first file that has it, but of a type that holds the values of all. */
  readonly plan: ColumnPlan;
  /** Indexes of the files that have it. */
  readonly inParts: readonly number[];
}

export function unitedColumns(files: readonly (readonly ColumnPlan[])[]): UnitedColumn[] {
  const columns = new Map<string, { plan: ColumnPlan; inParts: number[] }>();
  for (const [index, plans] of files.entries())
    for (const plan of plans) {
      const before = columns.get(plan.column.id);
      if (!before) columns.set(plan.column.id, { plan, inParts: [index] });
      else {
        before.inParts.push(index);
        before.plan = { ...before.plan, type: wider(before.plan.type, plan.type) };
      }
    }
  return [...columns.values()];
}

/** A type that holds every value of both as it is. */
function wider(a: SqlType, b: SqlType): SqlType {
  if (a === b) return a;
  const both = new Set([a, b]);
  const among = (...types: SqlType[]): boolean => [...both].every((type) => types.includes(type));
  if (among("DATE", "TIMESTAMP")) return "TIMESTAMP";
  if (among("BIGINT", "DECIMAL(18,6)")) return "DECIMAL(18,6)";
  // One of the two is empty, or they have been settled.
  return both.has("VARCHAR") ? (a === "VARCHAR" ? b : a) : "VARCHAR";
}

/**
 * The kind of a column that no definition knows is told by its cells, file by file. Where files come
 * to different results, the parts that must be read again, with the kind that suits all.
 *
 * @returns by the file's place; undefined: it stays as it is
 */
export function settleKinds(
  parts: readonly FilePart[],
  loaded: readonly { readonly table: LoadedTable; readonly report: LoadReport }[],
): (FilePart | undefined)[] {
  const kinds = new Map<string, Set<CellKind>>();
  for (const { table, report } of loaded)
    for (const { column, kind } of table.plans) {
      const nulls = report.columns.find(({ id }) => id === column.id)?.nulls;
      // A column without a value fits whatever the others are.
      if (column.kind !== "unknown" || nulls === report.rows.loaded) continue;
      kinds.set(column.id, (kinds.get(column.id) ?? new Set()).add(kind));
    }
  const settled = new Map(
    [...kinds].filter(([, found]) => found.size > 1).map(([id, found]) => [id, common(found)]),
  );
  return parts.map((part, index) => {
    const differs = loaded[index]?.table.plans.some(
      ({ column, kind }) => settled.has(column.id) && settled.get(column.id) !== kind,
    );
    if (!differs) return undefined;
    const { recognition } = part.sniffed;
    const columns = recognition.columns.map((column) => ({
      ...column,
      kind: settled.get(column.id) ?? column.kind,
    }));
    return { ...part, sniffed: { ...part.sniffed, recognition: { ...recognition, columns } } };
  });
}

function common(kinds: ReadonlySet<CellKind>): CellKind {
  const among = (...some: CellKind[]): boolean => [...kinds].every((kind) => some.includes(kind));
  if (among("int", "decimal")) return "decimal";
  return among("int", "id") ? "id" : "text";
}

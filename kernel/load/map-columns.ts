import { loadedColumnId } from "../metrics/columns.ts";
import type { CellKind } from "./exports/definition.ts";
import type { Meaning } from "./header-lookup.ts";
import { cleanName } from "./header-text.ts";
import type { TextRecord } from "./records.ts";

/** One column of the file, as far as its header tells. */
export interface MappedColumn {
  readonly position: number;
  readonly header: string;
  /** Name in the table; unique. */
  readonly id: string;
  /** `unknown`: no definition knows the header; the cells decide. */
  readonly kind: CellKind | "unknown";
  /** Canonical id, where the definition knows the header; the name in the table may differ. */
  readonly means: string | undefined;
  /** An earlier column of the file means the same. */
  readonly repeats: boolean;
}

/** The columns of a table, by the meanings of its headers: each with a name of its own. */
export function mapColumns(
  header: TextRecord,
  meanings: readonly (Meaning | undefined)[],
  stated: { readonly clicks?: string; readonly cvr?: string },
): MappedColumn[] {
  const meant = meanings.map((meaning) => {
    const id = meaning?.column.id;
    if (id === "clicks_unspecified" && stated.clicks !== undefined)
      return `clicks_${stated.clicks}`;
    return id === "cvr_ambiguous" && stated.cvr !== undefined ? `cvr_${stated.cvr}` : id;
  });
  // Canonical ids first: a cleaned unknown name must never take the place of one.
  const taken = new Set(meant.flatMap((id) => (id === undefined ? [] : [loadedColumnId(id)])));
  const seen = new Set<string>();
  return header.map((cell, position) => {
    const means = meant[position];
    const wanted = loadedColumnId(means ?? cleanName(cell));
    const repeats = means !== undefined && seen.has(wanted);
    seen.add(wanted);
    let id = wanted;
    if (means === undefined || repeats)
      for (let number = 2; taken.has(id); number++) id = `${wanted}_${number}`;
    taken.add(id);
    return {
      position,
      header: cell.replace(/^\ufeff/, "").trim(),
      id,
      kind: meanings[position]?.column.kind ?? "unknown",
      means,
      repeats,
    };
  });
}

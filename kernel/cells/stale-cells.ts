import type { Cell } from "../notebook/cell.ts";
import type { CellInput, CellInputs, StaleCell } from "../protocol/calls.ts";
import { digest } from "./digest.ts";
import type { InputHashes } from "./input-hashes.ts";
import type { PlannedCell } from "./plan-cells.ts";

/**
 * The cells whose outputs were made from something else than what is there now, in document order.
 *
 * @param shown for each cell what its outputs were made from; undefined where it has not run
 */
export async function staleCells(
  cells: readonly PlannedCell[],
  hashes: InputHashes,
  shown: readonly (CellInputs | null | undefined)[],
): Promise<StaleCell[]> {
  const stale: StaleCell[] = [];
  for (const [index, before] of shown.entries()) {
    if (before === undefined || cells[index]?.cell.kind === "markdown") continue;
    const because = before === null ? ["it did not run to its end"] : await changes(index);
    if (because.length > 0) stale.push({ index, because });
  }
  return stale;

  async function changes(index: number): Promise<string[]> {
    const now = await hashes.shown(index);
    const before = shown[index] ?? [];
    // Of a cell that fails because of the names in the notebook, these are an input too.
    const named = before.some(({ kind }) => kind === "names");
    const names = named ? [namesInput(cells.map(({ cell }) => cell))] : [];
    return differences(before, [...now, ...names]);
  }
}

/** Names and attributes of all cells, and their order. */
export function namesInput(cells: readonly Cell[]): CellInput {
  const hash = digest(cells.map(({ language, attributes }) => [language, attributes]));
  return { kind: "names", name: "", hash };
}

function differences(before: CellInputs, now: CellInputs): string[] {
  const then = new Map(before.map((input) => [keyOf(input), input]));
  const current = new Map(now.map((input) => [keyOf(input), input]));
  const changed = [...current].filter(([key, { hash }]) => then.get(key)?.hash !== hash);
  const gone = [...then].filter(([key]) => !current.has(key));
  const inputs = [...changed, ...gone].map(([, input]) => input);
  // With the text, what it reads may have changed, which says nothing more.
  const own = inputs.filter(({ kind }) => kind === "text" || kind === "setup");
  return [...new Set((own.length > 0 ? own : inputs).map(wordsFor))];
}

function keyOf({ kind, name }: CellInput): string {
  return `${kind} ${name.toLowerCase()}`;
}

function wordsFor({ kind, name }: CellInput): string {
  switch (kind) {
    case "text":
      return "the cell changed";
    case "setup":
      return "the setup changed";
    case "result":
      return `${name} changed`;
    case "above":
      return /^\d+$/.test(name) ? "a cell above changed" : `${name} above changed`;
    case "parameter":
      return `$${name} changed`;
    case "source":
      return `the source ${name} changed`;
    case "metric":
      return `${name}() changed`;
    case "targets":
      return name === "" ? "the targets changed" : "the targets or thresholds changed";
    case "names":
      return "the names or the order of the cells changed";
  }
}

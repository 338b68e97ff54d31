import { createHash } from "node:crypto";
import type { CellOutput } from "../protocol/output.ts";
import type { InputHashes } from "./input-hashes.ts";
import { unnamedTable } from "./kept-results.ts";
import type { PlannedCell } from "./plan-cells.ts";

/** What a cell showed when it ran. */
export interface ShownBefore {
  readonly outputs: readonly CellOutput[];
  /** The table of the session that holds its rows, unless it is gone since. */
  readonly table: string;
}

const maxKept = 500;

/**
 * What the cells showed, each under what it was made from. A cell that changed, or whose inputs did,
 * is under another key, so an old number is never found for a new question.
 */
export class CellOutputs {
  readonly #shown = new Map<string, ShownBefore>();
  /** The key under which a table's rows were made. */
  readonly #owners = new Map<string, string>();
  /** Texts of cells that ran, whatever their inputs were. */
  readonly #ran = new Set<string>();

  async remember(
    index: number,
    cells: readonly PlannedCell[],
    hashes: InputHashes,
    outputs: readonly CellOutput[],
  ): Promise<void> {
    const planned = cells[index];
    if (!planned) return;
    const key = await keyOf(index, planned, hashes);
    const table = planned.name ?? unnamedTable(index);
    this.#shown.delete(key);
    this.#shown.set(key, { outputs, table });
    this.#owners.set(table, key);
    this.#ran.add(textKey(planned));
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > maxKept && oldest !== undefined) this.#shown.delete(oldest);
  }

  /** Null for a cell that has not run as it is now, over what it would read now. */
  async of(
    index: number,
    planned: PlannedCell,
    hashes: InputHashes,
  ): Promise<(ShownBefore & { readonly ownsTable: boolean }) | null> {
    const key = await keyOf(index, planned, hashes);
    const shown = this.#shown.get(key);
    return shown ? { ...shown, ownsTable: this.#owners.get(shown.table) === key } : null;
  }

  /** Whether a cell of this text ran at some time. */
  hasRun(planned: PlannedCell): boolean {
    return this.#ran.has(textKey(planned));
  }
}

function textKey({ cell: { language, attributes, text } }: PlannedCell): string {
  return JSON.stringify([language, attributes, text]);
}

async function keyOf(index: number, planned: PlannedCell, hashes: InputHashes): Promise<string> {
  return createHash("sha256")
    .update(textKey(planned))
    .update(await hashes.of(index))
    .digest("hex");
}

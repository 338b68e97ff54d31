import { createHash } from "node:crypto";
import type { ParseSql } from "../query/read-tree.ts";
import { parseTree } from "../query/read-tree.ts";
import { referencedParameters, referencedTables } from "../query/references.ts";
import type { Parameters } from "../session/parameters.ts";
import type { PlannedCell } from "./plan-cells.ts";

export interface NotebookInputs {
  /** What identifies a source's loaded bytes, by the source's name. */
  readonly sources: ReadonlyMap<string, string>;
  readonly parameters: Parameters;
  readonly metrics: readonly string[];
  readonly parse: ParseSql;
}

/**
 * What a cell's result is made from, as one hash each: its text, and the sources, parameters, metrics
 * and results above it that it reads. A cell that the engine cannot parse reads all of them.
 */
export class InputHashes {
  readonly #cells: readonly PlannedCell[];
  readonly #inputs: NotebookInputs;
  readonly #known = new Map<number, Promise<string>>();

  constructor(cells: readonly PlannedCell[], inputs: NotebookInputs) {
    this.#cells = cells;
    this.#inputs = inputs;
  }

  of(index: number): Promise<string> {
    const known = this.#known.get(index) ?? this.#hash(index);
    this.#known.set(index, known);
    return known;
  }

  async #hash(index: number): Promise<string> {
    const { sources, parameters, metrics, parse } = this.#inputs;
    const text = this.#cells[index]?.cell.text ?? "";
    const tree = await parseTree(text, parse);
    const tables =
      tree.kind === "tree"
        ? new Set(referencedTables(tree).map(({ name }) => name.toLowerCase()))
        : null;
    const bound = tree.kind === "tree" ? new Set(referencedParameters(tree)) : null;
    const above = this.#cells
      .slice(0, index)
      .flatMap(({ name }, at) =>
        name !== null && (tables?.has(name.toLowerCase()) ?? true) ? [at] : [],
      );
    const inputs = {
      text,
      metrics,
      sources: [...sources].filter(([name]) => tables?.has(name.toLowerCase()) ?? true),
      parameters: Object.entries(parameters).filter(([name]) => bound?.has(name) ?? true),
      results: await Promise.all(above.map((at) => this.of(at))),
    };
    return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
  }
}

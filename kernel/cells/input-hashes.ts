import { createHash } from "node:crypto";
import type { ParseSql } from "../query/read-tree.ts";
import { parseTree } from "../query/read-tree.ts";
import { referencedParameters, referencedTables } from "../query/references.ts";
import type { Parameters } from "../session/parameters.ts";
import type { PlannedCell } from "./plan-cells.ts";

export interface NotebookInputs {
  /** What identifies a source's loaded bytes, by the source's name in small letters. */
  readonly sources: ReadonlyMap<string, string>;
  readonly parameters: Parameters;
  readonly metrics: readonly string[];
  readonly parse: ParseSql;
}

/**
 * What a cell's result is made from, as one hash each: its text, and the sources, parameters, metrics
 * and results above it that it reads. A cell of which that cannot be told reads all that is above it.
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
    const read = tree.kind === "tree" ? namesOf(referencedTables(tree)) : null;
    const above = [...this.#cells.slice(0, index).entries()];
    const known = new Set([...namesOf(above.map(([, cell]) => cell)), ...sources.keys()]);
    // A table that is neither was made by a statement above, whichever that is.
    const tables = read && [...read].every((name) => known.has(name)) ? read : null;
    const bound = tree.kind === "tree" ? new Set(referencedParameters(tree)) : null;
    const results = above.filter(([, { name, cell }]) =>
      tables ? name !== null && tables.has(name.toLowerCase()) : cell.kind === "code",
    );
    const inputs = {
      text,
      metrics,
      sources: [...sources].filter(([name]) => tables?.has(name) ?? true),
      parameters: Object.entries(parameters).filter(([name]) => bound?.has(name) ?? true),
      results: await Promise.all(results.map(([at]) => this.of(at))),
    };
    return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
  }
}

function namesOf(named: readonly { readonly name: string | null }[]): ReadonlySet<string> {
  return new Set(named.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
}

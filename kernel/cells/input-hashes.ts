import type { CellInput, CellInputs } from "../protocol/calls.ts";
import type { ParseSql } from "../query/read-tree.ts";
import { parseTree } from "../query/read-tree.ts";
import { calledFunctions, referencedParameters, referencedTables } from "../query/references.ts";
import type { Parameters } from "../session/parameters.ts";
import { chartDataName } from "./chart-cell.ts";
import { diagnosedTables } from "./diagnose-cell.ts";
import { digest } from "./digest.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { columnDefinerOf } from "./plan-cells.ts";

export interface NotebookInputs {
  /** What identifies a source, by the source's name in small letters. */
  readonly sources: ReadonlyMap<string, string>;
  readonly parameters: Parameters;
  /** What identifies each metric's definition, the notebook's own included, by name in small letters. */
  readonly metrics: ReadonlyMap<string, string>;
  /** What identifies the notebook's targets, which tiles are compared with. */
  readonly targets: string;
  /** What identifies the plugin behind each view that is not built in, by name in small letters. */
  readonly views: ReadonlyMap<string, string>;
  /** Texts of the included files. */
  readonly included: readonly string[];
  /** What identifies the targets and thresholds together, which rules judge by. */
  readonly limits: string;
  readonly parse: ParseSql;
}

/** The names that a cell reads, in small letters; null: it cannot be told. */
interface Reads {
  readonly tables: ReadonlySet<string> | null;
  readonly parameters: ReadonlySet<string> | null;
  readonly functions: ReadonlySet<string> | null;
  /** It may change what any cell below it finds. */
  readonly acts: boolean;
}

/** Of TypeScript, whose queries are made while it runs. It writes to nothing but what it exports. */
const everything: Reads = { tables: null, parameters: null, functions: null, acts: false };
const unknown: Reads = { tables: null, parameters: null, functions: null, acts: false };

/**
 * What a cell's result is made from: its text, and the sources, parameters, metrics and results above
 * it that it reads. A cell of which that cannot be told reads all that is above it; a statement that is
 * no query is read by all that is below it.
 */
export class InputHashes {
  readonly #cells: readonly PlannedCell[];
  readonly #inputs: NotebookInputs;
  readonly #made = new Map<number, Promise<CellInputs>>();
  readonly #reads = new Map<number, Promise<Reads>>();

  constructor(cells: readonly PlannedCell[], inputs: NotebookInputs) {
    this.#cells = cells;
    this.#inputs = inputs;
  }

  /** One hash of all that the cell's result is made from. */
  async of(index: number): Promise<string> {
    return digest(await this.#madeFrom(index));
  }

  /** The same one by one, with what decides how the result is shown. */
  async shown(index: number): Promise<CellInputs> {
    const cell = this.#cells[index];
    if (cell?.cell.kind === "setup") return this.#setup(cell.cell.text);
    const made = await this.#madeFrom(index);
    const { targets, views } = this.#inputs;
    const view = cell?.view ?? "table";
    const drawn = [view, views.get(view.toLowerCase()) ?? ""];
    return made
      .map((input) =>
        input.kind === "text" ? { ...input, hash: digest([input.hash, ...drawn]) } : input,
      )
      .concat(view.toLowerCase() === "kpi" ? [{ kind: "targets", name: "", hash: targets }] : []);
  }

  #setup(text: string): CellInputs {
    const { sources, included } = this.#inputs;
    return [
      { kind: "setup", name: "", hash: digest([text, ...included]) },
      ...[...sources].map(([name, hash]): CellInput => ({ kind: "source", name, hash })),
    ];
  }

  #madeFrom(index: number): Promise<CellInputs> {
    const known = this.#made.get(index) ?? this.#collect(index);
    this.#made.set(index, known);
    return known;
  }

  #readsOf(index: number): Promise<Reads> {
    const known = this.#reads.get(index) ?? readsOf(this.#cells[index], this.#inputs);
    this.#reads.set(index, known);
    return known;
  }

  async #collect(index: number): Promise<CellInputs> {
    const { sources, parameters, metrics, limits } = this.#inputs;
    const own = this.#cells[index];
    const reads = await this.#readsOf(index);
    const above = [...this.#cells.slice(0, index).entries()].filter(
      ([, { cell }]) => cell.kind === "code",
    );
    const known = new Set([
      ...above.flatMap(([, { defines }]) => defines.map((name) => name.toLowerCase())),
      ...sources.keys(),
    ]);
    // A table that is neither was made by a statement above, whichever that is.
    const tables =
      reads.tables && [...reads.tables].every((name) => known.has(name)) ? reads.tables : null;
    const results: CellInput[] = [];
    for (const [ordinal, [at, { name, defines, columns }]] of above.entries()) {
      const read = tables && defines.filter((one) => tables.has(one.toLowerCase()));
      const called = columns.filter((one) => reads.functions?.has(one.toLowerCase()));
      const hash = (read?.length ?? 0) + called.length > 0 ? await this.of(at) : "";
      for (const one of read ?? []) results.push({ kind: "result", name: one, hash });
      for (const one of called) results.push({ kind: "metric", name: one, hash });
      if (hash !== "") continue;
      if (!tables || (await this.#readsOf(at)).acts)
        results.push({ kind: "above", name: name ?? String(ordinal + 1), hash: await this.of(at) });
    }
    return [
      { kind: "text", name: "", hash: digest([own?.cell.text, own?.data]) },
      ...results,
      ...pick("source", sources, tables),
      ...pick("parameter", hashed(parameters), reads.parameters),
      ...pick("metric", metrics, reads.functions),
      ...(own?.cell.language === "diagnose"
        ? [{ kind: "targets", name: "thresholds", hash: limits } as const]
        : []),
    ];
  }
}

async function readsOf(
  planned: PlannedCell | undefined,
  { parse, sources }: NotebookInputs,
): Promise<Reads> {
  if (!planned || planned.cell.kind !== "code") return unknown;
  const { cell, data } = planned;
  if (cell.language === "vega-lite") {
    const name = chartDataName(cell.text, data)?.toLowerCase();
    const tables = name === undefined ? null : new Set([name]);
    return { tables, parameters: new Set(), functions: new Set(), acts: false };
  }
  if (cell.language === "ts") return everything;
  if (cell.language === "diagnose") {
    const tables = diagnosedTables(cell.text, sources.keys());
    return { tables, parameters: new Set(), functions: new Set(), acts: false };
  }
  const tree = await parseTree(cell.text, parse);
  if (tree.kind !== "tree") return { ...unknown, acts: tree.kind === "other_statement" };
  return {
    tables: namesOf(referencedTables(tree)),
    parameters: new Set(referencedParameters(tree).map((name) => name.toLowerCase())),
    functions: namesOf(calledFunctions(tree)),
    acts: false,
  };
}

function pick(
  kind: CellInput["kind"],
  all: ReadonlyMap<string, string>,
  chosen: ReadonlySet<string> | null,
): CellInput[] {
  return [...all]
    .filter(([name]) => chosen?.has(name.toLowerCase()) ?? true)
    .map(([name, hash]) => ({ kind, name, hash }));
}

function hashed(parameters: Parameters): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(parameters).map(([name, value]) => [
      name,
      digest(typeof value === "bigint" ? `${value}n` : value),
    ]),
  );
}

function namesOf(named: readonly { readonly name: string | null }[]): ReadonlySet<string> {
  return new Set(named.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
}

/** What the cell that defines a column is made from; undefined where none does. */
export function columnHashes(
  cells: readonly PlannedCell[],
  hashes: InputHashes,
): (id: string) => Promise<string | undefined> {
  return async (id) => {
    const definer = columnDefinerOf(cells, id);
    return definer < 0 ? undefined : hashes.of(definer);
  };
}

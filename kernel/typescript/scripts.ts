import type { Callable } from "../metrics/metric.ts";
import { columnMacro, dropColumnMacro } from "../metrics/macros.ts";
import { isNumberUnit } from "../protocol/unit.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { ColumnFunction } from "../session/column-function.ts";
import type { Parameters } from "../session/parameters.ts";
import type { Session } from "../session/session.ts";
import type { CellCode } from "./cell-code.ts";
import type { CellMade, ColumnSignature } from "./messages.ts";
import type { CellRun, ThreadOptions } from "./script-thread.ts";
import { ScriptThread } from "./script-thread.ts";

/** A column that a cell defined. */
export interface DefinedColumn {
  readonly signature: ColumnSignature;
  /** What the cell was made from; empty once the cell has begun to run again. */
  readonly hash: string;
  readonly thread: ScriptThread;
}

/** What the cell that defines a column would be made from now; undefined where none does. */
type HashOf = (id: string) => Promise<string | undefined>;

/** What the TypeScript cells of a notebook have made and not yet lost, and the thread that holds it. */
export class Scripts {
  readonly #options: ThreadOptions;
  #thread: ScriptThread | null = null;
  /** By name in small letters: what the cell that exported it was made from. */
  readonly #exports = new Map<string, string>();
  /** By id in small letters. */
  readonly #columns = new Map<string, DefinedColumn>();
  /** Of plugins, which outlive the cells. */
  #provided: readonly Omit<DefinedColumn, "hash">[] = [];
  /** Why a column failed in the query that runs: the engine passes on its text only. */
  #failure: ProblemError | null = null;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** What the cell was made from that exported a name; undefined where the value is not there. */
  exported(name: string): string | undefined {
    return this.#thread?.isAlive ? this.#exports.get(name.toLowerCase()) : undefined;
  }

  /** What the cell was made from that defined a column; undefined where it cannot be computed. */
  defined(id: string): string | undefined {
    const column = this.#columns.get(id.toLowerCase());
    return column?.thread.isAlive ? column.hash : undefined;
  }

  /**
   * Runs a cell's code.
   *
   * @param hash  what the cell is made from
   * @param given  exports of other cells that it uses
   * @throws ProblemError as ScriptThread.run()
   */
  async run(
    code: CellCode,
    { hash, given, parameters }: { hash: string; given: readonly string[]; parameters: Parameters },
    cell: CellRun,
  ): Promise<CellMade> {
    const thread = this.#use(code);
    const { script, inserted, columns } = code;
    const own = { script, inserted, columns };
    const made = await thread.run({ code: own, given, parameters }, cell);
    for (const { name } of made.exports) this.#exports.set(name.toLowerCase(), hash);
    for (const signature of made.columns)
      this.#columns.set(signature.id.toLowerCase(), { signature, hash, thread });
    return made;
  }

  /** Columns that are there besides those of cells, until others are. */
  provide(columns: readonly Omit<DefinedColumn, "hash">[]): void {
    this.#provided = columns;
  }

  /**
   * Makes those columns callable whose cells are as they were when they defined them, and no others.
   */
  async sync(session: Session, hashOf: HashOf): Promise<ReadonlyMap<string, Callable>> {
    const callable = new Map<string, Callable>();
    for (const [key, column] of this.#columns) {
      const { signature, hash, thread } = column;
      if (thread.isAlive && (await hashOf(key)) === hash) {
        await this.#define(session, column);
        callable.set(key, callableOf(signature));
      } else {
        this.#columns.delete(key);
        await session.run(dropColumnMacro(signature.id), {}, { trusted: true });
      }
    }
    for (const column of this.#provided) {
      await this.#define(session, column);
      callable.set(column.signature.id.toLowerCase(), callableOf(column.signature));
    }
    return callable;
  }

  /** The columns that give numbers and can be called now, as sync() would have them. */
  async metrics(hashOf: HashOf): Promise<readonly Callable[]> {
    const found: Callable[] = [];
    for (const [key, { signature, hash, thread }] of this.#columns)
      if (signature.unit !== "text" && thread.isAlive && (await hashOf(key)) === hash)
        found.push(callableOf(signature));
    return found;
  }

  /** Work whose query fails with what a column said, where it fails because of one. */
  async explaining<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#failure = null;
    return work().catch((error: unknown) => {
      throw this.#failure ?? error;
    });
  }

  close(): void {
    this.#thread?.close();
  }

  /** The thread that runs, or a new one, which has nothing yet; what the cell makes is forgotten first. */
  #use({ exports, columns }: CellCode): ScriptThread {
    for (const name of exports) this.#exports.delete(name.toLowerCase());
    for (const id of columns) {
      const column = this.#columns.get(id.toLowerCase());
      if (column) this.#columns.set(id.toLowerCase(), { ...column, hash: "" });
    }
    if (this.#thread?.isAlive) return this.#thread;
    this.#exports.clear();
    this.#thread = new ScriptThread(this.#options);
    return this.#thread;
  }

  async #define(
    session: Session,
    { signature, thread }: Omit<DefinedColumn, "hash">,
  ): Promise<void> {
    const { id, number, unit } = signature;
    const name = `__column_${thread.serial}_${number}`;
    const inputs = signature.inputs.map(([input, measure]) => ({
      name: input,
      isNumber: isNumberUnit(measure),
    }));
    const compute: ColumnFunction["compute"] = (rows) => {
      try {
        return thread.compute({ ...rows, number }, id);
      } catch (error) {
        if (error instanceof ProblemError) this.#failure = error;
        throw error;
      }
    };
    await session.define(
      {
        name,
        inputs: inputs.map(({ isNumber }) => (isNumber ? "number" : "text")),
        result: unit === "text" ? "text" : "number",
        compute,
      },
      columnMacro(id, inputs, name),
    );
  }
}

/** What is no number passes for anything. */
function callableOf({ id, label, unit, better, inputs }: ColumnSignature): Callable {
  return {
    name: id,
    label,
    unit: unit === "text" ? "score" : unit,
    better,
    inputs: Object.fromEntries(
      inputs.map(([name, measure]) => [name, isNumberUnit(measure) ? measure : "score"]),
    ),
    formula: null,
  };
}

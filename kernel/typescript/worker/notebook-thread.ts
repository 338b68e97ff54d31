import * as vm from "node:vm";
import { dirname, join } from "node:path";
import type { Problem } from "../../protocol/problem.ts";
import { ProblemError } from "../../protocol/problem.ts";
import type { Parameters } from "../../session/parameters.ts";
import type { CellMade, ColumnCall, ColumnValues, FromThread, ToThread } from "../messages.ts";
import { ownModule } from "../names-in.ts";
import { handle } from "../rewrite.ts";
import type { Column } from "./columns.ts";
import { computeRows } from "./columns.ts";
import { Importer } from "./import-module.ts";
import { notebookApi } from "./notebook-api.ts";
import { Printed } from "./printed.ts";
import { shownOf, tableOf } from "./shown.ts";
import { userProblem } from "./user-error.ts";

type Send = (message: FromThread, transfer?: readonly ArrayBuffer[]) => void;
type Run = Extract<ToThread, { readonly type: "run" }>;

interface Asked {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** What the script hands over. */
interface Handle {
  readonly import: (specifier: string, names: readonly string[]) => Promise<object>;
  /** The value to show. */
  v: unknown;
  exports: Readonly<Record<string, unknown>>;
}

type Script = (own: Handle, ...given: readonly unknown[]) => Promise<void>;

/** What a cell exported stays here under its name, and what it defined under its number. */
export class NotebookThread {
  readonly #send: Send;
  readonly #file: string;
  readonly #api: Readonly<Record<string, unknown>>;
  readonly #importer: Importer;
  readonly #printed: Printed;
  readonly #exports = new Map<string, unknown>();
  readonly #columns = new Map<number, Column>();
  readonly #asked = new Map<number, Asked>();
  #asks = 0;
  #run: Run | null = null;
  #defined: Column[] = [];
  #parameters: Parameters = {};
  /** Of a promise that nobody waits for. */
  #unhandled: { readonly error: unknown } | null = null;
  #fail: ((error: unknown) => void) | null = null;

  constructor(notebookPath: string, send: Send) {
    this.#send = send;
    this.#file = join(dirname(notebookPath), "[cell].js");
    this.#printed = new Printed((text) => send({ type: "printed", text }));
    this.#api = notebookApi({
      query: (sql, parameters) => this.#query(sql, parameters),
      define: (column) => this.#define(column),
      parameters: () => this.#parameters,
    });
    this.#importer = new Importer(notebookPath, this.#api);
    globalThis.console = this.#printed.console;
    // It would end the thread, and with it all that other cells have exported.
    process.exit = () => {
      throw new ProblemError({
        code: "script_error",
        message: "process.exit() would end the notebook's TypeScript, not just the cell",
        next: "Leave it out; throw an error to fail the cell.",
      });
    };
    process.on("unhandledRejection", (error) => this.#lost(error));
    process.on("uncaughtException", (error) => this.#lost(error));
  }

  receive(message: ToThread): void {
    switch (message.type) {
      case "run":
        void this.#runCell(message);
        break;
      case "answer":
        this.#take(message.ask)?.resolve(message.bytes);
        break;
      case "refusal":
        this.#take(message.ask)?.reject(new ProblemError(message.problem));
        break;
    }
  }

  /** @throws ProblemError where the column fails */
  compute(call: ColumnCall): ColumnValues {
    const column = this.#columns.get(call.number);
    if (!column)
      throw new ProblemError({
        code: "script_column",
        message: "The column is no longer defined",
        next: "Run the cell that defines it.",
      });
    return computeRows(column, call);
  }

  async #runCell(run: Run): Promise<void> {
    this.#run = run;
    this.#defined = [];
    this.#parameters = run.parameters;
    this.#printed.clear();
    this.#reportLate();
    try {
      const made = await this.#evaluate(run);
      this.#printed.flush();
      const tables = [
        ...made.exports.map(({ table }) => table),
        made.shown && "table" in made.shown ? made.shown.table : null,
        made.shown?.kind === "chart" ? made.shown.data : null,
      ];
      this.#send({ type: "done", made }, tables.flatMap(buffersOf));
    } catch (error) {
      this.#printed.flush();
      this.#send({ type: "failed", problem: this.#problemOf(error, run) });
    } finally {
      this.#run = null;
      this.#fail = null;
    }
  }

  async #evaluate(run: Run): Promise<CellMade> {
    const own: Handle = {
      import: (specifier, names) => this.#importer.import(specifier, names),
      v: undefined,
      exports: {},
    };
    const values = run.given.map((name) => this.#exports.get(name));
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    failed.catch(() => undefined);
    await Promise.race([this.#compile(run)(own, ...values), failed]);
    const value: unknown = await Promise.race([own.v, failed]);
    const shown = run.isPlugin ? null : shownOf(value);
    const plugin = run.isPlugin ? (JSON.stringify(value) ?? null) : null;
    const names = Object.keys(own.exports);
    const exports = names.map((name) => ({ name, table: tableOf(own.exports[name]) }));
    // A promise that was rejected and left alone is told of only now.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#unhandled) throw this.#unhandled.error;
    for (const name of names) this.#exports.set(name, own.exports[name]);
    for (const column of this.#defined) this.#columns.set(column.signature.number, column);
    const columns = this.#defined.map(({ signature }) => signature);
    return { plugin, shown, exports, columns };
  }

  #compile({ code, given }: Run): Script {
    const before = `(async (${[handle, ...given].join(",")})=>{"use strict";`;
    const script = new vm.Script(`${before}${code.script}\n})`, {
      filename: this.#file,
      columnOffset: -before.length,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is the function whose text stands above
    return script.runInThisContext() as Script;
  }

  #query(sql: string, parameters: Parameters): Promise<Uint8Array> {
    const ask = ++this.#asks;
    return new Promise((resolve, reject) => {
      this.#asked.set(ask, { resolve, reject });
      this.#send({ type: "ask", ask, sql, parameters });
    });
  }

  #take(ask: number): Asked | undefined {
    const asked = this.#asked.get(ask);
    this.#asked.delete(ask);
    return asked;
  }

  #define(column: Column): void {
    const { id } = column.signature;
    if (!this.#run)
      throw new ProblemError({
        code: "script_column",
        message: `The column “${id}” is defined after its cell has ended`,
        next: "Define it before the cell's last line, or await what comes before.",
      });
    if (!this.#run.code.columns.includes(id))
      throw new ProblemError({
        code: "script_column",
        message: `The id “${id}” does not stand in the cell`,
        next: `Write it out: defineColumn({ id: "${id}", … }), so that it is known which cells depend on it.`,
      });
    this.#defined = [...this.#defined.filter(({ signature }) => signature.id !== id), column];
  }

  #lost(error: unknown): void {
    if (this.#fail) this.#fail(error);
    this.#unhandled ??= { error };
  }

  /** What went wrong after its cell had ended is said by the next one. */
  #reportLate(): void {
    if (!this.#unhandled) return;
    const { error } = this.#unhandled;
    this.#unhandled = null;
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#printed.add([`After an earlier cell had ended: ${text}`]);
  }

  #problemOf(error: unknown, { code }: Run): Problem {
    this.#unhandled = null;
    const problem = userProblem(error, this.#file, code);
    const [, name = ""] =
      /^(\S+) is not defined$/.exec(error instanceof ReferenceError ? error.message : "") ?? [];
    if (!(name in this.#api)) return problem;
    return { ...problem, next: `Write import { ${name} } from "${ownModule}" above.` };
  }
}

function buffersOf(table: Uint8Array | string | null): ArrayBuffer[] {
  return table instanceof Uint8Array && table.buffer instanceof ArrayBuffer ? [table.buffer] : [];
}

import type { LevelFacts, OutputValue, TableOutput } from "../../kernel/protocol/output.ts";
import type { Problem } from "../../kernel/protocol/problem.ts";
import { maxPageRows } from "../../kernel/protocol/result-page.ts";
import type { ResultPage } from "../../kernel/protocol/result-page.ts";
import type { ResultView, TableView } from "../../kernel/protocol/result-view.ts";
import { wholeResult } from "../../kernel/protocol/result-view.ts";
import type { KernelLink } from "./kernel-link.ts";
import { Unanswered } from "./kernel-link.ts";
import { ResultLevels } from "./result-levels.ts";

type Row = readonly OutputValue[];

const keptRows = 5_000;

/** A result's rows as far as they have been read; others are read when they are wanted. */
export class ResultRows {
  readonly #link: KernelLink | null;
  readonly #result: string | null;
  readonly #changed: () => void;
  #rows: Map<number, Row>;
  #wanted: { readonly first: number; readonly last: number } | null = null;
  /** Raised with each view, so that answers for an earlier one are told apart. */
  #turn = 0;
  #isReading = false;
  readonly levels: ResultLevels;
  view: TableView;
  /** Rows of the view. */
  total: number;
  /** Rows of the whole result. */
  of: number;
  /** Of a view in the result's levels. */
  level: LevelFacts | null;
  /** Why rows are missing; null while nothing is wrong. */
  problem: Problem | null = null;

  constructor(output: TableOutput, link: KernelLink | null, changed: () => void) {
    this.#result = output.result ?? null;
    this.#link = this.#result === null ? null : link;
    this.#changed = changed;
    this.#rows = new Map(output.table.rows.map((row, index) => [index, row]));
    this.view = output.view ?? wholeResult;
    this.total = output.table.total;
    this.of = output.unfiltered ?? output.table.total;
    this.level = output.level ?? null;
    this.levels = new ResultLevels(output);
  }

  /** Whether more can be asked of the result than what came with it. */
  get isLive(): boolean {
    return this.#link !== null;
  }

  /** Whether rows are made of others, which can be shown. */
  get canOpen(): boolean {
    return this.isLive && this.levels.canOpen(this.view, this.level, this.total);
  }

  /** Rows that can be scrolled to. */
  get reachable(): number {
    return this.isLive ? this.total : Math.min(this.total, this.#rows.size);
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  row(index: number): Row | undefined {
    return this.#rows.get(index);
  }

  /** Has these rows read, and what stands around them. */
  want(first: number, last: number): void {
    this.#wanted = { first: Math.max(0, first), last: Math.min(last, this.total - 1) };
    void this.#readWanted();
  }

  /** Settles when the view's first rows are there; where they cannot be had the old view stays. */
  async show(view: TableView): Promise<boolean> {
    if (sameRows(view, this.view)) {
      this.view = view;
      this.#changed();
      return true;
    }
    const turn = ++this.#turn;
    this.#stopReading();
    const page = await this.#read(view, 0, turn);
    if (turn !== this.#turn || !page) return false;
    this.view = view;
    this.#rows = new Map(page.rows.map((row, index) => [index, row]));
    this.#wanted = null;
    this.#take(page);
    return true;
  }

  /** Rows in a row, read where they are not there yet. Left early where they cannot be had. */
  async *read(first: number, last: number): AsyncGenerator<Row, void, undefined> {
    const turn = this.#turn;
    const ahead = new Map<number, Row>();
    for (let index = first; index <= last; index++) {
      let row = this.#rows.get(index) ?? ahead.get(index);
      if (!row && this.#link && this.#result !== null) {
        ahead.clear();
        const count = Math.min(maxPageRows, last - index + 1);
        const page = await this.#link.page({
          result: this.#result,
          view: rowsOf(this.view),
          offset: index,
          count,
        });
        for (const [at, each] of page.rows.entries()) ahead.set(index + at, each);
        row = ahead.get(index);
      }
      if (!row || turn !== this.#turn) return;
      yield row;
    }
  }

  retry(): void {
    this.problem = null;
    void this.#readWanted();
    this.#changed();
  }

  /** Gives up what is being read. */
  stop(): void {
    this.#turn++;
    this.#stopReading();
    this.#changed();
  }

  #stopReading(): void {
    if (this.#isReading && this.#result !== null) this.#link?.stop(this.#result);
    this.#isReading = false;
  }

  async #readWanted(): Promise<void> {
    const turn = this.#turn;
    while (!this.#isReading && !this.problem && turn === this.#turn) {
      const missing = this.#firstMissing();
      if (missing === null) return;
      const page = await this.#read(this.view, missing, turn);
      if (!page || turn !== this.#turn) return;
      for (const [at, row] of page.rows.entries()) this.#rows.set(missing + at, row);
      this.#take(page);
      if (page.rows.length === 0) return;
    }
  }

  #firstMissing(): number | null {
    if (!this.#link || !this.#wanted) return null;
    const { first, last } = this.#wanted;
    for (let index = first; index <= last; index++) {
      if (!this.#rows.has(index)) return index;
    }
    return null;
  }

  async #read(view: TableView, offset: number, turn: number): Promise<ResultPage | null> {
    if (!this.#link || this.#result === null) return null;
    this.#isReading = true;
    this.problem = null;
    this.#changed();
    try {
      return await this.#link.page({
        result: this.#result,
        view: rowsOf(view),
        offset,
        count: maxPageRows,
      });
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (turn === this.#turn) this.problem = error.problem;
      return null;
    } finally {
      if (turn === this.#turn) {
        this.#isReading = false;
        this.#changed();
      }
    }
  }

  #take({ total, of, level }: ResultPage): void {
    this.total = total;
    this.of = of;
    this.level = level ?? null;
    const { first, last } = this.#wanted ?? { first: 0, last: maxPageRows };
    if (this.#rows.size > keptRows) {
      for (const index of this.#rows.keys()) {
        if (index < first - maxPageRows || index > last + maxPageRows) this.#rows.delete(index);
      }
    }
    this.#changed();
  }
}

function rowsOf({ sort, filters, level }: TableView): ResultView {
  return { sort, filters, ...(level && { level }) };
}

function sameRows(a: ResultView, b: ResultView): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ sort, filters, level }: ResultView): string {
  return JSON.stringify([sort, filters, level]);
}

import { randomUUID } from "node:crypto";
import type { PageRequest, ResultPage } from "../protocol/result-page.ts";
import type { ResultView } from "../protocol/result-view.ts";
import type { Session } from "../session/session.ts";
import { identifier } from "../sql.ts";
import type { KeptTable } from "./kept-table.ts";
import { isGone, resultGone } from "./kept-table.ts";
import type { OrderedRows } from "./read-page.ts";
import {
  isGapless,
  nearStart,
  orderRows,
  read,
  readOrdered,
  readRange,
  readStart,
} from "./read-page.ts";

interface Entry extends KeptTable {
  readonly id: string;
  /** What has been found out about the table, for the session that knows it. */
  known: Known | null;
}

interface Known {
  readonly session: Session;
  gapless: boolean | null;
  view: { readonly key: string; readonly ordered: OrderedRows } | null;
}

/** Views that are kept in order at a time; the one not read for longest goes first. */
const mostOrdered = 8;

/** The results that can be asked for, by id. An id stands for one run of a cell and never for another. */
export class ResultTables {
  readonly #entries = new Map<string, Entry>();
  #ordered: Entry[] = [];
  #dropped: OrderedRows[] = [];
  readonly #views: string;
  #next = 1;

  /** @param views  what the tables of views are called, a number behind it */
  constructor(views = "__view_") {
    this.#views = views;
  }

  /** An id for the table as it is now; what was kept in it before is gone. */
  add(kept: KeptTable): string {
    for (const entry of this.#entries.values()) {
      if (entry.table.toLowerCase() === kept.table.toLowerCase()) this.#forget(entry);
    }
    const id = randomUUID();
    this.#entries.set(id, { ...kept, id, known: null });
    return id;
  }

  /** @throws ProblemError `result_gone` */
  get(id: string): KeptTable {
    return this.#get(id);
  }

  /** After statements that may have changed tables: what is known about their rows holds no longer. */
  rowsMayHaveChanged(): void {
    for (const entry of this.#entries.values()) this.#forgetKnown(entry);
  }

  /** @throws ProblemError `result_gone`, `bad_arguments` for a view that does not fit the columns */
  async read(session: Session, request: PageRequest): Promise<ResultPage> {
    const entry = this.#get(request.result);
    try {
      return await this.#read(session, entry, request);
    } catch (error) {
      // An engine that was replaced has the results, and none of their views.
      if (!isGone(error) || !entry.known?.view) throw error;
      entry.known = null;
      return this.#read(session, entry, request);
    }
  }

  async #read(
    session: Session,
    entry: Entry,
    { view, offset, count }: PageRequest,
  ): Promise<ResultPage> {
    const known = this.#knownIn(session, entry);
    await this.#dropForgotten(session);
    const position = { offset, count };
    const isWhole = view.sort.length === 0 && view.filters.length === 0;
    if (isWhole) {
      known.gapless ??= await isGapless(session, entry);
      if (known.gapless) return readRange(session, entry, position);
    }
    const key = JSON.stringify([view.sort, view.filters]);
    if (known.view?.key !== key && offset + count <= nearStart) {
      return readStart(session, entry, view, position);
    }
    return readOrdered(
      session,
      entry,
      await this.#orderedRows(session, entry, view, key),
      position,
    );
  }

  async #orderedRows(
    session: Session,
    entry: Entry,
    view: ResultView,
    key: string,
  ): Promise<OrderedRows> {
    const known = this.#knownIn(session, entry);
    if (known.view?.key !== key) {
      const oldest = this.#ordered.length >= mostOrdered ? this.#ordered[0] : undefined;
      for (const replaced of [entry, oldest]) if (replaced) this.#forgetView(replaced);
      await this.#dropForgotten(session);
      const ordered = await orderRows(session, entry, view, this.#views + this.#next++);
      known.view = { key, ordered };
    }
    this.#ordered = [...this.#ordered.filter((other) => other !== entry), entry];
    return known.view.ordered;
  }

  #get(id: string): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw resultGone();
    return entry;
  }

  /** Temporary tables go with their session. */
  #knownIn(session: Session, entry: Entry): Known {
    if (entry.known?.session !== session) {
      entry.known = { session, gapless: null, view: null };
      this.#ordered = this.#ordered.filter((other) => other !== entry);
    }
    return entry.known;
  }

  #forget(entry: Entry): void {
    this.#forgetKnown(entry);
    this.#entries.delete(entry.id);
  }

  #forgetKnown(entry: Entry): void {
    this.#forgetView(entry);
    entry.known = null;
  }

  #forgetView(entry: Entry): void {
    if (entry.known?.view) this.#dropped.push(entry.known.view.ordered);
    if (entry.known) entry.known.view = null;
    this.#ordered = this.#ordered.filter((other) => other !== entry);
  }

  async #dropForgotten(session: Session): Promise<void> {
    for (let next = this.#dropped.at(-1); next; next = this.#dropped.at(-1)) {
      await read(session, `DROP TABLE IF EXISTS temp.${identifier(next.table)}`);
      this.#dropped.pop();
    }
  }
}

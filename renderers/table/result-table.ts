import type { OutputColumn, TableOutput } from "../../kernel/protocol/output.ts";
import { drawnPlaces } from "../../kernel/protocol/drawn-table.ts";
import type { LevelPlace } from "../../kernel/protocol/result-level.ts";
import type { ColumnFilter, SortKey, TableView } from "../../kernel/protocol/result-view.ts";
import { headerText } from "./cell-text.ts";
import { columnPanel } from "./column-panel.ts";
import { columnsPanel, movedBy } from "./columns-panel.ts";
import { copySelection } from "./copy-selection.ts";
import {
  countText,
  filterText,
  levelText,
  orderText,
  rowsText,
  totalsText,
} from "./describe-view.ts";
import { button, element } from "../element.ts";
import { Grid } from "./grid.ts";
import type { KernelLink } from "./kernel-link.ts";
import { levelTrail } from "./level-trail.ts";
import { ResultRows } from "./result-rows.ts";
import { StatusBar } from "./status-bar.ts";

/** Of a view; a level that is null is left. */
type Change = Partial<Omit<TableView, "level">> & { readonly level?: LevelPlace | null };

/** A drawn result: its bar, its grid and the panel of a column. */
export class ResultTable {
  readonly element = element("div", { class: "table" });
  readonly #output: TableOutput;
  readonly #link: KernelLink | null;
  readonly #keep: (view: TableView) => void;
  readonly #rows: ResultRows;
  readonly #grid: Grid;
  readonly #bar: StatusBar;
  readonly #trail = element("nav", { class: "trail", "aria-label": "Levels" });
  readonly #live = element("div", { class: "live", "aria-live": "polite", role: "status" });
  readonly #sized: ResizeObserver;
  #panel: HTMLElement | null = null;
  #reachable = -1;

  /** @param keep  takes each view that the reader chooses */
  constructor(output: TableOutput, link: KernelLink | null, keep: (view: TableView) => void) {
    const { table, name } = output;
    this.#output = output;
    this.#link = link;
    this.#keep = keep;
    this.#rows = new ResultRows(output, link, () => this.#update());
    this.#grid = new Grid(table, this.#rows, name === null ? "Result" : `Result ${name}`, {
      sort: (column, isAdded) => this.#sortBy(column, isAdded),
      menu: (column) => this.#openColumn(column),
      copy: () => void this.#copy("tsv"),
      open: (row) => this.#openRow(row),
      leave: () => this.#leaveRow(),
      active: () => this.#bar.update(),
    });
    this.#bar = new StatusBar({
      text: () => this.#text,
      isReading: () => this.#rows.isReading,
      problem: () => this.#rows.problem,
      filters: () => this.#rows.view.filters.map((filter) => filterText(filter, table)),
      removeFilter: (at) => void this.#show({ filters: this.#rows.view.filters.toSpliced(at, 1) }),
      stop: () => this.#rows.stop(),
      retry: () => this.#rows.retry(),
    });
    this.#bar.element.append(
      this.#trail,
      element("span", { class: "space" }),
      button("Columns", { title: "Choose and order columns" }, () => this.#openColumns()),
      button(
        "Copy",
        { title: "Copy the selected cells, tab-separated" },
        () => void this.#copy("tsv"),
      ),
      button(
        "Copy as Markdown",
        { title: "Copy the selected cells as a Markdown table" },
        () => void this.#copy("markdown"),
      ),
    );
    this.element.append(this.#bar.element, this.#grid.element, this.#live);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#panel) return;
      event.stopPropagation();
      this.#closePanel();
    });
    this.#grid.element.addEventListener("scroll", () => this.#bar.updateSoon());
    this.#sized = new ResizeObserver(() => this.#grid.drawSoon());
    this.#sized.observe(this.#grid.element);
  }

  /** Draws the first rows. Call it once the element is in the page. */
  start(earlier: TableView | undefined): void {
    this.#reachable = this.#rows.reachable;
    this.#begin();
    if (earlier) void this.#rows.show(earlier).then(() => this.#begin());
  }

  #begin(): void {
    this.#grid.reset(this.#places(this.#rows.view), true);
    this.#drawTrail();
    this.#bar.update();
  }

  dispose(): void {
    this.#sized.disconnect();
  }

  #update(): void {
    this.#grid.element.setAttribute("aria-busy", String(this.#rows.isReading));
    if (this.#rows.reachable !== this.#reachable) {
      this.#reachable = this.#rows.reachable;
      this.#grid.resize();
    }
    this.#grid.drawSoon();
    this.#bar.update();
  }

  async #show(change: Change): Promise<void> {
    const { level: before, ...others } = this.#rows.view;
    const { level = before ?? null, ...changed } = change;
    const view: TableView = { ...others, ...changed, ...(level && { level }) };
    if (!(await this.#rows.show(view))) {
      const { problem } = this.#rows;
      if (problem) this.#say(`${problem.message}. ${problem.next ?? ""}`);
      return;
    }
    const sameRows = !("sort" in change) && !("filters" in change) && !("level" in change);
    this.#grid.reset(this.#places(view), !sameRows);
    this.#drawTrail();
    this.#bar.update();
    this.#keep(view);
    if (view.level && !("sort" in change) && !sameRows) {
      this.#say("", totalsText(this.#output.table, this.#rows.level?.totals ?? []));
    } else if ("filters" in change || "level" in change) {
      this.#say(`${countText(this.#rows.total)} of ${countText(this.#rows.of)} rows`);
    } else if ("sort" in change) this.#say(orderText(view, this.#output.table));
    else this.#say(`${countText(this.#places(view).length)} columns shown`);
  }

  get #text(): string {
    const { level, levels, view, total, of } = this.#rows;
    if (!view.level || !level) return rowsText(this.#rows, this.#grid.seen);
    return levelText(levels, view.level, { total, rows: level.rows, of });
  }

  #drawTrail(): void {
    const { levels, view, isLive } = this.#rows;
    const names = view.level ? levels.names(view.level, this.#rows.row(0)) : [];
    const steps = levelTrail(levels.list, view.level, names, (to) => void this.#goTo(to));
    this.#trail.replaceChildren(...(isLive ? steps : []));
  }

  /** Shows a place in the levels; undefined: the result's own rows. */
  async #goTo(place: LevelPlace | undefined): Promise<void> {
    const before = this.#rows.view.level;
    await this.#show({ level: place ?? null });
    this.#grid.element.focus({ preventScroll: true });
    // Back where one came from.
    if (before && before.opened.length === (place?.opened.length ?? 0) + 1) {
      const seen = Array.from({ length: 200 }, (_, row) => this.#rows.row(row));
      const at = seen.findIndex((row) => row && this.#rows.levels.isAround(row, before));
      if (at >= 0) this.#grid.moveTo(at);
    }
  }

  #openRow(index: number): void {
    const { view, levels, canOpen } = this.#rows;
    const row = this.#rows.row(index);
    if (row && view.level && canOpen) void this.#goTo(levels.inside(view.level, row));
  }

  #leaveRow(): void {
    const { view, levels } = this.#rows;
    if (view.level) void this.#goTo(levels.outside(view.level));
  }

  /** Once: ascending, then descending, then as the query has it. Added: behind the keys there are. */
  #sortBy(column: string, isAdded: boolean): void {
    const { sort } = this.#rows.view;
    // One of several keys that becomes the only one begins anew.
    const isGoingOn = isAdded || sort.length === 1;
    const own = isGoingOn ? sort.find((key) => key.column === column) : undefined;
    const next: SortKey | null = own?.descending ? null : { column, descending: own !== undefined };
    if (!isAdded) {
      void this.#show({ sort: next ? [next] : [] });
      return;
    }
    const at = own ? sort.indexOf(own) : sort.length;
    void this.#show({ sort: sort.toSpliced(at, 1, ...(next ? [next] : [])) });
  }

  #places(view: TableView): readonly number[] {
    return drawnPlaces(this.#output.table.columns, view);
  }

  /** The columns that are drawn where rows are not summed up. */
  get #shown(): string[] {
    const { columns } = this.#output.table;
    const { level: _, ...view } = this.#rows.view;
    return this.#places(view).flatMap((place) => columns[place]?.name ?? []);
  }

  #openColumns(): void {
    const choose = (names: readonly string[] | null): void => {
      void this.#show({ columns: names && [...names] });
      this.#openColumns();
    };
    this.#open("Columns", columnsPanel(this.#output.table, this.#shown, choose));
  }

  #openColumn(name: string): void {
    const { table, result } = this.#output;
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!column || result === undefined) return;
    this.#open(`Column ${headerText(column)}`, this.#columnPanel(column, result));
  }

  #columnPanel(column: OutputColumn, result: string): HTMLElement {
    const { name } = column;
    const { view } = this.#rows;
    const others = <Item extends SortKey | ColumnFilter>(items: readonly Item[]): Item[] =>
      items.filter((item) => item.column !== name);
    const change = (next: Partial<TableView>): void => {
      this.#closePanel();
      void this.#show(next);
    };
    return columnPanel(column, this.#output.table, view, {
      sortBy: (descending) =>
        change({ sort: descending === null ? others(view.sort) : [{ column: name, descending }] }),
      filter: (filter) =>
        change({ filters: [...others(view.filters), ...(filter ? [filter] : [])] }),
      move: (by) => change({ columns: movedBy(this.#shown, name, by) }),
      hide: () => {
        const left = this.#shown.filter((shown) => shown !== name);
        if (left.length > 0) change({ columns: left });
      },
      summary: async (search) => {
        if (!this.#link) throw new Error("no summary without a kernel");
        return this.#link.summary({
          result,
          column: name,
          filters: this.#rows.levels.filters(view),
          search,
        });
      },
    });
  }

  #open(label: string, content: HTMLElement): void {
    this.#panel?.remove();
    const close = button("✕", { class: "close", "aria-label": "Close" }, () => this.#closePanel());
    this.#panel = element(
      "div",
      { class: "panel", role: "dialog", "aria-label": label },
      close,
      content,
    );
    this.#panel.addEventListener("keydown", (event) => {
      // Keys that are typed here are not the editor's; Escape goes on to close.
      if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation();
    });
    this.element.append(this.#panel);
    this.element.style.minHeight = "440px";
    (content.querySelector<HTMLElement>("button, input") ?? close).focus({ preventScroll: true });
  }

  #closePanel(): void {
    this.#panel?.remove();
    this.#panel = null;
    this.element.style.minHeight = "";
    this.#grid.element.focus({ preventScroll: true });
  }

  async #copy(format: "tsv" | "markdown"): Promise<void> {
    this.#say(await copySelection(this.#output.table, this.#rows, this.#grid.selection, format));
  }

  /** @param more  for those who hear the table only */
  #say(text: string, more = ""): void {
    this.#live.textContent = more === "" ? text : `${this.#text}. ${more}`;
    this.#bar.say(text);
  }
}

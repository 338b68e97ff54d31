import type { OutputTable } from "../../kernel/protocol/output.ts";
import { ColumnWidths } from "./column-widths.ts";
import { element } from "../element.ts";
import { GridCells } from "./grid-cells.ts";
import type { GridAction } from "./grid-keys.ts";
import { actionOf } from "./grid-keys.ts";
import type { ResultRows } from "./result-rows.ts";
import { RowScroll, rowHeight } from "./row-scroll.ts";
import type { CellPlace } from "./selection.ts";
import { areaBetween } from "./selection.ts";

const arrowWidth = 16;
/** Rows and pixels that are drawn beyond what is seen. */
const [rowsBeyond, pixelsBeyond] = [8, 300];

export interface GridEvents {
  sort(column: string, isAdded: boolean): void;
  menu(column: string): void;
  copy(): void;
  /** Shows what a row is made of. */
  open(row: number): void;
  /** Goes back to the rows that were opened. */
  leave(): void;
  /** The active cell has moved. */
  active(place: CellPlace): void;
}

/** A windowed ARIA grid: what is seen is drawn, and a little around it. */
export class Grid {
  /** The one element that has the focus; it names its active cell. */
  readonly element: HTMLElement;
  readonly #table: OutputTable;
  readonly #rows: ResultRows;
  readonly #events: GridEvents;
  readonly #cells: GridCells;
  readonly #widths: ColumnWidths;
  readonly #scroll: RowScroll;
  readonly #head = element("div", { class: "head", role: "row", "aria-rowindex": 1 });
  readonly #body = element("div", { class: "body", role: "rowgroup" });
  readonly #foot = element("div", { class: "foot", role: "row" });
  readonly #canvas = element("div", { class: "canvas", role: "presentation" });
  /** Places of the drawn columns in the result's rows. */
  #places: readonly number[] = [];
  /** Left edges of the drawn columns, and the right edge of the last. */
  #edges: readonly number[] = [0];
  #active: CellPlace = { row: 0, column: 0 };
  #anchor: CellPlace = { row: 0, column: 0 };
  #frame = 0;

  constructor(table: OutputTable, rows: ResultRows, label: string, events: GridEvents) {
    this.#table = table;
    this.#rows = rows;
    this.#events = events;
    this.#cells = new GridCells(table, rows);
    this.#widths = new ColumnWidths(table);
    this.element = element("div", {
      class: "grid",
      role: "grid",
      tabindex: 0,
      "aria-label": label,
      "aria-multiselectable": "true",
    });
    this.#scroll = new RowScroll(
      this.element,
      () => ({ reachable: rows.reachable, fixed: this.#fixedRows }),
      () => this.drawSoon(),
    );
    this.#canvas.append(this.#head, this.#body, this.#foot);
    this.element.append(this.#canvas);
    this.#listen();
  }

  /** The selected cells: their rows, and the places of their columns in a row of the result. */
  get selection(): {
    readonly first: number;
    readonly last: number;
    readonly places: readonly number[];
  } {
    const { first, last } = areaBetween(this.#anchor, this.#active);
    return {
      first: first.row,
      last: last.row,
      places: this.#places.slice(first.column, last.column + 1),
    };
  }

  /** Rows that are in sight, from 0. */
  get seen(): { readonly first: number; readonly last: number } {
    return this.#scroll.seen;
  }

  /** Draws other columns, or other rows from the first one on. */
  reset(places: readonly number[], toTop: boolean): void {
    this.#places = places;
    this.#measure();
    const size = this.#size;
    const within = ({ row, column }: CellPlace): CellPlace => ({
      row: toTop && row >= 0 ? 0 : Math.min(row, size.rows - 1),
      column: Math.max(0, Math.min(column, size.columns - 1)),
    });
    this.#active = within(this.#active);
    this.#anchor = within(this.#anchor);
    this.resize();
    if (toTop) this.#scroll.to(0);
    this.draw();
  }

  #measure(): void {
    let edge = 0;
    // The first cell of a row that can be opened also has an arrow.
    const extra = this.#rows.canOpen ? arrowWidth : 0;
    this.#edges = [
      0,
      ...this.#places.map((place, column) => {
        edge += this.#widths.of(place) + (column === 0 ? extra : 0);
        return edge;
      }),
    ];
    this.#canvas.style.width = `${edge}px`;
  }

  /** Takes over how many rows there are. */
  resize(): void {
    const rows = this.#rows.reachable;
    this.#foot.hidden = this.#fixedRows === 1;
    this.#foot.setAttribute("aria-rowindex", String(rows + 2));
    this.#canvas.style.height = `${this.#scroll.resize()}px`;
    this.element.setAttribute("aria-rowcount", String(rows + this.#fixedRows));
    this.element.setAttribute("aria-colcount", String(this.#places.length));
  }

  drawSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.draw();
    });
  }

  draw(): void {
    const { scrollLeft, clientWidth } = this.element;
    const { first, last } = this.seen;
    const from = Math.max(0, first - rowsBeyond);
    const to = Math.min(this.#rows.reachable - 1, last + rowsBeyond);
    const known = range(from, to).flatMap((row) => {
      const values = this.#rows.row(row);
      return values ? [values] : [];
    });
    if (this.#widths.grow(known, this.#places)) this.#measure();
    const columns = [...this.#places.keys()].filter(
      (column) =>
        (this.#edges[column + 1] ?? 0) >= scrollLeft - pixelsBeyond &&
        (this.#edges[column] ?? 0) <= scrollLeft + (clientWidth || 1200) + pixelsBeyond,
    );
    if (!columns.includes(this.#active.column)) columns.push(this.#active.column);
    const area = this.#active.row < 0 ? null : areaBetween(this.#anchor, this.#active);
    const layout = { places: this.#places, edges: this.#edges, active: this.#active, area };
    this.#head.replaceChildren(...columns.map((column) => this.#cells.header(column, layout)));
    this.#body.style.top = `${rowHeight + this.element.scrollTop - (this.#scroll.above - from * rowHeight)}px`;
    this.#body.replaceChildren(
      ...range(from, to).map((row) => this.#cells.row(row, columns, layout)),
    );
    if (!this.#foot.hidden) this.#foot.replaceChildren(...this.#cells.totals(columns, layout));
    const drawn = this.#active.row < 0 || (this.#active.row >= from && this.#active.row <= to);
    if (drawn && this.#places.length > 0) {
      this.element.setAttribute("aria-activedescendant", this.#cells.id(this.#active));
    } else this.element.removeAttribute("aria-activedescendant");
    if (this.#rows.reachable > 0) this.#rows.want(from, to);
  }

  /** The header, and the totals of a level. */
  get #fixedRows(): number {
    return this.#rows.level ? 2 : 1;
  }

  get #size(): { readonly rows: number; readonly columns: number; readonly page: number } {
    const page = Math.max(1, Math.floor(this.#scroll.windowHeight / rowHeight) - 1);
    return { rows: this.#rows.reachable, columns: this.#places.length, page };
  }

  #listen(): void {
    const grid = this.element;
    grid.addEventListener("keydown", (event) => this.#press(event));
    grid.addEventListener("mousedown", (event) => this.#click(event));
    grid.addEventListener("mousemove", (event) => {
      const place = event.buttons === 1 ? this.#placeOf(event) : null;
      const isRow = place && place.row >= 0 && place.row < this.#rows.reachable;
      if (isRow && this.#anchor.row >= 0) this.#select(place, true);
    });
  }

  #placeOf(event: Event): CellPlace | null {
    const cell = event.target instanceof Element ? event.target.closest(".cell") : null;
    return cell && this.#cells.placeOf(cell);
  }

  #click(event: MouseEvent): void {
    const place = this.#placeOf(event);
    if (!place || event.button !== 0) return;
    if (place.row >= this.#rows.reachable) return;
    if (place.row >= 0) {
      const isOpening = event.target instanceof Element && event.target.closest(".open") !== null;
      this.#select(place, event.shiftKey);
      if (isOpening || event.detail === 2) this.#events.open(place.row);
      return;
    }
    // Selecting draws the header anew, so that no click would come to its end there.
    const isMenu = event.target instanceof Element && event.target.closest(".menu") !== null;
    this.#select(place, false);
    this.element.focus({ preventScroll: true });
    event.preventDefault();
    const name = this.#nameAt(place.column);
    if (name === null || !this.#rows.isLive) return;
    if (isMenu) this.#events.menu(name);
    else this.#events.sort(name, event.shiftKey);
  }

  #press(event: KeyboardEvent): void {
    const action = actionOf(event, this.#active, this.#size);
    if (!action || !this.#does(action, event.shiftKey)) return;
    // The editor has its own idea of these keys.
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether it is something to do here. */
  #does(action: GridAction, isAdded: boolean): boolean {
    const name = this.#rows.isLive ? this.#nameAt(this.#active.column) : null;
    switch (action.kind) {
      case "menu":
        if (name !== null) this.#events.menu(name);
        return true;
      case "sort":
        if (name !== null) this.#events.sort(name, isAdded);
        return true;
      case "copy":
        this.#events.copy();
        return true;
      case "selectAll":
        this.#anchor = { row: 0, column: 0 };
        this.#active = { row: this.#rows.reachable - 1, column: this.#places.length - 1 };
        this.draw();
        return true;
      case "open":
        if (this.#rows.canOpen) this.#events.open(this.#active.row);
        return this.#rows.canOpen;
      case "leave":
        if (this.#rows.level) this.#events.leave();
        return this.#rows.level !== null;
      case "move":
        this.#select(action.to, action.isExtended);
        return true;
    }
  }

  /** Makes a row of those that are there the active one. */
  moveTo(row: number): void {
    this.#select({ row, column: 0 }, false);
  }

  #nameAt(column: number): string | null {
    return this.#table.columns[this.#places[column] ?? -1]?.name ?? null;
  }

  #select(place: CellPlace, isExtended: boolean): void {
    this.#active = place;
    if (!isExtended) this.#anchor = place;
    this.#reveal(place);
    this.draw();
    this.#events.active(place);
  }

  #reveal({ row, column }: CellPlace): void {
    const grid = this.element;
    const [left, right] = [this.#edges[column] ?? 0, this.#edges[column + 1] ?? 0];
    if (left < grid.scrollLeft) grid.scrollLeft = left;
    else if (right > grid.scrollLeft + grid.clientWidth) {
      grid.scrollLeft = Math.min(left, right - grid.clientWidth);
    }
    if (row >= 0) this.#scroll.reveal(row);
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

import type { OutputTable } from "../../kernel/protocol/output.ts";
import { ColumnWidths } from "./column-widths.ts";
import { element } from "../element.ts";
import { GridCells } from "./grid-cells.ts";
import type { ResultRows } from "./result-rows.ts";
import { ScrollRange } from "./scroll-range.ts";
import type { CellPlace } from "./selection.ts";
import { areaBetween, moved } from "./selection.ts";

const rowHeight = 22;
const mostHeight = 460;
/** Rows and pixels that are drawn beyond what is seen. */
const [rowsBeyond, pixelsBeyond] = [8, 300];

export interface GridEvents {
  sort(column: string, isAdded: boolean): void;
  menu(column: string): void;
  copy(): void;
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
  readonly #head = element("div", { class: "head", role: "row", "aria-rowindex": 1 });
  readonly #body = element("div", { class: "body", role: "rowgroup" });
  readonly #canvas = element("div", { class: "canvas", role: "presentation" });
  /** Places of the drawn columns in the result's rows. */
  #places: readonly number[] = [];
  /** Left edges of the drawn columns, and the right edge of the last. */
  #edges: readonly number[] = [0];
  #range = new ScrollRange(0, rowHeight);
  #above = 0;
  #expectedTop = 0;
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
    this.#canvas.append(this.#head, this.#body);
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
    const first = Math.floor(this.#above / rowHeight);
    const last = Math.ceil((this.#above + this.#windowHeight) / rowHeight) - 1;
    return { first, last: Math.min(last, this.#rows.reachable - 1) };
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
    if (toTop) this.#scrollTo(0);
    this.draw();
  }

  #measure(): void {
    let edge = 0;
    this.#edges = [0, ...this.#places.map((place) => (edge += this.#widths.of(place)))];
    this.#canvas.style.width = `${edge}px`;
  }

  /** Takes over how many rows there are. */
  resize(): void {
    const rows = this.#rows.reachable;
    this.#range = new ScrollRange(rows, rowHeight);
    this.#canvas.style.height = `${this.#range.height + rowHeight}px`;
    // With room for the horizontal scrollbar, so that no vertical one is needed because of it.
    this.element.style.height = `${Math.min(mostHeight, (rows + 1) * rowHeight + 14)}px`;
    this.element.setAttribute("aria-rowcount", String(rows + 1));
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
    this.#body.style.top = `${rowHeight + this.element.scrollTop - (this.#above - from * rowHeight)}px`;
    this.#body.replaceChildren(
      ...range(from, to).map((row) => this.#cells.row(row, columns, layout)),
    );
    const drawn = this.#active.row < 0 || (this.#active.row >= from && this.#active.row <= to);
    if (drawn && this.#places.length > 0) {
      this.element.setAttribute("aria-activedescendant", this.#cells.id(this.#active));
    } else this.element.removeAttribute("aria-activedescendant");
    if (this.#rows.reachable > 0) this.#rows.want(from, to);
  }

  get #windowHeight(): number {
    return Math.max(0, (this.element.clientHeight || mostHeight) - rowHeight);
  }

  get #size(): { readonly rows: number; readonly columns: number; readonly page: number } {
    const page = Math.max(1, Math.floor(this.#windowHeight / rowHeight) - 1);
    return { rows: this.#rows.reachable, columns: this.#places.length, page };
  }

  #listen(): void {
    const grid = this.element;
    grid.addEventListener("scroll", () => {
      // What was set by hand comes back rounded, and says nothing new.
      if (Math.abs(grid.scrollTop - this.#expectedTop) >= 1) {
        this.#expectedTop = grid.scrollTop;
        this.#above = this.#range.rowsAbove(grid.scrollTop, this.#windowHeight);
      }
      this.drawSoon();
    });
    grid.addEventListener(
      "wheel",
      (event) => {
        if (!this.#range.isSqueezed || event.deltaY === 0 || event.ctrlKey || event.shiftKey)
          return;
        const unit = [1, rowHeight, this.#windowHeight][event.deltaMode] ?? 1;
        this.#scrollTo(this.#above + event.deltaY * unit);
        event.preventDefault();
        event.stopPropagation();
      },
      { passive: false },
    );
    grid.addEventListener("keydown", (event) => this.#press(event));
    grid.addEventListener("mousedown", (event) => this.#click(event));
    grid.addEventListener("mousemove", (event) => {
      const place = event.buttons === 1 ? this.#placeOf(event) : null;
      if (place && place.row >= 0 && this.#anchor.row >= 0) this.#select(place, true);
    });
  }

  #placeOf(event: Event): CellPlace | null {
    const cell = event.target instanceof Element ? event.target.closest(".cell") : null;
    return cell && this.#cells.placeOf(cell);
  }

  #click(event: MouseEvent): void {
    const place = this.#placeOf(event);
    if (!place || event.button !== 0) return;
    if (place.row >= 0) {
      this.#select(place, event.shiftKey);
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
    const isFar = event.ctrlKey || event.metaKey;
    if (!this.#handles(event, isFar)) return;
    // The editor has its own idea of these keys.
    event.preventDefault();
    event.stopPropagation();
  }

  #handles(event: KeyboardEvent, isFar: boolean): boolean {
    const { key, shiftKey, altKey } = event;
    const name = this.#nameAt(this.#active.column);
    const asksForMenu =
      key === "ContextMenu" || (key === "F10" && shiftKey) || (key === "ArrowDown" && altKey);
    if (asksForMenu) {
      if (name !== null && this.#rows.isLive) this.#events.menu(name);
      return true;
    }
    if (isFar && key.toLowerCase() === "c") {
      this.#events.copy();
      return true;
    }
    if (isFar && key.toLowerCase() === "a") {
      this.#anchor = { row: 0, column: 0 };
      this.#active = { row: this.#rows.reachable - 1, column: this.#places.length - 1 };
      this.draw();
      return true;
    }
    if ((key === "Enter" || key === " ") && this.#active.row < 0) {
      if (name !== null && this.#rows.isLive) this.#events.sort(name, shiftKey);
      return true;
    }
    if (altKey) return false;
    const next = moved(this.#active, key, isFar, this.#size);
    if (next) this.#select(next, shiftKey && next.row >= 0);
    return next !== null;
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
    if (row < 0) return;
    const top = row * rowHeight;
    if (top < this.#above) this.#scrollTo(top);
    else if (top + rowHeight > this.#above + this.#windowHeight) {
      this.#scrollTo(top + rowHeight - this.#windowHeight);
    }
  }

  #scrollTo(above: number): void {
    const { rowHeight: each } = this.#range;
    const farthest = Math.max(0, this.#rows.reachable * each - this.#windowHeight);
    this.#above = Math.min(Math.max(above, 0), farthest);
    this.element.scrollTop = this.#range.scrollTop(this.#above, this.#windowHeight);
    this.#expectedTop = this.element.scrollTop;
    this.drawSoon();
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

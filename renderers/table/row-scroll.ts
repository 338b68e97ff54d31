import { ScrollRange } from "./scroll-range.ts";

export const rowHeight = 22;
const mostHeight = 460;

export interface ScrolledRows {
  /** Rows that can be scrolled to. */
  readonly reachable: number;
  /** Rows that are always seen: the header, the totals. */
  readonly fixed: number;
}

/** Which rows of a grid are in sight, however many there are: its scrollbar, wheel and keys. */
export class RowScroll {
  readonly #element: HTMLElement;
  readonly #rows: () => ScrolledRows;
  readonly #moved: () => void;
  #range = new ScrollRange(0, rowHeight);
  /** Pixels of rows above those in sight. */
  above = 0;
  #expectedTop = 0;

  constructor(element: HTMLElement, rows: () => ScrolledRows, moved: () => void) {
    this.#element = element;
    this.#rows = rows;
    this.#moved = moved;
    this.#listen();
  }

  get windowHeight(): number {
    const fixed = this.#rows().fixed * rowHeight;
    return Math.max(0, (this.#element.clientHeight || mostHeight) - fixed);
  }

  /** Rows in sight, from 0. */
  get seen(): { readonly first: number; readonly last: number } {
    const first = Math.floor(this.above / rowHeight);
    const last = Math.ceil((this.above + this.windowHeight) / rowHeight) - 1;
    return { first, last: Math.min(last, this.#rows().reachable - 1) };
  }

  /** Takes over how many rows there are. Gives the height of all that is scrolled. */
  resize(): number {
    const { reachable, fixed } = this.#rows();
    this.#range = new ScrollRange(reachable, rowHeight);
    // With room for the horizontal scrollbar, so that no vertical one is needed because of it.
    const height = Math.min(mostHeight, (reachable + fixed) * rowHeight + 14);
    this.#element.style.height = `${height}px`;
    return this.#range.height + fixed * rowHeight;
  }

  reveal(row: number): void {
    const top = row * rowHeight;
    if (top < this.above) this.to(top);
    else if (top + rowHeight > this.above + this.windowHeight) {
      this.to(top + rowHeight - this.windowHeight);
    }
  }

  to(above: number): void {
    const farthest = Math.max(0, this.#rows().reachable * rowHeight - this.windowHeight);
    this.above = Math.min(Math.max(above, 0), farthest);
    this.#element.scrollTop = this.#range.scrollTop(this.above, this.windowHeight);
    this.#expectedTop = this.#element.scrollTop;
    this.#moved();
  }

  #listen(): void {
    const grid = this.#element;
    grid.addEventListener("scroll", () => {
      // What was set by hand comes back rounded, and says nothing new.
      if (Math.abs(grid.scrollTop - this.#expectedTop) >= 1) {
        this.#expectedTop = grid.scrollTop;
        this.above = this.#range.rowsAbove(grid.scrollTop, this.windowHeight);
      }
      this.#moved();
    });
    grid.addEventListener(
      "wheel",
      (event) => {
        if (!this.#range.isSqueezed || event.deltaY === 0 || event.ctrlKey || event.shiftKey)
          return;
        const unit = [1, rowHeight, this.windowHeight][event.deltaMode] ?? 1;
        this.to(this.above + event.deltaY * unit);
        event.preventDefault();
        event.stopPropagation();
      },
      { passive: false },
    );
  }
}

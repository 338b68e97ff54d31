/**
 * Rows in a scrolling box. Browsers cap an element's height at about 33 million pixels, so the box of a
 * longer table is squeezed: its scrollbar then moves by more than one pixel of rows for each of its own.
 */
export class ScrollRange {
  readonly rowHeight: number;
  /** Of the box's content in pixels, without the header. */
  readonly height: number;
  readonly #rowsHeight: number;

  constructor(rows: number, rowHeight: number, mostHeight = 15_000_000) {
    this.rowHeight = rowHeight;
    this.#rowsHeight = rows * rowHeight;
    this.height = Math.min(this.#rowsHeight, mostHeight);
  }

  /** Whether the scrollbar is coarser than the rows, so that the wheel has to be moved by hand. */
  get isSqueezed(): boolean {
    return this.height < this.#rowsHeight;
  }

  /** Pixels of rows above the window, from the scrollbar's place in a window of that height. */
  rowsAbove(scrollTop: number, windowHeight: number): number {
    return clamp(scrollTop * this.#ratio(windowHeight), 0, this.#farthest(windowHeight));
  }

  /** The scrollbar's place for so many pixels of rows above the window. */
  scrollTop(rowsAbove: number, windowHeight: number): number {
    const above = clamp(rowsAbove, 0, this.#farthest(windowHeight));
    return above / this.#ratio(windowHeight);
  }

  #farthest(windowHeight: number): number {
    return Math.max(0, this.#rowsHeight - windowHeight);
  }

  #ratio(windowHeight: number): number {
    const room = this.height - windowHeight;
    return room <= 0 ? 1 : this.#farthest(windowHeight) / room;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

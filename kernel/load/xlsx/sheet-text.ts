import { DelimitedWriter } from "../container/delimited-writer.ts";
import type { TallMerge } from "./sheet-facts.ts";

const headRows = 40;

/**
 * Writes a sheet's rows as text whose line n is row n. Rows are filled up to the width of the first
 * ones, because a spreadsheet leaves out empty cells.
 */
export class SheetText {
  rows = 0;
  readonly #writer: DelimitedWriter;
  readonly #fills: readonly TallMerge[];
  #head: string[][] | null = [];
  #width = 0;
  #next = 1;

  constructor(path: string, fills: readonly TallMerge[]) {
    this.#writer = new DelimitedWriter(path);
    this.#fills = fills;
  }

  /** @param cells as `delimitedCell` gives them */
  addDelimited(row: number, cells: readonly string[]): void {
    this.rows++;
    if (this.#head && row <= headRows) {
      while (this.#head.length < row - 1) this.#head.push([]);
      this.#head.push([...cells]);
      return;
    }
    this.#endHead();
    for (; this.#next < row; this.#next++) this.#writer.line("");
    this.#write(cells);
  }

  async flush(): Promise<number> {
    return await this.#writer.flush();
  }

  async close(): Promise<void> {
    this.#endHead();
    await this.#writer.close();
  }

  destroy(): void {
    this.#writer.destroy();
  }

  #endHead(): void {
    const head = this.#head;
    if (!head) return;
    this.#head = null;
    for (const { top, bottom, column } of this.#fills) {
      const text = head[top - 1]?.[column] ?? "";
      const last = head[bottom - 1];
      if (!last || (last[column] ?? "") !== "") continue;
      while (last.length <= column) last.push("");
      last[column] = text;
    }
    this.#width = Math.max(0, ...head.map((cells) => cells.length));
    for (const cells of head) {
      if (cells.length === 0) {
        this.#writer.line("");
        this.#next++;
      } else this.#write(cells);
    }
  }

  #write(cells: readonly string[]): void {
    const missing = Math.max(0, this.#width - cells.length);
    this.#writer.line(cells.join(",") + ",".repeat(missing));
    this.#next++;
  }
}

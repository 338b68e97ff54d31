import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";

const flushLength = 256 * 1024;

/** Writes rows as comma-separated UTF-8, as the text reader takes them in without any doubt. */
export class DelimitedWriter {
  readonly #out: WriteStream;
  readonly #failed: Promise<never>;
  #text = "";

  constructor(path: string) {
    this.#out = createWriteStream(path, { mode: 0o600 });
    this.#failed = once(this.#out, "error").then(([error]) => {
      throw error;
    });
    // Only awaited below; a failure must not count as unhandled before that.
    this.#failed.catch(() => undefined);
  }

  /** A row without cells is a blank line. */
  row(cells: readonly string[]): void {
    this.line(cells.map(delimitedCell).join(","));
  }

  /** @param text cells as {@link delimitedCell} gives them, with commas between them */
  line(text: string): void {
    this.#text += `${text}\n`;
  }

  /** To be awaited now and then, so that what is written reaches the disk. @returns characters written since the last time */
  async flush(least = flushLength): Promise<number> {
    const text = this.#text;
    if (text.length < least) return 0;
    this.#text = "";
    if (!this.#out.write(text)) await Promise.race([once(this.#out, "drain"), this.#failed]);
    return text.length;
  }

  async close(): Promise<void> {
    await this.flush(1);
    this.#out.end();
    await Promise.race([once(this.#out, "close"), this.#failed]);
  }

  /** Gives up; what was written is of no use. */
  destroy(): void {
    this.#out.destroy();
  }
}

const special = /[",\r\n]/;

export function delimitedCell(text: string): string {
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

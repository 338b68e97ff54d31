import { formatWithOptions } from "node:util";

const most = 64 * 1024;
const everyMs = 100;

/** What a cell prints, up to a length that can be shown; handed on at most ten times a second. */
export class Printed {
  readonly #send: (text: string) => void;
  #text = "";
  #left = 0;
  #sentAt = 0;
  #sent = "";

  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  /** Takes the place of the global console. */
  readonly console: Console = Object.assign(Object.create(console), {
    ...Object.fromEntries(
      (["log", "info", "debug", "warn", "error", "dir", "trace"] as const).map((name) => [
        name,
        (...values: unknown[]) => this.add(values),
      ]),
    ),
    table: (value: unknown) => this.add([value]),
    assert: (holds: unknown, ...values: unknown[]) => {
      if (!holds) this.add(["Assertion failed:", ...values]);
    },
  });

  add(values: readonly unknown[]): void {
    if (this.#text.length >= most) {
      this.#left++;
      return;
    }
    const line = formatWithOptions(
      { depth: 4, maxArrayLength: 50, maxStringLength: 4_000 },
      ...values,
    );
    this.#text += `${line.slice(0, most - this.#text.length)}\n`;
    if (Date.now() - this.#sentAt >= everyMs) this.flush();
  }

  clear(): void {
    this.#text = "";
    this.#sent = "";
    this.#left = 0;
  }

  flush(): void {
    const text = this.#left === 0 ? this.#text : `${this.#text}… and ${this.#left} more\n`;
    this.#sentAt = Date.now();
    if (text === this.#sent) return;
    this.#sent = text;
    this.#send(text);
  }
}

/** Anything shorter needs no bar. */
const quietMs = 1000;

/** A bar on standard error for work that takes over a second; a line now and then where no terminal is. */
export class ProgressBar {
  readonly #label: string;
  readonly #started = performance.now();
  readonly #terminal = process.stderr.isTTY;
  #lastMs = 0;
  #drawn = false;

  constructor(label: string) {
    this.#label = label;
  }

  /** @param share  0–1, or null while it cannot be told */
  readonly show = ({
    stage,
    share,
  }: {
    readonly stage: string;
    readonly share: number | null;
  }): void => {
    const now = performance.now() - this.#started;
    if (now < quietMs || now - this.#lastMs < (this.#terminal ? 100 : 5000)) return;
    this.#lastMs = now;
    const percent = share === null ? "" : ` ${Math.round(share * 100)} %`;
    if (!this.#terminal) {
      process.stderr.write(`${this.#label}: ${stage}${percent}\n`);
      return;
    }
    const width = 24;
    const full = Math.round((share ?? 0) * width);
    const bar = "█".repeat(full) + "░".repeat(width - full);
    process.stderr.write(`\r\x1b[2K${this.#label} ${bar}${percent} ${stage} (Ctrl-C stops)`);
    this.#drawn = true;
  };

  /** Removes the bar. */
  done(): void {
    if (this.#drawn) process.stderr.write("\r\x1b[2K");
    this.#drawn = false;
  }
}

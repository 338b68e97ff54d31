import { tooLarge } from "./refusal.ts";

const gibibyte = 1024 ** 3;

export interface UnpackLimits {
  /** Unpacked bytes, of all that is inside together. */
  readonly bytes: number;
  /** So many times the packed size, … */
  readonly ratio: number;
  /** … once so much has been unpacked: small files of blanks pack better than any export. */
  readonly freeBytes: number;
  readonly entries: number;
}

/** Exports pack by 5 to 20; what packs by more than 200 is made to fill a disk. */
export const defaultLimits: UnpackLimits = {
  bytes: 16 * gibibyte,
  ratio: 200,
  freeBytes: 64 * 1024 ** 2,
  entries: 1000,
};

/** Counts what is really unpacked of one file on disk: sizes that archives state can be lies. */
export class UnpackBudget {
  readonly limits: UnpackLimits;
  readonly #file: string;
  readonly #packedBytes: number;
  #bytes = 0;

  constructor(file: string, packedBytes: number, limits: UnpackLimits = defaultLimits) {
    this.#file = file;
    this.#packedBytes = packedBytes;
    this.limits = limits;
  }

  /** @throws ProblemError `too_large` */
  spend(bytes: number): void {
    this.#bytes += bytes;
    this.check(this.#bytes);
  }

  /** Whether so many bytes in all would be too many. */
  check(bytes: number): void {
    const { limits } = this;
    if (bytes > limits.bytes)
      throw tooLarge(
        this.#file,
        `What is inside is larger than ${Math.round(limits.bytes / gibibyte)} GB`,
      );
    if (bytes > limits.freeBytes && bytes > limits.ratio * this.#packedBytes)
      throw tooLarge(
        this.#file,
        `What is inside is more than ${limits.ratio} times as large as the file: it is made to fill a disk`,
      );
  }
}

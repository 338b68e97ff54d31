/** A number with the digits it was written with, so that an id of 19 digits can stay text. */
export class WrittenNumber {
  readonly value: number;
  readonly source: string;

  constructor(value: number, source: string) {
    this.value = value;
    this.source = source;
  }

  /** Whether the double says exactly what was written: decimal notation, at most 15 digits. */
  get isExact(): boolean {
    const written = /^[-+]?(\d*\.?\d*)(?:e[-+]?\d+)?$/i.exec(this.source)?.[1];
    const digits = written?.replace(".", "").replace(/^0+/, "");
    if (digits === undefined || digits.length > 15 || !Number.isFinite(this.value)) return false;
    return this.value !== 0 || digits === "";
  }
}

import type { LeftOutRows } from "../protocol/load-report.ts";
import type { Recognition } from "./recognise.ts";
import type { TextRecord } from "./records.ts";
import type { TotalsCandidate } from "./totals.ts";
import { totalsDetector } from "./totals.ts";

type Reason = LeftOutRows["reason"];

/**
 * Decides of every row below the header whether it is data. Used twice over the same file, once to
 * collect evidence and once to write the rows, and must decide the same both times.
 */
export class RowClassifier {
  readonly totals: TotalsCandidate[] = [];
  read = 0;
  readonly #leftOut = new Map<Reason, { rows: number; examples: number[] }>();
  readonly #recognition: Recognition;
  readonly #header: TextRecord;
  readonly #totalsOf: (record: TextRecord) => "proven" | "possible" | null;
  /** Rows too short for data since the last data row: a footer if nothing follows. */
  #short: { row: number; filled: number }[] = [];

  constructor(recognition: Recognition, header: TextRecord) {
    this.#recognition = recognition;
    this.#header = header;
    this.#totalsOf = totalsDetector(recognition.definition, recognition.columns);
  }

  /** @param row 1-based position in the file. @returns whether the record is data. */
  isData(record: TextRecord, row: number): boolean {
    this.read++;
    if (record.every((cell) => cell.trim() === "")) return this.#leaveOut("blank", row);
    const kind = this.#totalsOf(record);
    if (kind) {
      this.totals.push({ row, record, proven: kind === "proven" });
      return this.#leaveOut("totals", row);
    }
    const width = this.#header.length;
    if (record.length < width) {
      this.#short.push({ row, filled: record.filter((cell) => cell.trim() !== "").length });
      return false;
    }
    if (record.slice(width).some((cell) => cell.trim() !== ""))
      return this.#leaveOut("ragged", row);
    if (this.#isHeader(record)) return this.#leaveOut("repeated_header", row);
    this.#shortAre("ragged");
    return true;
  }

  /** To be called after the last row. */
  finish(): void {
    this.#shortAre("footer");
  }

  /** A possible totals row turned out to be data. */
  takeBack(candidate: TotalsCandidate): void {
    const entry = this.#leftOut.get("totals");
    if (!entry) return;
    entry.rows--;
    entry.examples = entry.examples.filter((row) => row !== candidate.row);
    if (entry.rows === 0) this.#leftOut.delete("totals");
  }

  get leftOut(): LeftOutRows[] {
    return [...this.#leftOut].map(([reason, entry]) => ({ reason, ...entry }));
  }

  #isHeader(record: TextRecord): boolean {
    return this.#recognition.columns.every(
      ({ position, header }) => (record[position] ?? "").replace(/^\ufeff/, "").trim() === header,
    );
  }

  /** Rows at the end with one or two texts are a footer; with more they are broken data. */
  #shortAre(reason: "ragged" | "footer"): void {
    for (const { row, filled } of this.#short) this.#leaveOut(filled > 2 ? "ragged" : reason, row);
    this.#short = [];
  }

  #leaveOut(reason: Reason, row: number): false {
    const entry = this.#leftOut.get(reason) ?? { rows: 0, examples: [] };
    entry.rows++;
    if (entry.examples.length < 5) entry.examples.push(row);
    this.#leftOut.set(reason, entry);
    return false;
  }
}

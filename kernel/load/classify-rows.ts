import type { LeftOutRows } from "../protocol/load-report.ts";
import { allWords } from "./exports/totals-labels.ts";
import { foldHeader } from "./header-text.ts";
import { isNullText } from "./null-words.ts";
import { wordCounter } from "./words-row.ts";
import type { MappedColumn } from "./map-columns.ts";
import type { Recognition } from "./recognise.ts";
import type { TextRecord } from "./records.ts";
import type { TotalsCandidate, TotalsLook, TotalsSuspect } from "./totals.ts";
import type { SubtotalCandidate } from "./subtotals.ts";
import { mostSubtotals, subtotalDetector } from "./subtotals.ts";
import { identifyingColumns, totalsDetector } from "./totals.ts";

type Reason = LeftOutRows["reason"];

/** So many rows that might be totals are looked at, from the top and from the bottom; more are data. */
const mostSuspects = 4;

/**
 * Decides of every row below the header whether it is data. Used twice over the same file: first to
 * collect evidence, then, knowing which rows to suspect of being totals, to write the rows.
 */
export class RowClassifier {
  readonly totals: TotalsSuspect[] = [];
  /** Rows among the data that may be subtotals of others. */
  readonly subtotals: SubtotalCandidate[] = [];
  read = 0;
  /** After the last row: it has too few cells. */
  endsShort = false;
  readonly #leftOut = new Map<Reason, { rows: number; examples: number[] }>();
  readonly #recognition: Recognition;
  readonly #header: TextRecord;
  readonly #totalsOf: (record: TextRecord) => TotalsLook | null;
  readonly #subtotalOf: ReturnType<typeof subtotalDetector>;
  readonly #suspects: ReadonlySet<number> | undefined;
  /** Cells that a data row has at least: headers without a name at the right may have none. */
  readonly #width: number;
  readonly #firstPossible: number[] = [];
  readonly #lastPossible: number[] = [];
  #data = 0;
  /** The first and the last data row. */
  readonly #edges: { readonly row: number; readonly record: TextRecord }[] = [];
  readonly #wordsOf: (record: TextRecord) => number | null;
  readonly #headers: ReadonlySet<string>;
  readonly #ids: readonly MappedColumn[];
  /** No data row since the last blank one or one that is too short. */
  #gap = false;
  /** What follows is another table. */
  #ended = false;
  /** The last data row that is no subtotal. */
  #above: TextRecord | undefined;
  /** Rows too short for data since the last data row: a footer if nothing follows. */
  #short: { row: number; filled: number }[] = [];

  /** @param suspects what the first pass found; undefined: this is the first pass, such rows are data */
  constructor(recognition: Recognition, header: TextRecord, suspects?: ReadonlySet<number>) {
    this.#suspects = suspects;
    this.#width = header.findLastIndex((cell) => cell.trim() !== "") + 1;
    this.#recognition = recognition;
    this.#header = header;
    this.#wordsOf = wordCounter(recognition.columns);
    this.#ids = recognition.columns.filter(({ kind }) => kind === "id");
    this.#headers = new Set(header.map(foldHeader).filter((text) => text !== ""));
    this.#totalsOf = totalsDetector(recognition.definition, recognition.columns);
    this.#subtotalOf = subtotalDetector(recognition.definition, recognition.columns);
  }

  /** @param row 1-based position in the file. @returns whether the record is data. */
  isData(record: TextRecord, row: number): boolean {
    this.read++;
    const filled = record.filter((cell) => cell.trim() !== "").length;
    if (filled === 0) {
      this.#gap = true;
      return this.#leaveOut("blank", row);
    }
    if (this.#ended || this.#endsTable(record)) return this.#leaveOut("section", row);
    if (this.#data === 0 && this.read <= 3 && this.#isWords(record))
      return this.#leaveOut("description", row);
    const look = this.#totalsOf(record);
    if (look === "average") return this.#leaveOut("totals", row);
    const suspect =
      look && this.#suspected(look, row)
        ? { row, record, proven: look === "proven", look, above: this.#data }
        : null;
    const subtotal =
      !this.#suspects || suspect?.proven === true || this.subtotals.length === mostSubtotals
        ? null
        : this.#subtotalOf(record, this.#above);
    if (suspect && !subtotal) {
      this.totals.push(suspect);
      return this.#leaveOut("totals", row);
    }
    if (record.length < this.#width || this.#isFooter(record, filled)) {
      this.#gap = true;
      this.#short.push({ row, filled });
      return false;
    }
    if (record.slice(this.#header.length).some((cell) => cell.trim() !== ""))
      return this.#leaveOut("ragged", row);
    if (this.#isHeader(record)) return this.#leaveOut("repeated_header", row);
    this.#shortAre("ragged");
    this.#gap = false;
    this.#data++;
    this.#edges[Math.min(this.#data, 2) - 1] = { row, record };
    if (!subtotal) this.#above = record;
    else this.subtotals.push({ row, record, look: subtotal, suspect });
    return true;
  }

  /** A footer that was padded to full width has one or two cells too, and words for a number or date. */
  #isFooter(record: TextRecord, filled: number): boolean {
    if (filled === 1) return this.#width > 2;
    return (
      filled === 2 &&
      this.#width > 4 &&
      this.#wordsOf(record) === 1 &&
      this.#ids.every(({ position }) => (record[position] ?? "").trim() === "")
    );
  }

  #isWords(record: TextRecord): boolean {
    return (this.#wordsOf(record) ?? 0) > 1;
  }

  /** A mark of the format, or the header of another table: after a gap, or of headers of this one. */
  #endsTable(record: TextRecord): boolean {
    const mark = this.#recognition.definition.sectionMark;
    this.#ended =
      (mark !== undefined && (record[0] ?? "").startsWith(mark)) ||
      (this.#data > 0 &&
        this.#isWords(record) &&
        !this.#isHeader(record) &&
        (this.#gap || record.filter((cell) => this.#headers.has(foldHeader(cell))).length > 1));
    return this.#ended;
  }

  /** After the first pass: the first and last rows that may be totals though no label proves it. */
  get suspects(): ReadonlySet<number> {
    return new Set([...this.#firstPossible, ...this.#lastPossible]);
  }

  #suspected(look: TotalsLook, row: number): boolean {
    if (look === "proven") return true;
    if (this.#suspects) return this.#suspects.has(row);
    if (this.#firstPossible.length < mostSuspects) this.#firstPossible.push(row);
    else if (this.#lastPossible.push(row) > mostSuspects) this.#lastPossible.shift();
    return false;
  }

  /** To be called after the last row. */
  finish(): void {
    this.endsShort = this.#short.length > 0;
    this.#shortAre("footer");
  }

  /** The first and the last data row, where nothing but one name tells rows apart. */
  get edges(): readonly { readonly row: number; readonly record: TextRecord }[] {
    const { definition, columns } = this.#recognition;
    const [only, ...others] = identifyingColumns(definition, columns);
    if (!only || others.length > 0) return [];
    const splitting = columns.filter(
      ({ id }) => id !== only.id && definition.breakdowns.includes(id),
    );
    // Totals have no age and no country of their own.
    return this.#edges.filter(({ record }) =>
      splitting.every(({ position }) => {
        const cell = record[position] ?? "";
        return isNullText(cell) || allWords.test(cell.trim().toLowerCase());
      }),
    );
  }

  /** A data row turned out to be totals. */
  takeAway(row: number): void {
    this.#leaveOut("totals", row);
  }

  /**
   * Which rows are subtotals is proved; those that may be totals instead are suspected again.
   *
   * @returns those that are no data any more
   */
  settleSubtotals(proven: ReadonlySet<number>): SubtotalCandidate[] {
    const away = this.subtotals.filter(({ row, suspect }) => proven.has(row) || suspect);
    for (const { row, suspect } of away) {
      this.takeAway(row);
      if (suspect && !proven.has(row)) this.totals.push(suspect);
    }
    for (const [index, each] of this.totals.entries())
      this.totals[index] = {
        ...each,
        above: each.above - away.filter(({ row }) => row < each.row).length,
      };
    this.totals.sort((a, b) => a.row - b.row);
    return away;
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

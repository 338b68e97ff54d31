/** Reading numbers as people write them. Decimal and grouping marks are decided per column, from evidence. */

export interface NumberMarks {
  readonly decimal: "." | ",";
  readonly group: string;
}

export type NumberReading =
  | { readonly ok: true; readonly text: string; readonly percent: boolean }
  | { readonly ok: false; readonly reason: "not_a_number" | "masked" };

/** Cells that mean "no value" in a column of any kind; compared after trimming. */
export const nullTokens: readonly string[] = ["", "-", "--", "—", "–"];
const nullCells = new Set(nullTokens);
/** And those that mean it where a number or date is expected; as a name they stay. */
const nullNumbers = new Set([...nullTokens, "n/a", "N/A", "null", "NULL", "(not set)"]);

export function isNullText(cell: string): boolean {
  return nullCells.has(cell.trim());
}

export function isNullNumber(cell: string): boolean {
  return nullNumbers.has(cell.trim());
}

const currencySign =
  /^(?:[A-Z]{3}|[A-Z]{0,2}\p{Sc}|Rp|kr\.?|zł)\s*|\s*(?:[A-Z]{3}|\p{Sc}|kr\.?|zł)$/gu;
const spaces = /[\s\u00a0\u202f\u2009]/gu;

/** Strips sign, currency, percent and parentheses; what is left is digits and marks, or not a number. */
function bare(cell: string): { digits: string; negative: boolean; percent: boolean } | null {
  let text = cell.normalize("NFKC").trim();
  let negative = false;
  if (text.startsWith("(") && text.endsWith(")")) {
    negative = true;
    text = text.slice(1, -1).trim();
  }
  let percent = false;
  if (text.endsWith("%")) {
    percent = true;
    text = text.slice(0, -1).trim();
  }
  const sign = /^[+\-−]/u;
  if (sign.test(text)) {
    negative = negative !== !text.startsWith("+");
    text = text.slice(1);
  }
  text = text.replace(currencySign, "");
  if (sign.test(text)) {
    negative = negative !== !text.startsWith("+");
    text = text.slice(1);
  }
  text = text.replace(spaces, " ").trim();
  return /^[\d.,'’ ]*\d[\d.,'’ ]*$/.test(text) || /^\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}$/.test(text)
    ? { digits: text, negative, percent }
    : null;
}

/**
 * @returns the value as exact decimal text ("1234.5"), or why it is none. `<5` is masked, not 5.
 */
export function readNumber(cell: string, marks: NumberMarks): NumberReading {
  if (/^\s*[<>≤≥]\s*[\d.,]+\s*%?\s*$/.test(cell)) return { ok: false, reason: "masked" };
  const parts = bare(cell);
  if (!parts) return { ok: false, reason: "not_a_number" };
  const [whole = "", fraction, ...more] = parts.digits.split(marks.decimal);
  if (more.length > 0) return { ok: false, reason: "not_a_number" };
  const integer = ungroup(whole, marks);
  if (integer === null || (fraction !== undefined && !/^\d*(?:[eE][+-]?\d+)?$/.test(fraction)))
    return { ok: false, reason: "not_a_number" };
  const text = `${parts.negative ? "-" : ""}${integer}${fraction ? `.${fraction}` : ""}`;
  return { ok: true, text: /e/i.test(text) ? expand(text) : text, percent: parts.percent };
}

/** Digits of a grouped integer; null where the groups are not of three (or Indian two) digits. */
function ungroup(whole: string, { decimal }: NumberMarks): string | null {
  if (/^\d*(?:[eE][+-]?\d+)?$/.test(whole)) return whole === "" ? "0" : whole;
  const groups = whole.split(/[.,'’ ]/);
  const separators = new Set(whole.replace(/\d/g, ""));
  if (separators.size !== 1 || separators.has(decimal)) return null;
  const last = groups.at(-1) ?? "";
  const middle = groups.slice(1, -1);
  const first = groups[0] ?? "";
  if (last.length !== 3 || first.length < 1 || first.length > 3) return null;
  if (!middle.every((group) => group.length === 3) && !middle.every((group) => group.length === 2))
    return null;
  return groups.join("");
}

/** "1.5e3" -> "1500", without going through a double. */
function expand(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + "0".repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Signs that stand for one currency only; "$", "¥" and "kr" do not. */
const signCurrencies: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
  "₩": "KRW",
  "₫": "VND",
  "฿": "THB",
  "₺": "TRY",
  Rp: "IDR",
  zł: "PLN",
};

/** The currency written in a cell: a code, a sign that means one currency, or the bare sign. */
function cellCurrency(cell: string): string | undefined {
  const found = /[A-Z]{3}|[A-Z]{0,2}\p{Sc}|Rp|kr|zł/u.exec(cell)?.[0];
  return found === undefined ? undefined : (signCurrencies[found] ?? found);
}

/** What a column's cells say about its marks, counted. */
export class MarkEvidence {
  /** Cells that only fit a decimal point; cells that only fit a decimal comma. */
  point = 0;
  comma = 0;
  /** "1,234" and "1.234": by the mark that was seen. */
  eitherComma = 0;
  eitherPoint = 0;
  numbers = 0;
  percents = 0;
  currencies = new Set<string>();

  add(cell: string): void {
    const parts = bare(cell);
    if (!parts) return;
    this.numbers++;
    if (parts.percent) this.percents++;
    const currency = cellCurrency(cell);
    if (currency !== undefined) this.currencies.add(currency);
    const { digits } = parts;
    const lastPoint = digits.lastIndexOf(".");
    const lastComma = digits.lastIndexOf(",");
    if (lastPoint === -1 && lastComma === -1) return;
    if (lastPoint !== -1 && lastComma !== -1) {
      if (lastPoint > lastComma) this.point++;
      else this.comma++;
      return;
    }
    const mark = lastPoint !== -1 ? "." : ",";
    const pieces = digits.split(mark);
    const grouped =
      pieces.length > 1 &&
      ungroup(digits, { decimal: mark === "." ? "," : ".", group: mark }) !== null;
    const decimal = pieces.length === 2;
    if (grouped && decimal && pieces[0] !== "0" && !/^0\d/.test(pieces[0] ?? "")) {
      if (mark === ".") this.eitherPoint++;
      else this.eitherComma++;
    } else if (decimal) {
      if (mark === ".") this.point++;
      else this.comma++;
    } else if (grouped) {
      if (mark === ".") this.comma++;
      else this.point++;
    }
  }
}

export const pointMarks: NumberMarks = { decimal: ".", group: "," };
export const commaMarks: NumberMarks = { decimal: ",", group: "." };

export type MarkDecision =
  | { readonly marks: NumberMarks; readonly basis: "column" | "file" | "locale" | "none_needed" }
  | { readonly marks: null };

/**
 * Decides a column's marks: its own evidence first, then a stated locale, then the file's other columns.
 * A column that fits both readings with no other evidence is ambiguous, and so is one that contradicts itself.
 *
 * @param whole  the column counts whole things, so that "1,234" can only be grouped
 */
export function decideMarks(
  column: MarkEvidence,
  file: { readonly point: number; readonly comma: number },
  locale: NumberMarks | undefined,
  whole: boolean,
): MarkDecision {
  const point = column.point + (whole ? column.eitherComma : 0);
  const comma = column.comma + (whole ? column.eitherPoint : 0);
  if (point > 0 && comma > 0) return { marks: null };
  if (point > 0 && !(whole && column.point === 0 && file.comma > 0))
    return { marks: pointMarks, basis: "column" };
  if (comma > 0 && !(whole && column.comma === 0 && file.point > 0))
    return { marks: commaMarks, basis: "column" };
  if (point > 0 || comma > 0) return locale ? { marks: locale, basis: "locale" } : { marks: null };
  if (column.eitherComma + column.eitherPoint === 0)
    return { marks: pointMarks, basis: "none_needed" };
  if (locale) return { marks: locale, basis: "locale" };
  if (file.point > 0 && file.comma === 0) return { marks: pointMarks, basis: "file" };
  if (file.comma > 0 && file.point === 0) return { marks: commaMarks, basis: "file" };
  return { marks: null };
}

/** The marks of a BCP 47 locale, or undefined where the locale is not known. */
export function localeMarks(locale: string): NumberMarks | undefined {
  try {
    const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
    return parts.some((part) => part.type === "decimal" && part.value === ",")
      ? commaMarks
      : pointMarks;
  } catch {
    return undefined;
  }
}

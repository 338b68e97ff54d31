import { isoMoment } from "../xlsx/iso-moment.ts";
import { numberCell } from "../xlsx/number-cell.ts";
import type { SheetFacts } from "../xlsx/sheet-facts.ts";

type Attributes = Readonly<Record<string, string>>;

/** A cell of an OpenDocument sheet: a typed value, and paragraphs that show it. */
export class OpenDocumentCell {
  readonly attributes: Attributes;
  #text = "";
  #paragraphs = 0;
  #inParagraph = 0;
  /** In what is no part of the cell's text: a comment, a picture, how a word is pronounced. */
  #aside = 0;

  constructor(attributes: Attributes) {
    this.attributes = attributes;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#aside > 0 || /^(?:annotation|frame|custom-shape|table|ruby-text)$/.test(name)) {
      this.#aside++;
      return;
    }
    if (name === "p" && this.#inParagraph++ === 0 && this.#paragraphs++ > 0) this.#text += "\n";
    else if (name === "s")
      this.#text += " ".repeat(Math.min(Number(attributes["text:c"] ?? 1), 1000));
    else if (name === "tab") this.#text += "\t";
    else if (name === "line-break") this.#text += "\n";
  }

  text(text: string): void {
    // Blanks of any kind are one blank; more are elements.
    if (this.#aside === 0 && this.#inParagraph > 0) this.#text += text.replace(/[ \t\r\n]+/g, " ");
  }

  close(name: string): void {
    if (this.#aside > 0) this.#aside--;
    else if (name === "p") this.#inParagraph--;
  }

  /** @param facts told what the cell brings up besides its text */
  value(facts: SheetFacts, row: number, column: number): string {
    const { attributes } = this;
    const number = attributes["office:value"] ?? "";
    if (attributes["calcext:value-type"] === "error") {
      facts.error(row, column, this.#text.slice(0, 20));
      return "";
    }
    const type = attributes["office:value-type"] ?? "";
    if (/^(?:float|percentage|currency)$/.test(type)) {
      facts.firstNumberRow = Math.min(facts.firstNumberRow, row);
      if (/^-?\d{16,}$/.test(number)) facts.longNumbers++;
    }
    switch (type) {
      case "float":
        return numberCell(number, "plain", false);
      case "percentage":
        return numberCell(number, "percent", false);
      case "currency":
        return `${numberCell(number, "plain", false)} ${attributes["office:currency"] ?? ""}`.trim();
      case "date":
        return isoMoment(attributes["office:date-value"] ?? this.#text);
      case "time":
        return clock(attributes["office:time-value"] ?? "") ?? this.#text;
      case "boolean":
        return attributes["office:boolean-value"] === "true" ? "TRUE" : "FALSE";
      case "":
        if (attributes["table:formula"] !== undefined && this.#text === "") facts.uncalculated++;
        return this.#text;
      default:
        return this.#paragraphs > 0 ? this.#text : (attributes["office:string-value"] ?? "");
    }
  }
}

/** "PT25H01M01.5S" -> "25:01:01.5" */
function clock(text: string): string | null {
  const [all, sign = "", hours = "0", minutes = "0", seconds = "0", fraction = ""] =
    /^(-?)PT(?:(\d{1,6})H)?(?:(\d{1,2})M)?(?:(\d{1,2})([.,]\d+)?S)?$/.exec(text) ?? [];
  if (all === undefined) return null;
  const part = fraction
    .replace(",", ".")
    .slice(0, 4)
    .replace(/\.?0*$/, "");
  return `${sign}${[hours, minutes, seconds].map((each) => each.padStart(2, "0")).join(":")}${part}`;
}

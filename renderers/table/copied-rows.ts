import type { OutputColumn, OutputValue } from "../../kernel/protocol/output.ts";
import { isNumeric } from "../../kernel/protocol/value-text.ts";
import { headerText } from "./cell-text.ts";

type Row = readonly OutputValue[];

/** Tab-separated as spreadsheets write it: values with all their digits, missing ones empty. */
export function tabSeparated(rows: readonly Row[]): string {
  return rows.map((row) => row.map((value) => quoted(rawText(value))).join("\t")).join("\n");
}

function quoted(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A Markdown table of texts as they are shown; no text can end a cell or start markup. */
export function markdownTable(
  columns: readonly OutputColumn[],
  rows: readonly (readonly (string | null)[])[],
): string {
  return [
    line(columns.map(headerText)),
    `|${columns.map((column) => (isNumeric(column) ? "--:" : ":--")).join("|")}|`,
    ...rows.map((row) => line(row.map((text) => text ?? ""))),
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(" | ")} |`;
}

function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|~&$#]/g, "\\$&");
}

/**
 * The same for a spreadsheet: cells of text say that they are, so that an id keeps its digits and a name
 * that begins with an equals sign stays a name.
 */
export function htmlTable(columns: readonly OutputColumn[], rows: readonly Row[]): string {
  const table = document.createElement("table");
  for (const row of rows) {
    const tableRow = table.insertRow();
    for (const [place, value] of row.entries()) {
      const cell = tableRow.insertCell();
      cell.textContent = rawText(value);
      const column = columns[place];
      if (column && !isNumeric(column)) cell.setAttribute("style", "mso-number-format:'\\@'");
    }
  }
  return table.outerHTML;
}

function rawText(value: OutputValue): string {
  return value === null ? "" : String(value);
}

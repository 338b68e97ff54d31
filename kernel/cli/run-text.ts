import type { FinishedRun } from "../cells/run-notebook.ts";
import type { CellOutput, KpiTile, OutputTable, OutputValue } from "../protocol/output.ts";
import { drawnTable, viewNote } from "../protocol/drawn-table.ts";
import { formatNumber } from "../protocol/number-format.ts";
import { describeProblem, visible } from "../protocol/problem.ts";
import type { Unit } from "../protocol/unit.ts";
import { isNumeric, valueText } from "../protocol/value-text.ts";
import { noticeText, reportText } from "./report-text.ts";
import { findingsText } from "./findings-text.ts";
import { textTable } from "./text-table.ts";

const terminalRows = 20;
/** A run for the terminal: headings, tables and figures; charts are in the report. */
export function runText(run: FinishedRun): string {
  const parts = run.cells.flatMap(({ cell, hide, outputs }) => {
    if (cell.kind === "markdown") return headings(cell.text);
    return hide === "result" || hide === "all" ? [] : outputs.map(outputText);
  });
  return parts.map((part) => `${part.trimEnd()}\n`).join("\n");
}

/** The headings of a text, as they structure the figures. */
function headings(markdown: string): string[] {
  return markdown
    .split("\n")
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) => visible(line.replace(/^#+ /, "").toUpperCase()));
}

function outputText(output: CellOutput): string {
  switch (output.kind) {
    case "load":
      return [
        ...output.notices.map(noticeText),
        ...output.reports.map(reportText),
        ...output.parameters.map(({ name, value }) => `  $${name} = ${visible(value)}\n`),
      ].join("");
    case "table": {
      const note = viewNote(output);
      return tableText(drawnTable(output)) + (note === null ? "" : `\n${visible(note)}`);
    }
    case "kpi":
      return output.tiles.map((tile) => `${tileText(tile, output.currency)}\n`).join("");
    case "findings":
      return findingsText(output);
    case "chart":
      return `Chart: ${visible(output.title)} (in the report)`;
    case "text":
      return visible(output.text);
    case "error":
      return describeProblem(output.problem);
  }
}

/** A result as a text table; of more rows than `limit` the first ones. */
export function tableText(
  { columns, rows, totals, total, currency }: OutputTable,
  limit = terminalRows,
): string {
  const shown = rows.slice(0, limit);
  const cells = (row: readonly OutputValue[]) =>
    row.map((value, index) => cellText(value, columns[index]?.unit ?? null, currency));
  const table = textTable(
    columns.map(({ name, unit, type }) => ({
      header: name,
      align: isNumeric({ unit, type }) ? "right" : "left",
    })),
    [...shown.map(cells), ...(totals ? [cells(totals)] : [])],
    32,
  );
  const cut = total > shown.length ? `, the first ${shown.length} shown` : "";
  return `${table}${formatNumber(total, "count")} ${total === 1 ? "row" : "rows"}${cut}`;
}

function cellText(value: OutputValue, unit: Unit | null, currency: string | null): string {
  return value === null ? "–" : valueText(value, unit, currency);
}

function tileText(tile: KpiTile, currency: string | null): string {
  const text = (value: OutputValue) => cellText(value, tile.unit, currency);
  const beside = [
    ...(tile.previous === null ? [] : [`before ${text(tile.previous)}`]),
    ...(tile.target === null ? [] : [`target ${text(tile.target)}`]),
  ];
  return `${tile.label}: ${text(tile.value)}${beside.length > 0 ? ` (${beside.join(", ")})` : ""}`;
}

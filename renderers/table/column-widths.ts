import type { OutputTable } from "../../kernel/protocol/output.ts";
import { isNumeric } from "../../kernel/protocol/value-text.ts";
import { cellWriter, headerText } from "./cell-text.ts";

const [narrowest, widestText, widestNumber] = [56, 340, 260];
/** Around a cell's text; a header also has its sort mark and menu. */
const [cellRoom, headerRoom] = [20, 56];

/** Widths in pixels that fit the rows at hand; a few very long texts do not count. */
export function columnWidths(table: OutputTable): number[] {
  const widthOf = textWidth();
  const write = cellWriter(table);
  return table.columns.map((column, place) => {
    const widths = table.rows
      .slice(0, 100)
      .map((row) => widthOf(write(row, place) ?? "NULL"))
      .toSorted((a, b) => a - b);
    const usual = widths[Math.floor(widths.length * 0.95)] ?? 0;
    const currency = column.unit === "money" && table.currency !== null ? ` ${table.currency}` : "";
    // Headers are bold.
    const header = widthOf(headerText(column) + currency) * 1.08;
    const width = Math.max(usual + cellRoom, header + headerRoom);
    const most = isNumeric(column) ? widestNumber : widestText;
    return Math.round(Math.min(Math.max(width, narrowest), most));
  });
}

function textWidth(): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(document.documentElement).getPropertyValue(
    "--vscode-font-family",
  );
  if (context) context.font = `13px ${family || "sans-serif"}`;
  return (text) => {
    const cut = text.slice(0, 80);
    return context?.measureText(cut).width ?? cut.length * 8;
  };
}

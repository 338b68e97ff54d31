import stringWidth from "string-width";
import { visible } from "../protocol/problem.ts";

export interface TextColumn {
  readonly header: string;
  readonly align: "left" | "right";
}

/** Rows under a header, columns aligned by what a terminal shows, long texts shortened. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  maxCell = 40,
): string {
  const lines = [columns.map(({ header }) => header), ...rows].map((cells) =>
    cells.map((cell) => fit(visible(cell.replace(/\s+/g, " ")), maxCell)),
  );
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((cells) => stringWidth(cells[index] ?? ""))),
  );
  const [header = "", ...body] = lines.map((cells) =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? "left"))
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [header, rule, ...body].map((line) => `${line}\n`).join("");
}

function pad(text: string, width: number, align: TextColumn["align"]): string {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
  return align === "left" ? text + space : space + text;
}

/** `text` in at most `width` terminal columns. */
export function fit(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

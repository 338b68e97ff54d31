import type { NotebookCell } from "vscode";
import { NotebookCellOutput, NotebookCellOutputItem } from "vscode";
import type { ShownOutput } from "../kernel/protocol/calls.ts";
import type { ErrorOutput, OutputTable, TableOutput } from "../kernel/protocol/output.ts";
import type { Problem } from "../kernel/protocol/problem.ts";
import { describeProblem } from "../kernel/protocol/problem.ts";
import { setupCell } from "./notebook-memory.ts";

const mimePrefix = "application/vnd.campaign-notebook.";

/** What the notebook's renderers draw, followed by what shows without them. */
export function toOutput({ output, text }: ShownOutput, cell: NotebookCell): NotebookCellOutput {
  if (output.kind === "text") return printedOutput(text);
  const shown = output.kind === "error" ? { ...output, cell: placeOf(output, cell) } : output;
  const items = [NotebookCellOutputItem.json(shown, mimePrefix + output.kind)];
  if (output.kind === "chart") {
    items.push(NotebookCellOutputItem.text(themed(output.svg), "image/svg+xml"));
  }
  items.push(
    NotebookCellOutputItem.text(text, output.kind === "error" ? "text/plain" : "text/markdown"),
  );
  const { result } = output.kind === "table" ? output : {};
  return new NotebookCellOutput(items, result === undefined ? {} : { result });
}

export function printedOutput(text: string): NotebookCellOutput {
  return new NotebookCellOutput([NotebookCellOutputItem.text(text, "text/plain")]);
}

/** The id of the result that an output shows; undefined where no more can be asked of it. */
export function resultOf({ metadata }: NotebookCellOutput): string | undefined {
  const result: unknown = metadata?.["result"];
  return typeof result === "string" ? result : undefined;
}

/** The table that the cell shows; undefined where it shows none. */
export function tableIn({ outputs }: NotebookCell): OutputTable | undefined {
  const items = outputs.flatMap((output) => output.items);
  const item = items.find(({ mime }) => mime === `${mimePrefix}table`);
  if (!item) return undefined;
  // Written by `toOutput`.
  const { table }: TableOutput = JSON.parse(new TextDecoder().decode(item.data));
  return table;
}

/** The address of the cell in which the problem's line counts. */
function placeOf({ problem }: ErrorOutput, cell: NotebookCell): string {
  const inSetup = problem.place?.cell === "setup";
  return String(((inSetup ? setupCell(cell.notebook) : undefined) ?? cell).document.uri);
}

export function problemOutput(problem: Problem): ShownOutput {
  return { output: { kind: "error", problem }, text: describeProblem(problem) };
}

const editorColours = [
  "--cn-fg:var(--vscode-editor-foreground)",
  "--cn-muted:var(--vscode-descriptionForeground)",
  "--cn-grid:var(--vscode-editorWidget-border)",
  "--cn-bg:var(--vscode-editor-background)",
].join(";");

/** A chart's text and lines in the editor's colours; series keep theirs. */
function themed(svg: string): string {
  return svg.replace(/^<svg /, `<svg style="${editorColours}" `);
}

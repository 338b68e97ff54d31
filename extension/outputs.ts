import type { NotebookCell } from "vscode";
import { NotebookCellOutput, NotebookCellOutputItem } from "vscode";
import type { ShownOutput } from "../kernel/protocol/calls.ts";
import type { FindingsOutput } from "../kernel/protocol/findings.ts";
import type {
  CellOutput,
  ErrorOutput,
  OutputTable,
  TableOutput,
} from "../kernel/protocol/output.ts";
import type { Problem } from "../kernel/protocol/problem.ts";
import { describeProblem } from "../kernel/protocol/problem.ts";
import { setupCell } from "./notebook-memory.ts";

const mimePrefix = "application/vnd.campaign-notebook.";

/** What the notebook's renderers draw, followed by what shows without them. */
export function toOutput({ output, text }: ShownOutput, cell: NotebookCell): NotebookCellOutput {
  if (output.kind === "text") return printedOutput(text);
  const shown = inItsCell(output, cell);
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

/** Errors and findings say in which cell they stand. */
function inItsCell(output: CellOutput, cell: NotebookCell): CellOutput {
  if (output.kind === "error") return { ...output, cell: placeOf(output, cell) };
  return output.kind === "findings" ? { ...output, cell: String(cell.document.uri) } : output;
}

/** The findings that a cell shows. */
export function findingsIn({ outputs }: NotebookCell): FindingsOutput | undefined {
  const mime = `${mimePrefix}findings`;
  const item = outputs.flatMap(({ items }) => items).find((each) => each.mime === mime);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written above, by this build
  return item && (JSON.parse(new TextDecoder().decode(item.data)) as FindingsOutput);
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

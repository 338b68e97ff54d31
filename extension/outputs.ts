import { NotebookCellOutput, NotebookCellOutputItem } from "vscode";
import type { ShownOutput } from "../kernel/protocol/calls.ts";
import type { Problem } from "../kernel/protocol/problem.ts";
import { describeProblem } from "../kernel/protocol/problem.ts";

const mimePrefix = "application/vnd.campaign-notebook.";

/** What the notebook's renderers draw, followed by what shows without them. */
export function toOutput({ output, text }: ShownOutput): NotebookCellOutput {
  const items = [NotebookCellOutputItem.json(output, mimePrefix + output.kind)];
  if (output.kind === "chart") {
    items.push(NotebookCellOutputItem.text(themed(output.svg), "image/svg+xml"));
  }
  items.push(
    NotebookCellOutputItem.text(text, output.kind === "error" ? "text/plain" : "text/markdown"),
  );
  return new NotebookCellOutput(items);
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

import type { Disposable, NotebookCell, NotebookEditor } from "vscode";
import {
  env,
  NotebookCellData,
  NotebookCellKind,
  NotebookEdit,
  NotebookEditorRevealType,
  NotebookRange,
  notebooks,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { freeName } from "../kernel/notebook/free-name.ts";
import type { FindingAction } from "../kernel/protocol/finding-action.ts";
import type { Finding } from "../kernel/protocol/findings.ts";
import { notebookType } from "./controller.ts";
import { findingsIn } from "./outputs.ts";
import { findingRequest } from "./renderer-requests.ts";
import { cellsOf } from "./serializer.ts";

/** Inserts a finding's query or chart as cells below it, and copies its brief. */
export function actOnFindings(): Disposable {
  const messaging = notebooks.createRendererMessaging("campaign-notebook.findings");
  return messaging.onDidReceiveMessage(({ editor, message }) => {
    const read = findingRequest.safeParse(message);
    if (read.success && editor.notebook.notebookType === notebookType)
      void actOnFinding(editor, read.data);
  });
}

export async function actOnFinding(
  editor: NotebookEditor,
  { type, cell: uri, finding: place }: FindingAction,
): Promise<void> {
  const cell = editor.notebook.getCells().find(({ document }) => String(document.uri) === uri);
  const finding = cell && findingsIn(cell)?.findings[place];
  if (!cell || !finding) return;
  if (type === "brief") {
    if (finding.brief === null) return;
    await env.clipboard.writeText(finding.brief);
    window.setStatusBarMessage(`The brief for “${finding.thing.name}” is in the clipboard.`, 5000);
    return;
  }
  const made = type === "query" ? queryCells(finding) : chartCells(finding, cell);
  if (made.length > 0) await insertBelow(editor, cell, made);
}

function queryCells({ query }: Finding): NotebookCellData[] {
  return query === null ? [] : [codeCell("sql", query, "")];
}

function chartCells({ chart }: Finding, { notebook }: NotebookCell): NotebookCellData[] {
  if (!chart) return [];
  const name = freeName(chart.name, cellsOf(notebook.getCells()));
  return [
    codeCell("sql", chart.query, `name=${name} hide=all`),
    codeCell("vega-lite", chart.spec, `data=${name}`),
  ];
}

function codeCell(language: string, text: string, attributes: string): NotebookCellData {
  const cell = new NotebookCellData(NotebookCellKind.Code, text, language);
  cell.metadata = { language, attributes };
  return cell;
}

async function insertBelow(
  editor: NotebookEditor,
  { index }: NotebookCell,
  made: NotebookCellData[],
): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.set(editor.notebook.uri, [NotebookEdit.insertCells(index + 1, made)]);
  if (!(await workspace.applyEdit(edit))) return;
  const range = new NotebookRange(index + 1, index + 1 + made.length);
  editor.selection = range;
  editor.revealRange(range, NotebookEditorRevealType.InCenterIfOutsideViewport);
}

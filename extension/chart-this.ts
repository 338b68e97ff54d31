import type { NotebookCell, NotebookDocument } from "vscode";
import {
  commands,
  Disposable,
  NotebookCellData,
  NotebookCellKind,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  NotebookEdit,
  notebooks,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { suggestChart } from "../kernel/language/suggest-chart.ts";
import { attributeOf, setAttribute } from "../kernel/notebook/attributes.ts";
import { freeName } from "../kernel/notebook/free-name.ts";
import type { OutputTable } from "../kernel/protocol/output.ts";
import { notebookType } from "./controller.ts";
import { tableIn } from "./outputs.ts";
import { selectedCell } from "./selected-cell.ts";
import { cellsOf } from "./serializer.ts";

const id = "campaignNotebook.chartThis";

/** Offers a chart below each query that shows a table, and inserts and draws the one that fits. */
export function chartThis(): Disposable {
  return Disposable.from(
    commands.registerCommand(id, (cell?: NotebookCell) => insertChart(cell ?? selectedCell())),
    notebooks.registerNotebookCellStatusBarItemProvider(notebookType, {
      provideCellStatusBarItems: (cell) => {
        const table = workspace.isTrusted ? chartable(cell) : undefined;
        if (!table || !suggestChart(table)) return [];
        const item = new NotebookCellStatusBarItem(
          "$(graph) Chart this",
          NotebookCellStatusBarAlignment.Right,
        );
        item.command = { command: id, title: "Chart This", arguments: [cell] };
        item.tooltip = "Insert a chart that fits this result.";
        return [item];
      },
    }),
  );
}

function chartable(cell: NotebookCell): OutputTable | undefined {
  return cell.document.languageId === "sql" ? tableIn(cell) : undefined;
}

async function insertChart(cell: NotebookCell | undefined): Promise<void> {
  const table = cell && chartable(cell);
  const chart = table && suggestChart(table);
  if (!chart) {
    void window.showInformationMessage(
      table
        ? "No chart fits this result. A chart needs a measure, and days, names or rates beside it."
        : "There is no table to chart: run the query first.",
    );
    return;
  }
  const { notebook, index } = cell;
  const [text] = cellsOf([cell]);
  const written = attributeOf(text?.attributes ?? "", "name");
  const isNamed = typeof written === "string" && written !== "";
  const name = isNamed ? written : freeName("result", cellsOf(notebook.getCells()));
  const data = new NotebookCellData(NotebookCellKind.Code, chart.text, "vega-lite");
  data.metadata = { language: "vega-lite", attributes: `data=${name}` };
  const edit = new WorkspaceEdit();
  const naming = NotebookEdit.updateCellMetadata(index, {
    ...cell.metadata,
    attributes: setAttribute(text?.attributes ?? "", "name", name),
  });
  edit.set(notebook.uri, [
    ...(isNamed ? [] : [naming]),
    NotebookEdit.insertCells(index + 1, [data]),
  ]);
  if (!(await workspace.applyEdit(edit))) return;
  // A result is kept under its name once its cell has run with it.
  await runCells(notebook, isNamed ? index + 1 : index, index + 2);
}

async function runCells(notebook: NotebookDocument, start: number, end: number): Promise<void> {
  await commands.executeCommand("notebook.cell.execute", {
    ranges: [{ start, end }],
    document: notebook.uri,
  });
}

import type { Disposable, NotebookCell } from "vscode";
import {
  commands,
  NotebookCellKind,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  NotebookEdit,
  notebooks,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { attributeOf, readAttributes, setAttribute } from "../kernel/notebook/attributes.ts";
import { ProblemError, describeProblem } from "../kernel/protocol/problem.ts";
import { notebookType } from "./controller.ts";
import { cellsOf } from "./serializer.ts";

/** A cell's fence line is not visible in the editor: its attributes show below the cell, where they can be edited. */
export function editAttributes(): Disposable[] {
  return [
    notebooks.registerNotebookCellStatusBarItemProvider(notebookType, {
      provideCellStatusBarItems: statusItems,
    }),
    commands.registerCommand("campaignNotebook.nameResult", nameResult),
    commands.registerCommand("campaignNotebook.editAttributes", editAll),
  ];
}

function statusItems(cell: NotebookCell): NotebookCellStatusBarItem[] {
  if (!hasFence(cell)) return [];
  return readAttributes(attributesOf(cell)).map(({ key, value }) => {
    const text = value === true ? key : `${key}=${value}`;
    const item = new NotebookCellStatusBarItem(text, NotebookCellStatusBarAlignment.Left);
    const command =
      key === "name" ? "campaignNotebook.nameResult" : "campaignNotebook.editAttributes";
    item.command = { command, title: "Edit", arguments: [cell] };
    item.tooltip = key === "name" ? "The result's name. Click to change." : "Click to edit.";
    return item;
  });
}

/** @param given the new name, empty for none; asked for where it is not given */
async function nameResult(given?: NotebookCell, name?: string): Promise<void> {
  const cell = cellFor(given);
  if (!cell) return;
  const before = attributeOf(attributesOf(cell), "name");
  const chosen =
    name ??
    (await window.showInputBox({
      title: "Name Result",
      prompt: "Later cells use the result by this name. Empty: no name.",
      value: typeof before === "string" ? before : "",
      validateInput: (text) =>
        /^([a-z][a-z0-9_]{0,62})?$/i.test(text)
          ? undefined
          : "Use letters, digits and underscores, a letter first.",
    }));
  if (chosen === undefined) return;
  await change(cell, (attributes) =>
    setAttribute(attributes, "name", chosen === "" ? undefined : chosen),
  );
}

/** @param attributes all of them, as on a fence line; asked for where not given */
async function editAll(given?: NotebookCell, attributes?: string): Promise<void> {
  const cell = cellFor(given);
  if (!cell) return;
  const chosen =
    attributes ??
    (await window.showInputBox({
      title: "Cell Attributes",
      prompt: "Words of the cell's fence line, such as name=by_ad view=kpi hide=code.",
      value: attributesOf(cell),
      validateInput: (text) =>
        /[`\r\n]/.test(text) ? "A fence line holds no backticks." : undefined,
    }));
  if (chosen !== undefined) await change(cell, () => chosen.trim());
}

async function change(cell: NotebookCell, next: (attributes: string) => string): Promise<void> {
  try {
    const metadata = { ...cell.metadata, attributes: next(attributesOf(cell)) };
    const edit = new WorkspaceEdit();
    edit.set(cell.notebook.uri, [NotebookEdit.updateCellMetadata(cell.index, metadata)]);
    await workspace.applyEdit(edit);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    await window.showErrorMessage(describeProblem(error.problem));
  }
}

/** The given cell, or the one that is selected, if it can have attributes. */
function cellFor(given: NotebookCell | undefined): NotebookCell | undefined {
  const editor = window.activeNotebookEditor;
  const cell = given ?? editor?.notebook.cellAt(editor.selection.start);
  return cell && hasFence(cell) ? cell : undefined;
}

function hasFence({ kind, metadata }: NotebookCell): boolean {
  return kind === NotebookCellKind.Code && metadata["setup"] !== true;
}

function attributesOf(cell: NotebookCell): string {
  return cellsOf([cell])[0]?.attributes ?? "";
}

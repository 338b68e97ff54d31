import type { Memento, Tab } from "vscode";
import { commands, TabInputText, window } from "vscode";
import { notebookType } from "./controller.ts";

const isKnown = "notebookTypeIsKnown";

/**
 * On a fresh profile VS Code opens what it is started with before it knows its extensions, so that a
 * notebook comes up as text. Such tabs are opened again as notebooks, once: from then on VS Code waits
 * for us, and a file that is shown as text is so because somebody chose it.
 */
export async function reopenNotebooks(memory: Memento): Promise<void> {
  if (memory.get(isKnown)) return;
  await memory.update(isKnown, true);
  for (const tab of window.tabGroups.all.flatMap(({ tabs }) => tabs)) await reopen(tab);
}

async function reopen(tab: Tab): Promise<void> {
  const { input, group, isActive, isDirty, isPreview } = tab;
  // What was typed meanwhile stays where it is.
  if (!(input instanceof TabInputText) || isDirty) return;
  if (!input.uri.path.endsWith(".campaign.md")) return;
  await commands.executeCommand("vscode.openWith", input.uri, notebookType, {
    viewColumn: group.viewColumn,
    background: !isActive,
    preserveFocus: true,
    preview: isPreview,
  });
  const isText = (other: Tab): boolean =>
    other.input instanceof TabInputText && other.input.uri.toString() === input.uri.toString();
  const text = window.tabGroups.all
    .filter(({ viewColumn }) => viewColumn === group.viewColumn)
    .flatMap(({ tabs }) => tabs.filter(isText));
  // A preview has given its place to the notebook.
  if (text.length > 0) await window.tabGroups.close(text, true);
}

import { homedir } from "node:os";
import { join } from "node:path";
import type { NotebookDocument } from "vscode";
import { workspace } from "vscode";

/** A notebook that is not yet a file finds its sources in the workspace folder. */
export function notebookPath({ uri }: Pick<NotebookDocument, "uri">): string {
  if (uri.scheme === "file") return uri.fsPath;
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  return join(folder, "untitled.campaign-notebook");
}

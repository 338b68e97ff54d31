import { homedir } from "node:os";
import type { NotebookDocument } from "vscode";
import { Uri, workspace } from "vscode";

/**
 * Where a save dialog starts: beside the notebook, under its name.
 *
 * @param suffix  what follows the notebook's name, such as "-by_ad"
 */
export function exportPath({ uri }: NotebookDocument, suffix: string, extension: string): Uri {
  const name = (uri.path.split("/").at(-1) ?? "").replace(/(\.campaign)?\.md$/i, "");
  const folder =
    uri.scheme === "file"
      ? Uri.joinPath(uri, "..")
      : (workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir()));
  return Uri.joinPath(folder, `${name || "notebook"}${suffix}.${extension}`);
}

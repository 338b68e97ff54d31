import type { Disposable, ExtensionContext } from "vscode";
import { commands, FileType, Uri, window, workspace } from "vscode";

/** A plugin to begin with: a copy of the sample one, with the files that test it. */
export function newPlugins({ extensionUri }: ExtensionContext): Disposable {
  const sample = Uri.joinPath(extensionUri, "samples", "plugins", "audio-ads");
  return commands.registerCommand("campaignNotebook.newPlugin", async (given?: Uri) => {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const chosen =
      given instanceof Uri
        ? given
        : await window.showSaveDialog({
            title: "New Plugin",
            filters: { TypeScript: ["ts"] },
            ...(folder && { defaultUri: Uri.joinPath(folder, "my-plugin.ts") }),
          });
    if (!chosen) return;
    const tests = chosen.with({ path: `${chosen.path.replace(/\.[^./]+$/, "")}.test` });
    if (await exists(tests)) {
      void window.showErrorMessage(`${tests.fsPath} is there already. Choose another name.`);
      return;
    }
    const overwrite = true;
    await workspace.fs.copy(sample.with({ path: `${sample.path}.ts` }), chosen, { overwrite });
    await workspace.fs.copy(sample.with({ path: `${sample.path}.test` }), tests);
    await window.showTextDocument(chosen);
  });
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type !== FileType.Unknown;
  } catch {
    return false;
  }
}

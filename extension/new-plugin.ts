import { basename } from "node:path/posix";
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
    const stem = chosen.path.replace(/\.[^./]+$/, "");
    const tests = chosen.with({ path: `${stem}.test` });
    const template = chosen.with({ path: `${stem}.campaign.md` });
    for (const taken of [tests, template])
      if (await exists(taken)) {
        void window.showErrorMessage(`${taken.fsPath} is there already. Choose another name.`);
        return;
      }
    const copy = async (extension: string, to: Uri): Promise<void> => {
      const bytes = await workspace.fs.readFile(sample.with({ path: sample.path + extension }));
      const text = new TextDecoder().decode(bytes).replaceAll("audio-ads.", `${basename(stem)}.`);
      await workspace.fs.writeFile(to, new TextEncoder().encode(text));
    };
    await copy(".ts", chosen);
    await copy(".campaign.md", template);
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

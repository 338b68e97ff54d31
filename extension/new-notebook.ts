import { join } from "node:path";
import type { Disposable, ExtensionContext, LogOutputChannel, QuickPickItem } from "vscode";
import {
  commands,
  FileType,
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  Uri,
  window,
  workspace,
} from "vscode";
import type { OfferedTemplate } from "../kernel/protocol/template.ts";
import { notebookType } from "./controller.ts";
import { copyTemplate } from "./copy-template.ts";
import type { Kernels } from "./kernels.ts";
import { pluginTemplates } from "./plugin-templates.ts";
import { sampleNotebooks } from "./samples.ts";

interface Choice extends QuickPickItem {
  /** Path of the notebook to copy; undefined for an empty one. */
  readonly path?: string;
  readonly name?: string;
  readonly plugin?: OfferedTemplate["plugin"];
}

/** New notebooks: empty, or a copy of a sample or of a plugin's template, with the exports beside it. */
export function newNotebooks(
  { extensionPath }: ExtensionContext,
  kernels: Kernels,
  log: LogOutputChannel,
): Disposable[] {
  const samples = join(extensionPath, "samples");
  return [
    commands.registerCommand("campaignNotebook.newNotebook", async (given?: Uri, name?: string) => {
      const items = choices(extensionPath, kernels.plugins, log);
      const chosen =
        typeof name === "string"
          ? (await items).find((item) => item.name === name)
          : await window.showQuickPick(items, {
              title: "New Campaign Notebook",
              placeHolder: "Start empty, or with a sample that runs as it is",
            });
      if (!chosen) return;
      if (chosen.path === undefined) return createEmpty(given);
      // What another extension registered is known to every notebook, and lies where its next version will not.
      const isEverywhere = kernels.plugins.includes(chosen.plugin?.path ?? "");
      return copy(chosen.path, given, isEverywhere ? undefined : chosen.plugin);
    }),
    commands.registerCommand(
      "campaignNotebook.openSample",
      async (name = "high-ctr-low-cvr.campaign.md", folder?: Uri) => {
        const known = (await sampleNotebooks(extensionPath)).map((sample) => fileOf(sample));
        if (known.includes(name)) await copy(join(samples, name), folder);
      },
    ),
    commands.registerCommand("campaignNotebook.newEmptyNotebook", createEmpty),
  ];
}

async function choices(
  extensionPath: string,
  registered: readonly string[],
  log: LogOutputChannel,
): Promise<Choice[]> {
  const samples = await sampleNotebooks(extensionPath);
  const templates = await pluginTemplates(registered, { extensionPath, log });
  return [
    { label: "$(file) Empty Notebook", detail: "Add your own export next." },
    ...templates.map(({ name, title, description, path, plugin }) => ({
      label: `$(notebook-template) ${title}`,
      description: plugin.name,
      detail: description,
      path,
      name,
      plugin,
    })),
    ...samples.map((sample) => ({
      label: `$(beaker) ${sample.title}`,
      description: "sample",
      detail: sample.description,
      path: join(extensionPath, "samples", fileOf(sample)),
      name: sample.name,
    })),
  ];
}

function fileOf({ name }: { readonly name: string }): string {
  return `${name}.campaign.md`;
}

const setup = "campaign-notebook: 1\ntitle: New campaign notebook\nsources:\n";
const intro =
  "# What do you want to know?\n\nAdd the export you downloaded with **Add Export…** above, then ask in SQL. The view *Campaign Notebook* lists columns and metrics.";

async function createEmpty(folder?: unknown): Promise<void> {
  const target = folder instanceof Uri ? folder : undefined;
  if (target && (await workspace.fs.stat(target)).type === FileType.Directory) {
    const file = await freeFile(target);
    const text = `---\n${setup}---\n\n${intro}\n\n\`\`\`sql\n\n\`\`\`\n`;
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await window.showNotebookDocument(await workspace.openNotebookDocument(file));
    return;
  }
  const front = new NotebookCellData(NotebookCellKind.Code, setup.trimEnd(), "yaml");
  front.metadata = { setup: true };
  const data = new NotebookData([
    front,
    new NotebookCellData(NotebookCellKind.Markup, intro, "markdown"),
    new NotebookCellData(NotebookCellKind.Code, "", "sql"),
  ]);
  await window.showNotebookDocument(await workspace.openNotebookDocument(notebookType, data));
}

async function freeFile(folder: Uri): Promise<Uri> {
  const names = new Set((await workspace.fs.readDirectory(folder)).map(([name]) => name));
  for (let number = 1; ; number++) {
    const name = `notebook${number === 1 ? "" : `-${number}`}.campaign.md`;
    if (!names.has(name)) return Uri.joinPath(folder, name);
  }
}

async function copy(
  path: string,
  given: Uri | undefined,
  plugin?: OfferedTemplate["plugin"],
): Promise<void> {
  const folder = given ?? (await chooseFolder());
  if (!folder) return;
  const notebook = await copyTemplate(path, folder.fsPath, plugin ?? null);
  await window.showNotebookDocument(await workspace.openNotebookDocument(Uri.file(notebook)));
}

async function chooseFolder(): Promise<Uri | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  if (only && others.length === 0) return only.uri;
  if (only) return (await window.showWorkspaceFolderPick())?.uri;
  const chosen = await window.showOpenDialog({
    title: "Where to copy it",
    openLabel: "Copy Here",
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return chosen?.[0];
}

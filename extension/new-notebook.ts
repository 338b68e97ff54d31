import { join } from "node:path";
import type { Disposable, ExtensionContext, QuickPickItem } from "vscode";
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
import { notebookType } from "./controller.ts";
import { copySample, sampleNotebooks } from "./samples.ts";

interface Choice extends QuickPickItem {
  /** File name of the sample; undefined for an empty notebook. */
  readonly sample?: string;
}

/** New notebooks: empty, or a copy of a sample with its export beside it. */
export function newNotebooks({ extensionPath }: ExtensionContext): Disposable[] {
  const samples = join(extensionPath, "samples");
  return [
    commands.registerCommand("campaignNotebook.newNotebook", async (folder?: Uri) => {
      const chosen = await choose(samples);
      if (!chosen) return;
      if (chosen.sample === undefined) await createEmpty(folder);
      else await openSample(samples, chosen.sample, folder);
    }),
    commands.registerCommand(
      "campaignNotebook.openSample",
      async (name = "high-ctr-low-cvr.campaign.md", folder?: Uri) => {
        if (typeof name === "string") await openSample(samples, name, folder);
      },
    ),
    commands.registerCommand("campaignNotebook.newEmptyNotebook", createEmpty),
  ];
}

async function choose(samples: string): Promise<Choice | undefined> {
  const items: Choice[] = [
    { label: "$(file) Empty Notebook", detail: "Add your own export next." },
    ...(await sampleNotebooks(samples)).map(({ file, title, question }) => ({
      label: `$(beaker) ${title}`,
      description: "sample",
      detail: question,
      sample: file,
    })),
  ];
  return window.showQuickPick(items, {
    title: "New Campaign Notebook",
    placeHolder: "Start empty, or with a sample that runs as it is",
  });
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

async function openSample(samples: string, name: string, given?: Uri): Promise<void> {
  const folder = given ?? (await chooseFolder());
  if (!folder) return;
  const notebook = await copySample(samples, name, folder.fsPath);
  if (notebook === null) return;
  await window.showNotebookDocument(await workspace.openNotebookDocument(Uri.file(notebook)));
}

async function chooseFolder(): Promise<Uri | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  if (only && others.length === 0) return only.uri;
  if (only) return (await window.showWorkspaceFolderPick())?.uri;
  const chosen = await window.showOpenDialog({
    title: "Where to copy the sample",
    openLabel: "Copy Here",
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return chosen?.[0];
}

import { dirname } from "node:path";
import type { Disposable, NotebookDocument } from "vscode";
import { commands, Uri, window } from "vscode";
import { freeName, takenNames } from "../kernel/notebook/free-name.ts";
import type { SourcePreview } from "../kernel/protocol/export.ts";
import { notebookType } from "./controller.ts";
import type { CurrentNotebook } from "./current-notebook.ts";
import { notebookFor } from "./current-notebook.ts";
import { insertSource } from "./insert-source.ts";
import { withKernelProgress } from "./kernel-progress.ts";
import type { Kernels } from "./kernels.ts";
import { notebookPath } from "./notebook-path.ts";
import { cellsOf } from "./serializer.ts";
import { sourceNameOf, sourcePath } from "./source-path.ts";
import { telling } from "./telling.ts";

const fileTypes = "csv tsv txt xlsx xls ods html zip json jsonl parquet gz".split(" ");

/** Adds a downloaded export to the notebook: loaded for a look, confirmed, then one line in the setup. */
export function addExports(kernels: Kernels, notebooks: CurrentNotebook): Disposable {
  return commands.registerCommand(
    "campaignNotebook.addExport",
    async (given?: unknown, _selected?: unknown, name?: unknown) => {
      const file = given instanceof Uri ? given : undefined;
      const notebook = notebookFor(file ? undefined : given, notebooks) ?? (await firstNotebook());
      if (!notebook) return;
      const chosen = file ?? (await chooseFile(notebook));
      if (!chosen) return;
      const known = sourceNameOf(notebook, chosen);
      if (known !== undefined && name === undefined) {
        void window.showInformationMessage(
          `${nameOf(chosen)} is in this notebook already, as “${known}”.`,
        );
        return;
      }
      const preview = await telling(async () =>
        withKernelProgress(`Reading ${nameOf(chosen)}`, kernels, notebook, (kernel) =>
          kernel.use("previewSource", { path: chosen.fsPath }),
        ),
      );
      if (!preview) return;
      const cells = cellsOf(notebook.getCells());
      const suggested = freeName(preview.suggestedName, cells);
      const agreed =
        typeof name === "string" ? name : await confirm(chosen, preview, suggested, notebook);
      if (agreed === undefined) return;
      const path = sourcePath(notebook, chosen);
      const at = await telling(() => insertSource(notebook, { name: agreed, path }));
      if (at === undefined) return;
      await window.showNotebookDocument(notebook);
      // Loaded just now, so this shows the load report at once.
      await commands.executeCommand("notebook.cell.execute", {
        ranges: [{ start: at, end: at + 1 }],
        document: notebook.uri,
      });
    },
  );
}

/** A file was chosen and no notebook is open: it gets a new one. */
async function firstNotebook(): Promise<NotebookDocument | undefined> {
  await commands.executeCommand("campaignNotebook.newEmptyNotebook");
  const notebook = window.activeNotebookEditor?.notebook;
  return notebook?.notebookType === notebookType ? notebook : undefined;
}

async function chooseFile(notebook: NotebookDocument): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: "Add Export",
    openLabel: "Add",
    defaultUri: Uri.file(dirname(notebookPath(notebook))),
    filters: { Exports: fileTypes, "All files": ["*"] },
  });
  return chosen?.[0];
}

/** The name under which to add it; undefined for not at all. */
async function confirm(
  file: Uri,
  { facts, report }: SourcePreview,
  suggested: string,
  notebook: NotebookDocument,
): Promise<string | undefined> {
  const warnings = report.notices
    .filter(({ level }) => level === "warning")
    .map(({ problem: { message, next } }) => `⚠ ${message} ${next ?? ""}`.trim());
  const marks = { plain: "", check: "✓ ", look: "⚠ " } as const;
  const lines = facts.map(({ label, text, state }) => `${label}: ${marks[state]}${text}`);
  const [add, rename] = [`Add as “${suggested}”`, "Other Name…"];
  const chosen = await window.showInformationMessage(
    `Add ${nameOf(file)}?`,
    { modal: true, detail: [...lines, ...warnings].join("\n") },
    add,
    rename,
  );
  if (chosen === add) return suggested;
  return chosen === rename ? askName(suggested, notebook) : undefined;
}

async function askName(suggested: string, notebook: NotebookDocument): Promise<string | undefined> {
  const taken = takenNames(cellsOf(notebook.getCells()));
  return window.showInputBox({
    title: "Add Export",
    prompt: "SQL uses the table by this name.",
    value: suggested,
    validateInput: (text) => {
      if (taken.has(text.toLowerCase())) return `“${text}” is taken in this notebook.`;
      return /^[a-z][a-z0-9_]{0,62}$/i.test(text)
        ? undefined
        : "Use letters, digits and underscores, a letter first.";
    },
  });
}

function nameOf(file: Uri): string {
  return file.path.split("/").at(-1) ?? file.path;
}

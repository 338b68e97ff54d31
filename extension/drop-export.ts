import type { DataTransfer, Disposable, DocumentDropEditProvider, TextDocument } from "vscode";
import { DocumentDropEdit, languages, Uri, workspace } from "vscode";
import { freeName } from "../kernel/notebook/free-name.ts";
import { notebookType } from "./controller.ts";
import { sourceEdit } from "./insert-source.ts";
import type { Kernels } from "./kernels.ts";
import { cellsOf } from "./serializer.ts";
import { sourceNameOf, sourcePath } from "./source-path.ts";
import { telling } from "./telling.ts";

const isExport = /\.(csv|tsv|xlsx|xls|ods|html|zip|json|jsonl|parquet|gz)$/i;

/** A file dropped into a cell becomes a source, and the cell gets its name. */
export function dropExports(kernels: Kernels): Disposable {
  const provider: DocumentDropEditProvider = {
    async provideDocumentDropEdits(document, _position, dataTransfer, token) {
      const notebook = workspace.notebookDocuments.find((each) =>
        each.getCells().some((cell) => cell.document === document),
      );
      const file = await droppedFile(dataTransfer);
      if (!file || !notebook || isSetup(document)) return undefined;
      const known = sourceNameOf(notebook, file);
      if (known !== undefined) return new DocumentDropEdit(known, `Insert “${known}”`);
      return telling(async () => {
        const kernel = kernels.of(notebook);
        const { suggestedName } = await kernel.use("previewSource", { path: file.fsPath });
        if (token.isCancellationRequested) return undefined;
        const name = freeName(suggestedName, cellsOf(notebook.getCells()));
        const drop = new DocumentDropEdit(name, `Add as source “${name}”`);
        drop.additionalEdit = sourceEdit(notebook, { name, path: sourcePath(notebook, file) }).edit;
        return drop;
      });
    },
  };
  return languages.registerDocumentDropEditProvider({ notebookType }, provider, {
    dropMimeTypes: ["text/uri-list"],
  });
}

async function droppedFile(dataTransfer: DataTransfer): Promise<Uri | undefined> {
  const list = await dataTransfer.get("text/uri-list")?.asString();
  const first = list?.split(/\r?\n/).find((line) => line !== "" && !line.startsWith("#")) ?? "";
  const file = isExport.test(first) ? Uri.parse(first) : undefined;
  return file?.scheme === "file" ? file : undefined;
}

function isSetup({ languageId }: TextDocument): boolean {
  return languageId === "yaml";
}

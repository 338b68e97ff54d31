import type { NotebookCell, NotebookSerializer } from "vscode";
import { NotebookCellData, NotebookCellKind, NotebookData } from "vscode";
import type { Cell } from "../kernel/notebook/cell.ts";
import { parseNotebook } from "../kernel/notebook/parse.ts";
import { printNotebook } from "../kernel/notebook/print.ts";
import type { CellData, CellMetadata } from "./cell-data.ts";
import { frameOf, fromCellData, toCellData } from "./cell-data.ts";

/** File bytes to cells and back. Pure: it neither reads nor starts anything. */
export const serializer: NotebookSerializer = {
  deserializeNotebook(bytes) {
    const { frame, cells } = parseNotebook(decode(bytes));
    const data = new NotebookData(
      cells.map(toCellData).map(({ kind, text, languageId, metadata }) => {
        const cellKind = kind === "code" ? NotebookCellKind.Code : NotebookCellKind.Markup;
        return Object.assign(new NotebookCellData(cellKind, text, languageId), { metadata });
      }),
    );
    data.metadata = { frame };
    return data;
  },

  serializeNotebook({ cells, metadata }) {
    const read = fromCellData(
      cells.map(({ kind, value, languageId, metadata: kept }) =>
        cellData(kind, value, languageId, kept),
      ),
    );
    return new TextEncoder().encode(printNotebook({ frame: frameOf(metadata), cells: read }));
  },
};

/** The cells of an open notebook, as the file would have them. */
export function cellsOf(cells: readonly NotebookCell[]): readonly Cell[] {
  return fromCellData(
    cells.map(({ kind, document, metadata }) =>
      cellData(kind, document.getText(), document.languageId, metadata),
    ),
  );
}

function cellData(
  kind: NotebookCellKind,
  text: string,
  languageId: string,
  metadata: CellMetadata | undefined,
): CellData {
  const name = kind === NotebookCellKind.Code ? "code" : "markup";
  return { kind: name, text, languageId, metadata: metadata ?? {} };
}

/** Bytes that are no UTF-8 would not survive being saved, so such a file is not opened as a notebook. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(
      "This notebook is not UTF-8 text. Open it with the text editor, choose its encoding, and save it with UTF-8.",
    );
  }
}

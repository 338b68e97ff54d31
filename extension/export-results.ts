import type { Disposable, NotebookCell, NotebookDocument, QuickPickItem, Uri } from "vscode";
import { commands, window } from "vscode";
import { attributeOf } from "../kernel/notebook/attributes.ts";
import type { ExportFormat } from "../kernel/protocol/export.ts";
import { exportFormats, sheetRows } from "../kernel/protocol/export.ts";
import { formatNumber } from "../kernel/protocol/number-format.ts";
import type { CurrentNotebook } from "./current-notebook.ts";
import { NotebookMemory } from "./notebook-memory.ts";
import { notebookFor } from "./current-notebook.ts";
import { exportPath } from "./export-path.ts";
import { withKernelProgress } from "./kernel-progress.ts";
import type { Kernels } from "./kernels.ts";
import { telling } from "./telling.ts";

const formats: Readonly<Record<ExportFormat, { label: string; description: string }>> = {
  xlsx: { label: "Excel workbook (.xlsx)", description: "formats by unit, ids digit for digit" },
  csv: { label: "CSV (.csv)", description: "UTF-8, commas, safe to open in a spreadsheet" },
  parquet: { label: "Parquet (.parquet)", description: "exact types, for other programs" },
};

/**
 * Writes the whole result of a cell as a file.
 *
 * @param ask  before anything is read; throws a ProblemError where it may not be
 */
export function exportResults(
  kernels: Kernels,
  notebooks: CurrentNotebook,
  ask: (notebook: NotebookDocument) => Promise<void>,
): Disposable {
  return commands.registerCommand(
    "campaignNotebook.exportResult",
    async (given?: unknown, target?: Uri) => {
      const cell = isCell(given) ? drawnBy(given) : await chooseCell(notebookFor(given, notebooks));
      if (!cell) return;
      const format = target ? formatOf(target) : await chooseFormat(cell, kernels);
      if (!format) return;
      const { notebook } = cell;
      const name = nameOf(cell);
      const chosen =
        target ??
        (await window.showSaveDialog({
          title: "Export Results",
          defaultUri: exportPath(notebook, `-${name ?? `cell-${cell.index + 1}`}`, format),
          filters: { [formats[format].label]: [format] },
        }));
      if (!chosen) return;
      const request = {
        ...NotebookMemory.of(notebook).state,
        index: cell.index,
        path: chosen.fsPath,
        format,
      };
      const file = await telling(async () => {
        await ask(notebook);
        return withKernelProgress("Exporting results", kernels, notebook, (kernel) =>
          kernel.use("exportResult", request),
        );
      });
      if (!file || target) return;
      void window.showInformationMessage(
        `${formatNumber(file.rows, "count")} ${file.rows === 1 ? "row" : "rows"} written: ${chosen.path.split("/").at(-1)}`,
      );
    },
  );
}

function isCell(given: unknown): given is NotebookCell {
  return typeof given === "object" && given !== null && "document" in given && "index" in given;
}

/** The cell whose result a chart draws; any other cell is its own. */
function drawnBy(cell: NotebookCell): NotebookCell {
  const data = attributeIn(cell, "data")?.toLowerCase();
  const cells = cell.notebook.getCells();
  return (data && cells.find((other) => nameOf(other)?.toLowerCase() === data)) || cell;
}

function nameOf(cell: NotebookCell): string | undefined {
  return attributeIn(cell, "name");
}

function attributeIn({ metadata }: NotebookCell, key: string): string | undefined {
  const attributes: unknown = metadata["attributes"];
  const value = typeof attributes === "string" ? attributeOf(attributes, key) : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

async function chooseCell(
  notebook: NotebookDocument | undefined,
): Promise<NotebookCell | undefined> {
  const cells = notebook?.getCells().filter(({ document }) => document.languageId === "sql") ?? [];
  const items = cells.map((cell): QuickPickItem & { readonly cell: NotebookCell } => ({
    label: nameOf(cell) ?? `Cell ${cell.index + 1}`,
    description: cell.document.getText().replace(/\s+/g, " ").slice(0, 80),
    cell,
  }));
  // Named results come first: they are what others know the figures by.
  const sorted = items.toSorted((a, b) => Number(!nameOf(a.cell)) - Number(!nameOf(b.cell)));
  const chosen = await window.showQuickPick(sorted, {
    title: "Export Results",
    placeHolder: items.length === 0 ? "This notebook has no SQL cell." : "Which result?",
    matchOnDescription: true,
  });
  return chosen?.cell;
}

async function chooseFormat(
  cell: NotebookCell,
  kernels: Kernels,
): Promise<ExportFormat | undefined> {
  const rows = await rowsOf(cell, kernels);
  const items = exportFormats.map((format) => {
    const isTooLong = format === "xlsx" && rows !== null && rows > sheetRows;
    const limit = `a sheet holds ${formatNumber(sheetRows, "count")} rows`;
    return {
      format,
      label: formats[format].label,
      description: isTooLong
        ? `too long: ${formatNumber(rows, "count")} rows, and ${limit}`
        : `${formats[format].description}${format === "xlsx" ? `; ${limit}` : ""}`,
    };
  });
  const chosen = await window.showQuickPick(items, {
    title: "Export Results",
    placeHolder: "As what?",
  });
  return chosen?.format;
}

async function rowsOf(cell: NotebookCell, kernels: Kernels): Promise<number | null> {
  const name = nameOf(cell)?.toLowerCase();
  const { state } = NotebookMemory.of(cell.notebook);
  const outline = await kernels.of(cell.notebook).ask("outline", state);
  return outline?.results.find((result) => result.name.toLowerCase() === name)?.rows ?? null;
}

function formatOf({ path }: Uri): ExportFormat | undefined {
  return exportFormats.find((format) => path.toLowerCase().endsWith(`.${format}`));
}

/** What an editor gets of a notebook beside its cells' outputs: outline, report, exports, previews. */

import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { draftReport } from "../cells/draft-report.ts";
import { emptyOutline, outlineOf } from "../cells/outline.ts";
import type { UsedParameters } from "../cells/parameters.ts";
import { declaredOnly, useParameters } from "../cells/parameters.ts";
import { planCells } from "../cells/plan-cells.ts";
import { reportModel } from "../cells/report-model.ts";
import { resultTable } from "../cells/result-table.ts";
import { runNotebook } from "../cells/run-notebook.ts";
import type { Setup } from "../cells/setup.ts";
import { readSettings } from "../cells/setup.ts";
import { exportResult } from "../export/export-result.ts";
import { refuseInputs } from "../export/refuse-inputs.ts";
import { wholeFile } from "../export/whole-file.ts";
import { Kernel } from "../kernel.ts";
import { suggestName } from "../load/suggest-name.ts";
import type { Notebook } from "../notebook/cell.ts";
import { newFrame } from "../notebook/cell.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import { readFrontMatter } from "../notebook/front-matter.ts";
import { parseNotebook } from "../notebook/parse.ts";
import { printNotebook } from "../notebook/print.ts";
import { pinInputs } from "../pins/pin-inputs.ts";
import type {
  CellText,
  ExportReportRequest,
  ExportResultRequest,
  ExportScriptRequest,
  NotebookState,
  Pinning,
} from "../protocol/calls.ts";
import type { ExportedFile, ReportPage, SourcePreview } from "../protocol/export.ts";
import type { Outline } from "../protocol/outline.ts";
import { exportScript } from "../plain-sql/export-script.ts";
import { loadFacts } from "../report/load-facts.ts";
import { renderReport } from "../report/render-report.ts";
import { stopped } from "../session/job.ts";
import { rangeAt } from "../session/text-position.ts";
import { whileStoppable } from "../session/while-stoppable.ts";
import type { OpenNotebook, Work } from "./open-notebook.ts";

/** @param isSetUp  whether the setup has run as it is now */
export async function outline(
  { runner }: OpenNotebook,
  cells: readonly CellText[],
  isSetUp: boolean,
): Promise<Outline> {
  const setup = runner.setup.last;
  if (!setup || !isSetUp) return emptyOutline;
  const planned = runner.setup.plan(cells);
  const columns = await runner.columns(planned);
  const hashes = runner.setup.hashes(planned);
  return outlineOf({ ...setup, columns }, planned, hashes, await runner.session());
}

export async function report(
  { runner, path, outputs }: OpenNotebook,
  { cells, parameters: texts }: NotebookState,
  isSetUp: boolean,
): Promise<ReportPage> {
  const last = isSetUp ? runner.setup.last : null;
  // Parameters change without a setup.
  const setup = last && { ...last, parameters: usedNow(last, texts) };
  const planned = setup ? runner.setup.plan(cells) : planCells(cells, new Map());
  const hashes = setup ? runner.setup.hashes(planned) : null;
  return draftReport({ file: basename(path), cells: planned, setup, hashes, outputs });
}

/** A kernel of its own on one thread, so that the file has the bytes that `run` would write. */
export async function exportReport(
  { kernel, path }: OpenNotebook,
  request: ExportReportRequest,
  { signal, progress }: Work,
): Promise<void> {
  refuseInputs(request.path, path, settingsOf(request.cells));
  const apart = await Kernel.open({ cacheFolder: kernel.cache.folder, threads: 1 });
  try {
    await wholeFile(request.path, async (temporary) => {
      const finished = await runNotebook(
        {
          notebook: asFile(request.cells),
          path,
          sources: new Map(),
          parameters: declaredOnly(readSettings(request.cells, path), request.parameters),
          signal,
          progress: (what, { share }) => progress({ what: basename(what), share }),
          began: ({ label }, share) => progress({ what: `Cell ${label}`, share }),
        },
        apart,
      ).catch((error: unknown) => {
        throw signal.aborted ? stopped() : error;
      });
      await writeFile(temporary, renderReport(reportModel(finished, basename(path))));
    });
  } finally {
    await apart.close();
  }
}

export async function exportCell(
  { runner, path: notebook, outputs }: OpenNotebook,
  { cells, index, path, format }: ExportResultRequest,
  { signal, progress }: Work,
): Promise<ExportedFile> {
  refuseInputs(path, notebook, settingsOf(cells));
  const planned = runner.setup.plan(cells);
  const hashes = runner.setup.hashes(planned);
  const session = await runner.session();
  return whileStoppable(session, signal, async () => {
    const table = await resultTable(index, planned, hashes, { session, outputs });
    let told = 0;
    await exportResult(session, table, {
      path,
      format,
      progress: (share) => {
        if (share < 1 && share - told < 0.01) return;
        told = share;
        progress({ what: basename(path), share });
      },
    });
    return { rows: table.total };
  });
}

/** The setup must have run as it is now. */
export function pinning({ runner }: OpenNotebook, cells: readonly CellText[]): Pinning {
  const setup = runner.setup.last;
  if (!setup) throw new Error("inputs were pinned before the setup");
  const { index, text, edit, files } = pinInputs(cells, setup);
  return { index, files, edit: { range: rangeAt(text, edit), text: edit.written } };
}

export async function previewSource(
  { kernel }: OpenNotebook,
  path: string,
  { signal, progress }: Work,
): Promise<SourcePreview> {
  const { report: found } = await kernel.read(
    { path, name: "preview" },
    { signal, progress: ({ share }) => progress({ what: basename(path), share }) },
  );
  return { report: found, facts: loadFacts(found), suggestedName: suggestName(found.export) };
}

/** Exports the SQL of the notebook, whose setup must have run as it is now. */
export async function exportPlain(
  { runner, path }: OpenNotebook,
  request: ExportScriptRequest,
  { signal, progress }: Work,
): Promise<void> {
  const setup = runner.setup.last;
  if (!setup) throw new Error("a script was exported before the setup");
  const session = await runner.session();
  await whileStoppable(session, signal, () =>
    exportScript({
      path,
      name: basename(path),
      cells: runner.setup.plan(asFile(request.cells).cells),
      setup,
      parameters: usedNow(setup, request.parameters),
      parse: runner.parser.parse,
      session,
      target: request.path,
      writing: (what) => progress({ what, share: null }),
    }),
  );
}

function usedNow(
  { settings }: Pick<Setup, "settings">,
  texts: NotebookState["parameters"],
): UsedParameters {
  return useParameters(settings?.params ?? [], declaredOnly(settings, texts));
}

/** As the notebook would be written, so that places count as in its file. */
function asFile(cells: readonly CellText[]): Notebook {
  return parseNotebook(printNotebook({ frame: newFrame, cells }));
}

/** Null where they cannot be read; whatever needs them says so itself. */
function settingsOf(cells: readonly CellText[]): FrontMatter | null {
  const setup = cells.find(({ kind }) => kind === "setup")?.text ?? "";
  return readFrontMatter(setup).settings ?? null;
}

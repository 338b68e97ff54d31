import { dirname, join } from "node:path";
import { literal } from "../../sql.ts";
import type { LoadReport, Notice } from "../../protocol/load-report.ts";
import { finishTable, loadTable, onlyCurrency, onlyPeriod } from "../build-table.ts";
import { cacheKey } from "../cache-key.ts";
import { readCached } from "../cached-report.ts";
import { UnpackBudget } from "../container/budget.ts";
import { unpack } from "../container/unpack.ts";
import { exportCatalogue } from "../exports/catalogue.ts";
import { missingPages } from "../json/answer-page.ts";
import { directTail } from "../load-direct.ts";
import type { LoadContext, LoadedSource, LoadRequest } from "../load-request.ts";
import type { LoadStep } from "../loaded-table.ts";
import { loaderVersion, storageVersion } from "../loader-version.ts";
import { inform, warn } from "../notice.ts";
import { recallScan, scanAndRemember } from "../scan-memo.ts";
import type { SourceFile } from "../source-file.ts";
import { alike } from "./alike.ts";
import { filePart } from "./file-part.ts";
import type { FilePart } from "./file-part.ts";
import { chooseTables } from "./recognised-table.ts";
import type { RecognisedTable } from "./recognised-table.ts";
import { uniteTables } from "./unite-tables.ts";

/**
 * Loads what is no single text file: archives, workbooks and several files as one source. All tables
 * are first written as text beside the cache file, then each is loaded like any other text.
 */
export async function loadMany(
  files: readonly SourceFile[],
  request: LoadRequest,
  context: LoadContext,
): Promise<LoadedSource> {
  const { cache, signal, progress, exports = exportCatalogue } = context;
  const { name, options = {} } = request;
  progress?.({ stage: "hashing", share: null });
  const hashes: string[] = [];
  for (const file of files) {
    const facts =
      (await recallScan(file, {}, cache.folder)) ??
      (await scanAndRemember(file, {}, cache.folder, signal));
    hashes.push(facts.sha256);
  }
  const key = cacheKey({
    sources: hashes,
    options: { ...options, files: files.map((file) => file.name) },
    loaderVersion,
    // Which of them it is would only show after unpacking.
    definition: exports,
    storageVersion,
  });
  const found = await readCached(cache, key);
  if (found) return { report: { ...found.report, name }, database: found.database, cached: true };

  let report: LoadReport | undefined;
  const database = await cache.write(key, async (temporary) => {
    report = await build(
      files,
      hashes,
      temporary,
      { ...request, options },
      { ...context, exports },
    );
    for (const file of files) await file.assertUnchanged();
  });
  if (!report) throw new Error("the cache produced nothing");
  return { report, database, cached: false };
}

async function build(
  files: readonly SourceFile[],
  hashes: readonly string[],
  temporary: string,
  request: Required<LoadRequest>,
  context: LoadContext & Required<Pick<LoadContext, "exports">>,
): Promise<LoadReport> {
  const parts: FilePart[] = [];
  const tables: RecognisedTable[] = [];
  const repeated: string[] = [];
  let paths = 0;
  const nextPath = (): string => join(dirname(temporary), `part-${paths++}`);
  try {
    for (const [index, file] of files.entries()) {
      const sha256 = hashes[index] ?? "";
      if (hashes.indexOf(sha256) < index) {
        repeated.push(file.name);
        continue;
      }
      const share = files.length === 1 ? null : index / files.length;
      context.progress?.({ stage: "unpacking", share });
      const budget = new UnpackBudget(file.name, file.size);
      const unpacked = await unpack(file, { budget, nextPath, signal: context.signal });
      const { chosen, leftOut } = await chooseTables(
        unpacked.tables,
        request.options,
        context.exports,
      );
      tables.push(...chosen);
      const besides = [...leftOut, ...unpacked.skipped.map((inner) => `${inner} (no table)`)];
      for (const [position, each] of chosen.entries())
        parts.push(
          filePart(
            each,
            file,
            sha256,
            position === 0 ? leftOutNotice(file.name, besides, leftOut) : [],
          ),
        );
    }
    alike(tables);
    const notices = [
      ...repeated.map((file) =>
        warn("repeated_file", `${file} has the same bytes as an earlier file and is counted once.`),
      ),
      ...missingPages(tables.flatMap(({ table }) => table.pages ?? [])),
    ];
    return await load(parts, temporary, nextPath, request, context, notices);
  } finally {
    for (const { file } of tables) await file.close();
  }
}

/** @param file on disk */
function leftOutNotice(
  file: string,
  besides: readonly string[],
  mayBeData: readonly string[],
): Notice[] {
  if (besides.length === 0) return [];
  const message = `Not loaded from ${file}: ${besides.slice(0, 5).join(", ")}${besides.length > 5 ? ` and ${besides.length - 5} more` : ""}.`;
  return [
    mayBeData.length > 0
      ? warn(
          "left_out_files",
          message,
          "If one of them should be, take it out and load it by itself.",
        )
      : inform("left_out_files", message),
  ];
}

async function load(
  parts: readonly FilePart[],
  temporary: string,
  nextPath: () => string,
  request: Required<LoadRequest>,
  { signal, progress }: LoadContext,
  notices: readonly Notice[],
): Promise<LoadReport> {
  const stepOf = (part: FilePart, index: number, path: string): LoadStep => ({
    file: part.file,
    sniffed: part.sniffed,
    options: request.options,
    temporary: path,
    signal,
    progress:
      progress &&
      (({ stage, share }) =>
        progress({ stage, share: share === null ? null : (index + share) / parts.length })),
  });
  const loadPart = async (part: FilePart, index: number, path: string) => {
    const step = stepOf(part, index, path);
    const tail = await directTail(step);
    const needles = { tab: "\t", label: tail?.totals?.label ?? "\ufeff" };
    const scanning = part.file.scan(needles, signal);
    scanning.catch(() => undefined);
    const loaded = await loadTable(step, request.name, scanning, tail);
    return { ...loaded, report: part.describe(loaded.report) };
  };
  const [only] = parts;
  if (!only || parts.length > 1)
    return await uniteTables(parts, { temporary, nextPath, request, signal, loadPart, notices });
  const { table, report } = await loadPart(only, 0, temporary);
  try {
    const whole = { ...report, notices: [...report.notices, ...notices] };
    const from = {
      file: literal(only.file.name),
      row: table.row,
      currency: literal(onlyCurrency(whole)),
      period: onlyPeriod(whole),
    };
    await finishTable(table.writer, table.plans, whole, from);
    return whole;
  } finally {
    table.writer.close();
  }
}

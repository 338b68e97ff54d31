import type { LoadReport } from "../protocol/load-report.ts";
import { ProblemError } from "../protocol/problem.ts";
import { literal } from "../sql.ts";
import type { ByteFacts } from "./byte-scan.ts";
import { finishTable, loadTable, onlyCurrency, onlyPeriod } from "./build-table.ts";
import { cacheKey } from "./cache-key.ts";
import { readCached } from "./cached-report.ts";
import { kindOf } from "./container/unpack.ts";
import { exportCatalogue } from "./exports/catalogue.ts";
import { loaderVersion, storageVersion } from "./loader-version.ts";
import { directTail } from "./load-direct.ts";
import { loadMany } from "./many/load-many.ts";
import { sourcePaths } from "./many/source-paths.ts";
import type { LoadContext, LoadedSource, LoadRequest } from "./load-request.ts";
import type { LoadOptions, LoadStep } from "./loaded-table.ts";
import { localeMarks } from "./number-marks.ts";
import { recallScan, scanAndRemember, scannedBefore } from "./scan-memo.ts";
import { sniff } from "./sniff.ts";
import type { SourceFile } from "./source-file.ts";
import { openSourceFile } from "./source-file.ts";

/**
 * Loads a source, or finds it loaded already: one export, or several as one table.
 *
 * @throws ProblemError when a file cannot be opened, is no known export, changed while it was read,
 *   when files do not belong together, or the load was stopped (`interrupted`). Values that cannot be
 *   read are no error: they are in the report.
 */
export async function loadSource(
  request: LoadRequest,
  context: LoadContext,
): Promise<LoadedSource> {
  checkOptions(request.options);
  const files: SourceFile[] = [];
  try {
    for (const path of await sourcePaths(request.path)) files.push(await openSourceFile(path));
    const [only] = files;
    return only && files.length === 1 && (await kindOf(only)) === "text"
      ? await loadOpened(only, request, context)
      : await loadMany(files, request, context);
  } catch (error) {
    throw context.signal?.aborted ? loadingStopped(error) : error;
  } finally {
    for (const file of files) await file.close();
  }
}

export function loadingStopped(cause?: unknown): ProblemError {
  return new ProblemError({ code: "interrupted", message: "Loading was stopped" }, { cause });
}

async function loadOpened(
  file: SourceFile,
  { name, options = {} }: LoadRequest,
  { cache, progress, signal, exports = exportCatalogue }: LoadContext,
): Promise<LoadedSource> {
  progress?.({ stage: "hashing", share: null });
  const sniffed = await sniff(file, options, exports);
  const tail = await directTail({ file, sniffed });
  const needles = { tab: "\t", label: tail?.totals?.label ?? "\ufeff" };
  const keyOf = ({ sha256 }: ByteFacts): string =>
    cacheKey({
      sources: [sha256],
      options: { ...options, file: file.name },
      loaderVersion,
      definition: sniffed.recognition.definition,
      storageVersion,
    });
  const recalled = await recallScan(file, needles, cache.folder);
  const likelyKnown = recalled !== null || (await scannedBefore(file, needles, cache.folder));
  const scanning = recalled
    ? Promise.resolve(recalled)
    : scanAndRemember(file, needles, cache.folder, signal);
  const enough = new AbortController();
  const looking = scanning.then(async (scan) => {
    const found = await readCached(cache, keyOf(scan));
    if (found) enough.abort();
    return found && { ...found, report: { ...found.report, name }, cached: true };
  });
  const key = scanning.then(keyOf);
  // Awaited where their failure is the load's; a load that fails first leaves them behind.
  for (const left of [scanning, looking, key]) left.catch(() => undefined);
  // A large clean file is loaded while it is hashed; any other only once it is known to be new.
  const known = likelyKnown || !tail ? await looking : null;
  if (known) return known;

  let report: LoadReport | undefined;
  const signals = [enough.signal, ...(signal ? [signal] : [])];
  const step = { file, sniffed, options, signal: AbortSignal.any(signals), progress };
  try {
    const database = await cache.write(key, async (temporary) => {
      report = await build({ ...step, temporary }, name, scanning, tail);
    });
    if (!report) throw new Error("the cache produced nothing");
    return { report, database, cached: false };
  } catch (error) {
    // Its failure is the load's own: a file that changed, a stop.
    const found = await looking;
    if (found) return found;
    throw error;
  }
}

async function build(
  step: LoadStep,
  name: string,
  scanning: Promise<ByteFacts<"tab" | "label">>,
  tail: Awaited<ReturnType<typeof directTail>>,
): Promise<LoadReport> {
  const { table, report } = await loadTable(step, name, scanning, tail);
  try {
    const from = {
      file: literal(step.file.name),
      row: table.row,
      currency: literal(onlyCurrency(report)),
      period: onlyPeriod(report),
    };
    await finishTable(table.writer, table.plans, report, from);
    await step.file.assertUnchanged();
    return report;
  } finally {
    table.writer.close();
  }
}

function checkOptions(options: LoadOptions = {}): void {
  const { locale, currency } = options;
  if (locale !== undefined && !localeMarks(locale))
    throw new ProblemError({
      code: "unknown_locale",
      message: `“${locale}” is no locale`,
      next: "Write it like en-US, de-DE or nb-NO.",
    });
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency))
    throw new ProblemError({
      code: "bad_arguments",
      message: `“${currency}” is no currency code`,
      next: "Write it like EUR, USD or NOK.",
    });
}

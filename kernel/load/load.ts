import { rm } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import type { LoadReport } from "../protocol/load-report.ts";
import { ProblemError } from "../protocol/problem.ts";
import { literal } from "../sql.ts";
import type { ByteFacts } from "./byte-scan.ts";
import { buildReport } from "./build-report.ts";
import { cacheKey } from "./cache-key.ts";
import { directTail, loadDirect } from "./load-direct.ts";
import { loadByRows } from "./load-by-rows.ts";
import type { LoadOptions, LoadStep } from "./loaded-table.ts";
import { localeMarks } from "./number-marks.ts";
import type { LoadProgress } from "./progress.ts";
import { recallScan, scanAndRemember } from "./scan-memo.ts";
import { sniff } from "./sniff.ts";
import type { SourceCache } from "./source-cache.ts";
import type { SourceFile } from "./source-file.ts";
import { openSourceFile } from "./source-file.ts";
import { columnComments, sourceView } from "./table.ts";

/** Raise it with every change that could alter what a file loads as: old cache files are then not used. */
const loaderVersion = "4";
/** What the pinned engine writes; a cache file of another storage version is loaded anew. */
const storageVersion = "duckdb-1.5";

export interface LoadRequest {
  /** Path of the export. */
  readonly path: string;
  /** Name of the table in SQL. */
  readonly name: string;
  readonly options?: LoadOptions;
}

export interface LoadContext {
  readonly cache: SourceCache;
  readonly progress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

export interface LoadedSource {
  readonly report: LoadReport;
  /** A read-only DuckDB file with the view `source`. */
  readonly database: string;
  /** The file was loaded before; nothing was read but its hash. */
  readonly cached: boolean;
}

/**
 * Loads one export, or finds it loaded already.
 *
 * @throws ProblemError when the file cannot be opened, is no known export, changed while it was read,
 *   or the load was stopped (`interrupted`). Values that cannot be read are no error: they are in the report.
 */
export async function loadSource(
  request: LoadRequest,
  context: LoadContext,
): Promise<LoadedSource> {
  checkOptions(request.options);
  const file = await openSourceFile(request.path);
  try {
    return await loadOpened(file, request, context);
  } catch (error) {
    if (context.signal?.aborted)
      throw new ProblemError(
        { code: "interrupted", message: "Loading was stopped" },
        { cause: error },
      );
    throw error;
  } finally {
    await file.close();
  }
}

async function loadOpened(
  file: SourceFile,
  { name, options = {} }: LoadRequest,
  { cache, progress, signal }: LoadContext,
): Promise<LoadedSource> {
  progress?.({ stage: "hashing", share: null });
  const sniffed = await sniff(file, options.clicks);
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
  const known = recalled || !tail ? await looking : null;
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
  const direct = tail ? await loadDirect(step, tail, scanning) : null;
  if (tail && !direct)
    for (const suffix of ["", ".wal"]) await rm(step.temporary + suffix, { force: true });
  const table = direct ?? (await loadByRows(step));
  const { writer } = table;
  try {
    step.progress?.({ stage: "checking", share: null });
    const report = await buildReport(table, step, name, await scanning);
    const file = step.file.name;
    const currency = report.currencies.length === 1 ? (report.currencies[0] ?? null) : null;
    // One transaction: committing each of a thousand comments takes seconds.
    for (const sql of [
      "BEGIN",
      ...columnComments(table.plans),
      sourceView(table.plans, file, table.row, currency),
      `CREATE TABLE load_report AS SELECT ${literal(JSON.stringify(report))} AS json`,
      "COMMIT",
    ])
      await writer.run(sql, step.signal);
    await step.file.assertUnchanged();
    return report;
  } finally {
    writer.close();
    await rm(`${step.temporary}.csv`, { force: true });
  }
}

/** A cache file that cannot be read is forgotten, and the source is loaded again. */
async function readCached(
  cache: SourceCache,
  key: string,
): Promise<{ report: LoadReport; database: string } | null> {
  const database = await cache.find(key);
  if (database === null) return null;
  try {
    return { report: await readReport(database), database };
  } catch {
    await cache.discard(key);
    return null;
  }
}

/** The load report that a cache file carries. */
export async function readReport(database: string): Promise<LoadReport> {
  const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    const rows = await connection.runAndReadAll("SELECT json FROM load_report");
    const report: unknown = JSON.parse(String(rows.getRows()[0]?.[0]));
    if (!isReport(report)) throw new Error("no load report of this version");
    return report;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The key holds the loader's version, so that a report found under it has this version's shape. */
function isReport(value: unknown): value is LoadReport {
  return typeof value === "object" && value !== null && "version" in value && value.version === 1;
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

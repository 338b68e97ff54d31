import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ProblemError } from "../../protocol/problem.ts";
import { unpackJson } from "../json/unpack-json.ts";
import { unpackParquet } from "../parquet/unpack-parquet.ts";
import type { SourceFile } from "../source-file.ts";
import { openSourceFile } from "../source-file.ts";
import { unpackHtml } from "../sheets/unpack-html.ts";
import { unpackContent, unpackOpenDocument } from "../sheets/open-document.ts";
import { unpackSpreadsheetXml } from "../sheets/spreadsheet-xml.ts";
import { unpackWorkbook } from "../xlsx/unpack-workbook.ts";
import { gunzip } from "./gunzip.ts";
import type { FileKind } from "./kind.ts";
import { fileKind } from "./kind.ts";
import { isDocument, refuseDocument } from "./office-document.ts";
import { byName } from "./name-order.ts";
import { nested, refuse } from "./refusal.ts";
import type { Unpacked, UnpackedTable } from "./unpacked-table.ts";
import { inside } from "./unpacked-table.ts";
import type { Unpacking } from "./unpacking.ts";
import { ZipArchive } from "./zip-archive.ts";

const headBytes = 4096;
const droppings = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/i;

export async function kindOf(file: SourceFile): Promise<FileKind> {
  return fileKind(await file.readHead(headBytes), file.name);
}

/**
 * Takes the tables out of a file, each as a text file of its own.
 *
 * @param container what `file` itself was taken out of: an archive in an archive is refused
 * @throws ProblemError for what is damaged, encrypted, too large, not read, or no table at all
 */
export async function unpack(
  file: SourceFile,
  unpacking: Unpacking,
  container?: UnpackedTable["container"],
): Promise<Unpacked> {
  unpacking.signal?.throwIfAborted();
  const kind = await kindOf(file);
  const within = ({ tables, skipped }: Unpacked): Unpacked => ({
    tables: tables.map((table) => (container === undefined ? table : { ...table, container })),
    skipped,
  });
  switch (kind) {
    case "text":
      return within(single({ path: file.path, name: file.name, notices: [] }));
    case "gzip": {
      if (container === "gzip") throw nested(file.name, "A gzip file");
      const path = unpacking.nextPath();
      await gunzip(file, path, unpacking.budget, unpacking.signal);
      return await unpackInner(path, file.name, unpacking, "gzip");
    }
    case "json":
      return within(single(await unpackJson(file, unpacking)));
    case "parquet":
      return within(single(await unpackParquet(file, unpacking)));
    case "html":
      return within(await unpackHtml(file, unpacking));
    case "spreadsheet-xml":
      return within(await unpackSpreadsheetXml(file, unpacking));
    case "open-document":
      return within(await unpackContent(Readable.from(file.stream()), file.name, unpacking));
    case "zip":
      return within(await unpackZip(file, unpacking, container));
  }
}

async function unpackZip(
  file: SourceFile,
  unpacking: Unpacking,
  container: UnpackedTable["container"],
): Promise<Unpacked> {
  const archive = await ZipArchive.open(file, unpacking.budget);
  try {
    if (isDocument(archive)) {
      refuseDocument(archive, file.name);
      return archive.find("content.xml")
        ? await unpackOpenDocument(archive, file.name, unpacking)
        : await unpackWorkbook(archive, file.name, unpacking);
    }
    if (container !== undefined) throw nested(file.name, "A ZIP archive");
    return await unpackEntries(archive, file.name, unpacking);
  } finally {
    archive.close();
  }
}

async function unpackEntries(
  archive: ZipArchive,
  name: string,
  unpacking: Unpacking,
): Promise<Unpacked> {
  const tables: UnpackedTable[] = [];
  const skipped: string[] = [];
  const entries = archive.entries.filter((entry) => !droppings.test(entry.name));
  for (const entry of entries.toSorted((a, b) => byName(a.name, b.name))) {
    const label = inside(name, entry.name);
    // An empty file takes two bytes; more are not told by a size of zero.
    if (entry.entry.uncompressedSize === 0 && entry.entry.compressedSize <= 2) {
      skipped.push(entry.name);
      continue;
    }
    const path = unpacking.nextPath();
    await pipeline(await archive.stream(entry), createWriteStream(path, { mode: 0o600 }), {
      signal: unpacking.signal,
    });
    try {
      const inner = await unpackInner(path, label, unpacking, "zip");
      tables.push(...inner.tables);
      skipped.push(...inner.skipped);
    } catch (error) {
      if (!isNoTable(error)) throw error;
      skipped.push(entry.name);
      await rm(path, { force: true });
    }
  }
  if (tables.length > 0) return { tables, skipped };
  throw refuse(
    "no_table",
    name,
    entries.length === 0
      ? "The archive is empty"
      : `The archive holds no table (${skipped.slice(0, 3).join(", ")}${skipped.length > 3 ? " …" : ""})`,
    "Download the export again, or load the right file.",
  );
}

/** What was taken out of a file; it may be a container itself. */
async function unpackInner(
  path: string,
  name: string,
  unpacking: Unpacking,
  container: "gzip" | "zip",
): Promise<Unpacked> {
  const inner = await openSourceFile(path, name);
  try {
    return await unpack(inner, unpacking, container);
  } finally {
    await inner.close();
  }
}

/** A picture or a note beside the exports is left out; what may be an export must be read or refused. */
function isNoTable(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  return ["empty_file", "unsupported_container", "no_table"].includes(error.problem.code);
}

function single(table: UnpackedTable): Unpacked {
  return { tables: [table], skipped: [] };
}

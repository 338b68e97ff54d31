import type { Readable } from "node:stream";
import { pipeline, Transform } from "node:stream";
import yauzl from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { ProblemError } from "../../protocol/problem.ts";
import { errno } from "../errno.ts";
import type { SourceFile } from "../source-file.ts";
import type { UnpackBudget } from "./budget.ts";
import { crc32 } from "./crc32.ts";
import { damaged, refuse, tooLarge } from "./refusal.ts";

/** One file in an archive. */
export interface ArchiveEntry {
  /** Its path in the archive, with forward slashes. */
  readonly name: string;
  readonly entry: Entry;
}

/** A ZIP archive whose list of entries was read and found harmless. */
export class ZipArchive {
  /** Files in the order of the archive's directory; folders and links are not among them. */
  readonly entries: readonly ArchiveEntry[];
  readonly #name: string;
  readonly #zip: ZipFile;
  readonly #budget: UnpackBudget;

  private constructor(
    name: string,
    zip: ZipFile,
    entries: readonly ArchiveEntry[],
    budget: UnpackBudget,
  ) {
    this.#name = name;
    this.#zip = zip;
    this.entries = entries;
    this.#budget = budget;
  }

  /** @throws ProblemError `damaged_container`, `encrypted_file`, `unsafe_archive`, `too_large` */
  static async open(file: SourceFile, budget: UnpackBudget): Promise<ZipArchive> {
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false };
    const zip = await yauzl.openPromise(file.path, options).catch((error: unknown) => {
      throw inArchive(file.name, error);
    });
    try {
      return new ZipArchive(file.name, zip, await list(zip, file.name, budget), budget);
    } catch (error) {
      zip.close();
      throw inArchive(file.name, error);
    }
  }

  find(name: string): ArchiveEntry | undefined {
    return this.entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  }

  /** The bytes of an entry, counted and, at their end, compared with their check sum. */
  async stream({ entry, name }: ArchiveEntry): Promise<Readable> {
    const method = entry.compressionMethod;
    if (method !== 0 && method !== 8)
      throw refuse(
        "unsupported_container",
        this.#name,
        `“${name}” inside is packed in a way that is not read (method ${method})`,
        "Unpack the archive and load what is inside.",
      );
    const packed = await this.#zip.openReadStreamPromise(entry).catch((error: unknown) => {
      throw inArchive(this.#name, error);
    });
    const budget = this.#budget;
    const archive = this.#name;
    let sum = 0;
    const checked = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        try {
          budget.spend(chunk.length);
          sum = crc32(chunk, sum);
          done(null, chunk);
        } catch (error) {
          done(asError(error));
        }
      },
      flush(done) {
        done(sum === entry.crc32 ? null : damaged(archive, `“${name}” inside is damaged`));
      },
    });
    // Before the pipeline does it with the bare error.
    packed.on("error", (error) => checked.destroy(asError(inArchive(archive, error))));
    pipeline(packed, checked, () => undefined);
    return checked;
  }

  close(): void {
    this.#zip.close();
  }
}

async function list(zip: ZipFile, file: string, budget: UnpackBudget): Promise<ArchiveEntry[]> {
  const most = budget.limits.entries;
  if (zip.entryCount > most)
    throw tooLarge(file, `The archive has ${zip.entryCount} entries; ${most} are read`);
  const entries: ArchiveEntry[] = [];
  let stated = 0;
  for await (const entry of zip.eachEntry()) {
    const name = yauzl.getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      false,
    );
    if (yauzl.validateFileName(name) !== null || name.includes("\0"))
      throw refuse(
        "unsafe_archive",
        file,
        `The archive names a file outside itself (“${name.replaceAll("\0", "\u2400").slice(0, 80)}”): it is made to overwrite files`,
        "Do not unpack it. Ask where it came from.",
      );
    if (name.endsWith("/") || isLink(entry)) continue;
    if (entry.isEncrypted())
      throw refuse(
        "encrypted_file",
        file,
        `“${name}” inside has a password`,
        "Unpack the archive with its password and load what is inside.",
      );
    stated += entry.uncompressedSize;
    entries.push({ name, entry });
  }
  budget.check(stated);
  return entries;
}

/** Unix links keep their mode in the upper half of the attributes. */
function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function inArchive(file: string, error: unknown): unknown {
  if (error instanceof ProblemError || (error instanceof Error && error.name === "AbortError"))
    return error;
  const code = errno(error);
  // What the file system says is not the archive's fault; what zlib says is.
  if (code !== undefined && !code.startsWith("Z_")) return error;
  // To people a workbook is no archive; whether it is one cannot be looked up any more.
  const what = /\.xls[xm]$/i.test(file) ? "workbook" : "ZIP archive";
  return damaged(file, `The ${what} is cut off or damaged`, error);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

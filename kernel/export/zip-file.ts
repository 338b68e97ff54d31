import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createDeflateRaw } from "node:zlib";
import { ProblemError } from "../protocol/problem.ts";

interface Entry {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

const maxBytes = 0xffff_ffff;
// 1 January 1980, the first day that the format knows: the same content gives the same bytes.
const date = 0x0021;

/** A ZIP archive, written entry by entry into an empty file; an entry's content is never held whole. */
export class ZipFile {
  readonly #file: FileHandle;
  readonly #entries: Entry[] = [];
  #position = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @throws ProblemError `too_large` beyond 4 GB, where the format ends */
  async add(entryName: string, content: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const name = Buffer.from(entryName);
    const offset = this.#position;
    await this.#append(localHeader({ name, offset, crc: 0, packedBytes: 0, bytes: 0 }));
    const start = this.#position;
    let [crc, bytes] = [0, 0];
    await pipeline(
      Readable.from(content),
      async function* (texts: AsyncIterable<string>) {
        for await (const text of texts) {
          const piece = Buffer.from(text);
          crc = crc32(piece, crc);
          bytes += piece.byteLength;
          yield piece;
        }
      },
      createDeflateRaw(),
      async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) await this.#append(piece);
      },
    );
    const packedBytes = this.#position - start;
    if (Math.max(bytes, this.#position) > maxBytes) throw tooLarge();
    const entry = { name, offset, crc, packedBytes, bytes };
    const header = localHeader(entry);
    await this.#file.write(header, 0, header.byteLength, offset);
    this.#entries.push(entry);
  }

  /** Writes the directory, without which there is no archive. */
  async finish(): Promise<void> {
    const start = this.#position;
    for (const entry of this.#entries) await this.#append(directoryEntry(entry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x0605_4b50, 0);
    end.writeUInt16LE(this.#entries.length, 8);
    end.writeUInt16LE(this.#entries.length, 10);
    end.writeUInt32LE(this.#position - start, 12);
    end.writeUInt32LE(start, 16);
    await this.#append(end);
  }

  async #append(bytes: Buffer): Promise<void> {
    if (this.#position + bytes.byteLength > maxBytes) throw tooLarge();
    await this.#file.write(bytes, 0, bytes.byteLength, this.#position);
    this.#position += bytes.byteLength;
  }
}

function localHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  writeFields(header, 4, entry);
  return Buffer.concat([header, entry.name]);
}

function directoryEntry(entry: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(20, 4);
  writeFields(header, 6, entry);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}

/** The 26 bytes that both kinds of header share. */
function writeFields(header: Buffer, at: number, entry: Entry): void {
  header.writeUInt16LE(20, at);
  // Names are UTF-8.
  header.writeUInt16LE(0x0800, at + 2);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt16LE(date, at + 8);
  header.writeUInt32LE(entry.crc, at + 10);
  header.writeUInt32LE(entry.packedBytes, at + 14);
  header.writeUInt32LE(entry.bytes, at + 18);
  header.writeUInt16LE(entry.name.byteLength, at + 22);
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});

/** Node has its own only from 20.15 on. */
function crc32(bytes: Buffer, before: number): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

function tooLarge(): ProblemError {
  return new ProblemError({
    code: "too_large",
    message: "The workbook would be larger than 4 GB",
    next: "Export as CSV or Parquet, or fewer rows.",
  });
}

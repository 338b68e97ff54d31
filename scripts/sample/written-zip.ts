import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../kernel/load/container/crc32.ts";

export interface ZipEntry {
  readonly name: string;
  readonly data: string | Uint8Array;
  /** Stored as it is rather than packed. */
  readonly stored?: boolean;
  /** What the directory says instead of the truth. */
  readonly lies?: { readonly crc?: number; readonly bytes?: number; readonly method?: number };
  /** Bit 0: encrypted. */
  readonly flags?: number;
  /** Unix mode, for links. */
  readonly mode?: number;
}

/** A ZIP archive as other programs write it, or as nobody should. The same entries give the same bytes. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, stored = false, lies = {}, flags = 0, mode = 0 } of entries) {
    const bytes = Buffer.from(data);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | flags, 2);
    common.writeUInt16LE(lies.method ?? (stored ? 0 : 8), 4);
    common.writeUInt16LE(0x5a21, 8);
    common.writeUInt32LE(lies.crc ?? crc32(bytes, 0), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(lies.bytes ?? bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    files.push(Buffer.from("PK\x03\x04", "latin1"), common, path, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x03", "latin1"), common, rest, path);
    offset += 4 + common.length + path.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, index, end]);
}

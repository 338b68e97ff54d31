import { inflateRawSync } from "node:zlib";

/** The files in a ZIP archive, found as readers find them: from the directory at its end. */
export function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const offset = bytes.readUInt32LE(at + 42);
    const packed = bytes.readUInt32LE(at + 20);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const content = inflateRawSync(bytes.subarray(start, start + packed));
    if (content.byteLength !== bytes.readUInt32LE(at + 24))
      throw new Error(`${name} has no such size`);
    files.set(name, content.toString("utf8"));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

export interface ReadCell {
  /** `n` where the cell says no type: a number. */
  readonly type: string;
  readonly style: number;
  readonly value: string;
}

/** The cells of a sheet by place, such as "B2". */
export function cellsOf(sheet: string): Map<string, ReadCell> {
  const cells = new Map<string, ReadCell>();
  for (const [, attributes = "", inner = ""] of sheet.matchAll(/<c ([^>]*)>(.*?)<\/c>/gs)) {
    const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1];
    const value = /<(?:v|t)[^>]*>(.*?)<\/(?:v|t)>/s.exec(inner)?.[1] ?? "";
    cells.set(of("r") ?? "", {
      type: of("t") ?? "n",
      style: Number(of("s") ?? 0),
      value: value
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, "&"),
    });
  }
  return cells;
}

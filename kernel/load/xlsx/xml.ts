import { isAscii } from "node:buffer";
import type { Readable } from "node:stream";
import { SaxesParser } from "saxes";
import { damaged, refuse } from "../container/refusal.ts";
import { errno } from "../errno.ts";
import { PlainXml, UnusualXml } from "./plain-xml.ts";
import type { XmlHandlers } from "./xml-handlers.ts";

/** No part of a workbook needs longer texts or names than this. */
const longestText = 1024 * 1024;

interface Parser {
  write(text: string): void;
  close(): void;
}

/**
 * Reads a part of a workbook. A document type, by which a file can name others or blow itself up, is refused.
 *
 * @throws ProblemError `damaged_container`, `unsafe_archive`
 */
export async function readXml(part: Readable, file: string, handlers: XmlHandlers): Promise<void> {
  // Between two tags saxes keeps all text in memory, and between quotes all of an attribute.
  let sinceTag = 0;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("doctype", () => {
    throw refuse(
      "unsafe_archive",
      file,
      "The workbook holds a document type, which no spreadsheet writes",
      "Open it in a spreadsheet and save it anew, if you trust it.",
    );
  });
  parser.on("error", (error) => {
    throw damaged(file, "The workbook holds XML that cannot be read", error);
  });
  parser.on("opentagstart", () => (sinceTag = 0));
  parser.on("opentag", ({ name, attributes }) => handlers.open(localName(name), attributes));
  parser.on("closetag", ({ name }) => handlers.close(localName(name)));
  if (handlers.text) {
    const text = handlers.text.bind(handlers);
    parser.on("text", text);
    parser.on("cdata", text);
  }
  const write = (text: string): void => {
    sinceTag += text.length;
    parser.write(text);
    if (sinceTag > longestText) throw damaged(file, "A text in the workbook is longer than 1 MB");
  };
  await feed(part, file, { write, close: () => parser.close() }, handlers);
}

/**
 * As {@link readXml}, but fast and only for XML as spreadsheets write it.
 *
 * @throws UnusualXml for any other, after some of it may have been handed on
 */
export async function readPlainXml(
  part: Readable,
  file: string,
  handlers: XmlHandlers,
): Promise<void> {
  await feed(part, file, new PlainXml(handlers), handlers);
}

/** Reads a part the fast way; where it is not as spreadsheets write it, anew with the parser. */
export async function readAnyXml<Result>(
  attempt: (read: typeof readXml) => Promise<Result>,
): Promise<Result> {
  return await attempt(readPlainXml).catch((error: unknown) => {
    if (!(error instanceof UnusualXml)) throw error;
    return attempt(readXml);
  });
}

async function feed(
  part: Readable,
  file: string,
  parser: Parser,
  handlers: XmlHandlers,
): Promise<void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  // As long as the file is that, there is a way past the decoder, several times as fast.
  let ascii = true;
  try {
    for await (const chunk of part) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError("bytes were expected");
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      ascii &&= decoder.encoding === "utf-8" && isAscii(chunk);
      parser.write(ascii ? chunk.toString("latin1") : decoder.decode(chunk, { stream: true }));
      await handlers.pause?.();
    }
    parser.write(decoder?.decode() ?? "");
    parser.close();
  } catch (error) {
    if (errno(error) === "ERR_ENCODING_INVALID_ENCODED_DATA")
      throw damaged(file, "The workbook holds bytes that are no text", error);
    throw error;
  }
}

export function localName(name: string): string {
  const at = name.indexOf(":");
  return at === -1 ? name : name.slice(at + 1);
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const [, stated] =
    /^(?:\xef\xbb\xbf)?<\?xml\s[^>]*\bencoding\s*=\s*["']((?:iso|windows|shift|gb|euc|big)[\w-]{1,20})["']/i.exec(
      head.toString("latin1", 0, 200),
    ) ?? [];
  try {
    return new TextDecoder(stated).encoding;
  } catch {
    return "utf-8";
  }
}

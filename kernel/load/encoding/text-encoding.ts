import { isUtf8 } from "node:buffer";
import { centralEuropean } from "./central-european.ts";
import { ProblemError } from "../../protocol/problem.ts";

export interface TextEncoding {
  /** Label as TextDecoder knows it. */
  readonly label: string;
  /** Bytes of the byte-order mark. */
  readonly bom: number;
  /** False: chosen because nothing contradicts it, not because something proves it. */
  readonly proven: boolean;
  /** What speaks for it where nothing proves it. */
  readonly evidence?: string;
}

/**
 * Decides the encoding from the first bytes. A cut-off multi-byte character at the end of `head`
 * does not count against an encoding.
 */
export function detectEncoding(head: Buffer, fileName: string): TextEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { label: "utf-8", bom: 3, proven: true };
  if (head[0] === 0xff && head[1] === 0xfe) return { label: "utf-16le", bom: 2, proven: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { label: "utf-16be", bom: 2, proven: true };

  const nuls = countNuls(head);
  if (nuls.total > 0) {
    // Latin text in UTF-16 has its NUL bytes on one side of each pair; few other characters have one.
    if (nuls.odd > head.length / 8 && nuls.even < nuls.odd / 10)
      return { label: "utf-16le", bom: 0, proven: true };
    if (nuls.even > head.length / 8 && nuls.odd < nuls.even / 10)
      return { label: "utf-16be", bom: 0, proven: true };
    if (nuls.total > head.length / 100)
      throw new ProblemError({
        code: "binary_file",
        message: "This is a binary file, not an export",
        place: { file: fileName },
        next: "Download the report again as CSV.",
      });
  }
  if (isUtf8(dropPartialCharacter(head))) return { label: "utf-8", bom: 0, proven: true };
  if (mostlyUtf8(head)) return { label: "utf-8", bom: 0, proven: true };
  for (const label of ["shift_jis", "gb18030"]) {
    const evidence = looksLike(label, head);
    if (evidence !== null) return { label, bom: 0, proven: false, evidence };
  }
  const latin = head.toString("latin1");
  for (const [label, letters, text] of [
    ["macintosh", macRoman(latin), "a text from a Mac"],
    ["windows-1250", centralEuropean(latin), "Central European text"],
  ] as const)
    if (letters > 0)
      return {
        label,
        bom: 0,
        proven: false,
        evidence: `${letters} ${letters === 1 ? "letter makes" : "letters make"} sense in ${text} only`,
      };
  return { label: "windows-1252", bom: 0, proven: false };
}

/**
 * Spreadsheets on a Mac save text in its old encoding, where "é" and "à" are what Windows has for
 * capitals and signs: inside a word of small letters those make no sense.
 */
function macRoman(text: string): number {
  return count(text, /(?<=[a-z])[\x87-\x90](?=[a-z])/g);
}

function countNuls(bytes: Buffer): { total: number; even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1))
    if (at % 2 === 0) even++;
    else odd++;
  return { total: even + odd, even, odd };
}

/** Removes an incomplete UTF-8 sequence at the end. */
function dropPartialCharacter(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}

/** UTF-8 with a few stray bytes: other encodings hardly ever form its sequences by chance. */
function mostlyUtf8(head: Buffer): boolean {
  const foreign = head.toString("utf8").match(/\P{ASCII}/gu) ?? [];
  const stray = foreign.filter((character) => character === "\ufffd").length;
  return stray * 2 <= foreign.length;
}

/**
 * East Asian text decodes without a fault, to little but kana and common ideographs. Accents before
 * letters ("Größe", "été") decode without one too, but form no kana, come singly rather than in pairs, and are few.
 *
 * @returns what speaks for it; null: it does not look like it
 */
function looksLike(label: string, head: Buffer): string | null {
  let text: string;
  try {
    text = new TextDecoder(label, { fatal: true }).decode(head, { stream: true });
  } catch {
    return null;
  }
  // Single bytes that letters of Western Europe have too say nothing.
  const foreign = count(text, /[^\p{ASCII}\uff61-\uff9f]/gu);
  const kana = count(text, /[\u3040-\u30ff]/gu);
  const others = text.match(/[\u4e00-\u9fff\uff01-\uff5e\u3000-\u303f]/gu) ?? [];
  if ((kana + others.length) / foreign <= 0.9 || kana + new Set(others).size < 4) return null;
  const runs = head.toString("latin1").match(/[\x81-\xfe]+/g) ?? [];
  const fits =
    label === "shift_jis"
      ? kana / foreign > 0.1
      : runs.filter((run) => run.length % 2 === 1).length < runs.length / 10;
  return fits
    ? `${kana + others.length} of ${foreign} characters beyond ASCII are kana, ideographs or their punctuation`
    : null;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { OddDigits } from "./odd-digits.ts";

/** Byte strings to count, each under a name. */
export type Needles<Name extends string> = Readonly<Record<Name, string | Uint8Array>>;

/** What one pass over a file's bytes tells. Text facts are about bytes: in UTF-16 only `sha256` and `hasNul` mean anything. */
export interface ByteFacts<Name extends string = string> {
  /** Hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** All bytes are valid UTF-8 (ASCII included). */
  readonly utf8: boolean;
  readonly hasNul: boolean;
  readonly hasCr: boolean;
  /** A CR that no LF follows. */
  readonly hasLoneCr: boolean;
  /** Lines without a byte, also inside quotes; a line ends with LF or CR LF. */
  readonly blankLines: number;
  /** The last byte is LF or CR. */
  readonly endsWithNewline: boolean;
  /** Somewhere digits stand as in “1e3”, “1_000” or “1.234”, which engines and people read differently. */
  readonly oddDigits: boolean;
  /** Positions at which each needle begins, overlapping ones included: "aa" is twice in "aaa". */
  readonly counts: Readonly<Record<Name, number>>;
}

const cr = 0x0d;
const lf = 0x0a;

/** Takes a file's bytes in pieces of any size; the facts do not depend on where they were cut. */
export class ByteScan<Name extends string> {
  #bytes = 0;
  #hasNul = false;
  #hasCr = false;
  #hasLoneCr = false;
  #last: number | undefined;
  readonly #hash = createHash("sha256");
  readonly #utf8 = new Utf8Check();
  readonly #digits = new OddDigits();
  // The seed makes an empty first line count like any other.
  readonly #blankLf = new Occurrences("\n\n", "\n");
  readonly #blankCrLf = new Occurrences("\n\r\n", "\n");
  readonly #needles: readonly (readonly [string, Occurrences])[];

  constructor(needles: Needles<Name>) {
    this.#needles = Object.entries<string | Uint8Array>(needles).map(([name, bytes]) => [
      name,
      new Occurrences(bytes),
    ]);
  }

  add(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#hash.update(chunk);
    this.#utf8.add(chunk);
    this.#digits.add(chunk);
    this.#hasNul ||= chunk.includes(0);
    this.#hasCr ||= chunk.includes(cr);
    this.#hasLoneCr ||= (this.#last === cr && chunk[0] !== lf) || hasLoneCrInside(chunk);
    this.#blankLf.add(chunk);
    this.#blankCrLf.add(chunk);
    for (const [, occurrences] of this.#needles) occurrences.add(chunk);
    this.#last = chunk.at(-1);
    this.#bytes += chunk.length;
  }

  /** To be called once, after the last piece. */
  finish(): ByteFacts<Name> {
    const entries = this.#needles.map(([name, { count }]) => [name, count] as const);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries have these names
    const counts = Object.fromEntries(entries) as Record<Name, number>;
    return {
      sha256: this.#hash.digest("hex"),
      bytes: this.#bytes,
      utf8: this.#utf8.finish(),
      hasNul: this.#hasNul,
      hasCr: this.#hasCr,
      hasLoneCr: this.#hasLoneCr || this.#last === cr,
      blankLines: this.#blankLf.count + this.#blankCrLf.count,
      endsWithNewline: this.#last === lf || this.#last === cr,
      oddDigits: this.#digits.finish(),
      counts,
    };
  }
}

/** A CR at the very end is left to the next piece. */
function hasLoneCrInside(chunk: Buffer): boolean {
  const end = chunk.length - 1;
  for (let at = chunk.indexOf(cr); at !== -1 && at < end; at = chunk.indexOf(cr, at + 1)) {
    if (chunk[at + 1] !== lf) return true;
  }
  return false;
}

class Occurrences {
  count = 0;
  readonly #needle: Buffer;
  /** The end of what came before, one byte shorter than the needle: a hit across the border begins in it. */
  #tail: Buffer;

  constructor(needle: string | Uint8Array, before = "") {
    this.#needle = Buffer.from(needle);
    if (this.#needle.length === 0) throw new RangeError("a needle needs at least one byte");
    this.#tail = Buffer.from(before);
  }

  add(chunk: Buffer): void {
    const reach = this.#needle.length - 1;
    const border = Buffer.concat([this.#tail, chunk.subarray(0, reach)]);
    this.count += this.#countIn(border) + this.#countIn(chunk);
    const end = chunk.length < reach ? border : chunk;
    this.#tail = Buffer.from(end.subarray(Math.max(0, end.length - reach)));
  }

  #countIn(bytes: Buffer): number {
    let count = 0;
    for (let at = bytes.indexOf(this.#needle); at !== -1; at = bytes.indexOf(this.#needle, at + 1))
      count++;
    return count;
  }
}

class Utf8Check {
  #valid = true;
  /** An unfinished character at the end of what came before: up to three bytes. */
  #open: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    if (!this.#valid) return;
    const missing = characterLength(this.#open[0]) - this.#open.length;
    const character = Buffer.concat([this.#open, chunk.subarray(0, missing)]);
    if (chunk.length < missing) {
      this.#open = character;
      return;
    }
    const rest = chunk.subarray(missing);
    const end = rest.length - openBytes(rest);
    this.#valid = isUtf8(character) && isUtf8(rest.subarray(0, end));
    this.#open = Buffer.from(rest.subarray(end));
  }

  finish(): boolean {
    return this.#valid && this.#open.length === 0;
  }
}

/** How many bytes at the end begin a character that they do not finish. */
function openBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    const continues = (byte & 0xc0) === 0x80;
    if (!continues) return characterLength(byte) > back ? back : 0;
  }
  return 0;
}

/** Bytes of the UTF-8 character that starts with `lead`; 0 without one. */
function characterLength(lead: number | undefined): number {
  if (lead === undefined) return 0;
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

import { oddDigitsWasm } from "./odd-digits-wasm.ts";

/** What odd-digits.wat exports. */
interface Finder {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Looks at what begins before `end`, of bytes of which twenty more are there. */
  find(end: number): number;
}

// Node's types leave it to those of pages.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Finder };
};

const pattern = /[0-9](?:[eE_][-+]?[0-9]|\.[0-9]{3}[^0-9])/;
/** One byte less than the longest match. */
const reach = 5;
/** What the finder leaves at the end: less than a block and what is read beyond one. */
const rest = 40;
const pieceBytes = 256 * 1024;

const { exports: finder } = new WebAssembly.Instance(
  new WebAssembly.Module(Buffer.from(oddDigitsWasm, "base64")),
);
const memory = new Uint8Array(finder.memory.buffer);

/** Looks for digits as in “1e3”, “1_000” or “1.234” in bytes that come in pieces. */
export class OddDigits {
  #found = false;
  #tail: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    if (this.#found) return;
    const border = Buffer.concat([this.#tail, chunk.subarray(0, reach)]);
    this.#found = matches(border) || isIn(chunk);
    const end = chunk.length < reach ? border : chunk;
    this.#tail = Buffer.from(end.subarray(-reach));
  }

  finish(): boolean {
    this.add(Buffer.from("\n"));
    return this.#found;
  }
}

function isIn(chunk: Buffer): boolean {
  for (let at = 0; chunk.length - at > rest; at += pieceBytes - rest) {
    const piece = chunk.subarray(at, at + pieceBytes);
    memory.set(piece);
    if (finder.find(piece.length - 19) !== 0) return true;
  }
  return matches(chunk.subarray(-rest));
}

function matches(bytes: Buffer): boolean {
  return pattern.test(bytes.toString("latin1"));
}

/** A value as the file writes it: numbers keep their text, because a double would lose digits of ids. */
export type JsonScalar = { readonly kind: "string" | "number" | "word"; readonly text: string };

export interface JsonHandlers {
  open(kind: "object" | "array"): void;
  close(kind: "object" | "array"): void;
  key(name: string): void;
  scalar(value: JsonScalar): void;
}

export class JsonSyntaxError extends Error {
  override readonly name = "JsonSyntaxError";
}

type State = "value" | "first" | "after" | "key" | "firstKey" | "colon";

const deepest = 64;
const longestToken = 8 * 1024 * 1024;
const blank = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** NaN and Infinity are no JSON, but Python writes them. */
const word = /true|false|null|NaN|-?Infinity/y;

/** Reads JSON as it comes, one value after another: several may follow each other, as in JSON lines. */
export class JsonParser {
  readonly #handlers: JsonHandlers;
  readonly #stack: ("object" | "array")[] = [];
  #state: State = "value";
  #rest = "";

  constructor(handlers: JsonHandlers) {
    this.#handlers = handlers;
  }

  /** @throws JsonSyntaxError */
  add(text: string): void {
    this.#rest += text;
    this.#rest = this.#rest.slice(this.#read(this.#rest, false));
    if (this.#rest.length > longestToken) throw new JsonSyntaxError("a value longer than 8 MB");
  }

  /** @throws JsonSyntaxError where the text ends in the middle of a value */
  end(): void {
    const at = this.#read(this.#rest, true);
    if (this.#stack.length > 0 || skipBlank(this.#rest, at) < this.#rest.length)
      throw new JsonSyntaxError("cut off");
  }

  /** @returns how far the text was understood */
  #read(text: string, final: boolean): number {
    let at = 0;
    for (;;) {
      const from = skipBlank(text, at);
      if (from >= text.length) return from;
      const next = this.#token(text, from, final);
      if (next === null) return from;
      at = next;
    }
  }

  /** @returns where the token ends; null: not yet all there */
  #token(text: string, at: number, final: boolean): number | null {
    const character = text[at] ?? "";
    switch (this.#state) {
      case "colon":
        if (character !== ":") throw unexpected(character);
        this.#state = "value";
        return at + 1;
      case "after":
        if (character === ",") {
          this.#state = this.#stack.at(-1) === "object" ? "key" : "value";
          return at + 1;
        }
        this.#close(character);
        return at + 1;
      case "firstKey":
      case "key": {
        if (character === "}" && this.#state === "firstKey") {
          this.#close(character);
          return at + 1;
        }
        if (character !== '"') throw unexpected(character);
        const end = stringEnd(text, at);
        if (end === null) return null;
        this.#handlers.key(unquoted(text, at, end));
        this.#state = "colon";
        return end;
      }
      case "first":
        if (character === "]") {
          this.#close(character);
          return at + 1;
        }
        return this.#value(text, at, final);
      case "value":
        return this.#value(text, at, final);
    }
  }

  #value(text: string, at: number, final: boolean): number | null {
    const character = text[at] ?? "";
    if (character === "{" || character === "[") {
      const kind = character === "{" ? "object" : "array";
      if (this.#stack.push(kind) > deepest) throw new JsonSyntaxError("nested too deeply");
      this.#handlers.open(kind);
      this.#state = kind === "object" ? "firstKey" : "first";
      return at + 1;
    }
    if (character === '"') {
      const end = stringEnd(text, at);
      if (end === null) return null;
      this.#scalar({ kind: "string", text: unquoted(text, at, end) });
      return end;
    }
    const isWord = !/[-\d]/.test(character) || text.startsWith("-I", at);
    const pattern = isWord ? word : number;
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    const end = at + (found?.length ?? 0);
    // The rest of it may still come.
    if (
      !final &&
      text.length - at < longestToken &&
      (end >= text.length || /[\w.+-]/.test(text[end] ?? ""))
    )
      if (text.length - end < 16 && !/[^\w.+-]/.test(text.slice(end))) return null;
    if (found === undefined || /[\w.+-]/.test(text[end] ?? "")) throw unexpected(character);
    this.#scalar({ kind: pattern === number ? "number" : "word", text: found });
    return end;
  }

  #scalar(value: JsonScalar): void {
    this.#handlers.scalar(value);
    this.#ended();
  }

  #close(character: string): void {
    const kind = this.#stack.at(-1);
    if (kind === undefined || character !== (kind === "object" ? "}" : "]"))
      throw unexpected(character);
    this.#stack.pop();
    this.#handlers.close(kind);
    this.#ended();
  }

  #ended(): void {
    this.#state = this.#stack.length === 0 ? "value" : "after";
  }
}

function skipBlank(text: string, at: number): number {
  blank.lastIndex = at;
  blank.exec(text);
  return blank.lastIndex;
}

/** Position behind the closing quote; null: it is not there yet. */
function stringEnd(text: string, at: number): number | null {
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
  return null;
}

function unquoted(text: string, from: number, to: number): string {
  const raw = text.slice(from + 1, to - 1);
  // oxlint-disable-next-line no-control-regex -- JSON forbids them in strings
  if (!/[\\\u0000-\u001f]/.test(raw)) return raw;
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return String(value);
  } catch {
    throw new JsonSyntaxError("a text with a wrong escape");
  }
}

function unexpected(character: string): JsonSyntaxError {
  return new JsonSyntaxError(`“${character}” where it makes no sense`);
}

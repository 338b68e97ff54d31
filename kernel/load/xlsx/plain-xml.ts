import type { XmlHandlers } from "./xml-handlers.ts";

/** The XML is not of the plain kind that spreadsheets write; a real parser must look at it. */
export class UnusualXml extends Error {
  override readonly name = "UnusualXml";
}

type Attributes = Record<string, string>;

/** Line ends that a parser would change, characters that it would refuse, and marked sections. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const odd = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\]\]>/;
const plainName = /^[A-Za-z][\w.-]*$/;
const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const longest = 1024 * 1024;
/** A cell as spreadsheets write nearly all of them; entities and line ends in its text are for others. */
const plainCell = new RegExp(
  [
    String.raw`<c r="([A-Z]{1,3}[1-9]\d{0,6})"`,
    String.raw`(?:(?: s="(\d{1,6})")?(?: t="([A-Za-z]{1,9})")?| t="([A-Za-z]{1,9})" s="(\d{1,6})")`,
    String.raw`(?:/>|>(?:<v>([^<&\r]*)</v>|<is><t(?: xml:space="preserve")?>([^<&\r]*)</t></is>)?</c>)`,
  ].join(""),
  "y",
);

/**
 * Reads the XML that spreadsheets write for cells, several times as fast as a parser can. It knows
 * elements, attributes in double quotes and the five entities, and checks that elements close; at
 * anything else, at whatever could make it see something that a parser does not, it gives up.
 */
export class PlainXml {
  readonly #handlers: XmlHandlers;
  readonly #open: string[] = [];
  /** Element names that were checked. */
  readonly #names = new Set<string>();
  #rest = "";
  #started = false;
  #ended = false;

  constructor(handlers: XmlHandlers) {
    this.#handlers = handlers;
  }

  /** @throws UnusualXml */
  write(text: string): void {
    const source = this.#rest + text;
    // What is left over from before was looked at, but for a mark that begins in it.
    if (odd.test(this.#rest.slice(-2) + text)) throw new UnusualXml();
    let at = 0;
    for (;;) {
      at = this.#cells(source, at);
      const open = source.indexOf("<", at);
      const end = open === -1 ? -1 : source.indexOf(">", open + 1);
      if (end === -1) break;
      if (open > at) this.#text(source.slice(at, open));
      this.#tag(source, open + 1, end);
      at = end + 1;
    }
    this.#rest = source.slice(at);
    if (this.#rest.length > longest) throw new UnusualXml();
  }

  /** @throws UnusualXml where the text ends before its elements do */
  close(): void {
    if (!this.#ended || this.#rest.trim() !== "") throw new UnusualXml();
  }

  #text(text: string): void {
    if (this.#open.length < 2 && text.trim() === "") return;
    if (this.#open.length === 0 || text.includes("\r")) throw new UnusualXml();
    this.#handlers.text?.(text.includes("&") ? decoded(text) : text);
  }

  /** Hands on the plain cells that begin here. @returns where they end */
  #cells(source: string, from: number): number {
    if (!this.#handlers.cell || this.#open.length === 0) return from;
    plainCell.lastIndex = from;
    let at = from;
    for (let match = plainCell.exec(source); match; match = plainCell.exec(source)) {
      at = plainCell.lastIndex;
      this.#handlers.cell({
        place: match[1] ?? "",
        style: match[2] ?? match[5],
        type: match[3] ?? match[4],
        value: match[6],
        text: match[7],
      });
    }
    return at;
  }

  #tag(source: string, from: number, end: number): void {
    switch (source.charCodeAt(from)) {
      case 0x2f: // "/"
        this.#close(source.slice(from + 1, end));
        return;
      case 0x3f: // "?"
        if (this.#started || !source.startsWith("?xml ", from)) throw new UnusualXml();
        this.#started = true;
        return;
      case 0x21: // "!"
        throw new UnusualXml();
    }
    this.#started = true;
    if (this.#ended) throw new UnusualXml();
    const closed = source.charCodeAt(end - 1) === 0x2f;
    const last = closed ? end - 1 : end;
    let at = from;
    while (at < last && !isBlank(source.charCodeAt(at))) at++;
    const name = source.slice(from, at);
    if (!this.#names.has(name)) {
      if (!plainName.test(name)) throw new UnusualXml();
      this.#names.add(name);
    }
    this.#handlers.open(name, at < last ? attributesOf(source, at, last) : none);
    if (!closed) this.#open.push(name);
    else this.#end(name);
  }

  #close(name: string): void {
    if (this.#open.pop() !== name) throw new UnusualXml();
    this.#end(name);
  }

  #end(name: string): void {
    if (this.#open.length === 0) this.#ended = true;
    this.#handlers.close(name);
  }
}

const none: Attributes = {};

/** Looks at each character once: cells are nearly all of a workbook, and attributes nearly all of a cell. */
function attributesOf(source: string, from: number, end: number): Attributes {
  const attributes: Attributes = {};
  let at = from;
  for (;;) {
    const before = at;
    while (at < end && isBlank(source.charCodeAt(at))) at++;
    if (at >= end) return attributes;
    const start = at;
    while (at < end && source.charCodeAt(at) !== 0x3d) at++;
    const name = source.slice(start, at);
    // Names of `Object.prototype` count as there already, and go to the parser.
    if (start === before || !isAttribute(name) || name in attributes) throw new UnusualXml();
    const value = at + 2;
    if (source.charCodeAt(at + 1) !== 0x22) throw new UnusualXml();
    let hasEntity = false;
    for (at = value; ; at++) {
      const code = source.charCodeAt(at);
      if (code === 0x22 && at < end) break;
      // "<" and line breaks are refused or changed in there.
      if (at >= end || code === 0x3c || code < 0x20) throw new UnusualXml();
      if (code === 0x26) hasEntity = true;
    }
    const text = source.slice(value, at);
    attributes[name] = hasEntity ? decoded(text) : text;
    at++;
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

function isAttribute(name: string): boolean {
  return name.length === 1 ? name >= "a" && name <= "z" : /^[A-Za-z][\w.:-]*$/.test(name);
}

function decoded(text: string): string {
  return text.replace(/&([^;]{0,10});?/g, (all, name: string) => {
    const known = entities[name];
    if (known === undefined || !all.endsWith(";")) throw new UnusualXml();
    return known;
  });
}

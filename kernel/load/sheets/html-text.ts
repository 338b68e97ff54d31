export interface HtmlHandlers {
  /** @param tag in small letters */
  open(tag: string, attributes: string): void;
  close(tag: string): void;
  /** Decoded text between tags. */
  text(text: string): void;
}

const longestTag = 1024 * 1024;
/** What stands in there is no text of the page. */
const raw = new Set(["script", "style", "title", "template", "noscript"]);
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  euro: "€",
  pound: "£",
  yen: "¥",
  cent: "¢",
  ndash: "–",
  mdash: "—",
  minus: "−",
  hellip: "…",
  middot: "·",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  aring: "å",
  Aring: "Å",
  oslash: "ø",
  Oslash: "Ø",
  aelig: "æ",
  AElig: "Æ",
  eacute: "é",
  egrave: "è",
  ecirc: "ê",
  agrave: "à",
  aacute: "á",
  acirc: "â",
  atilde: "ã",
  ccedil: "ç",
  iacute: "í",
  ntilde: "ñ",
  oacute: "ó",
  ocirc: "ô",
  otilde: "õ",
  uacute: "ú",
};

/** Takes HTML apart as it comes: tags and the text between them, without asking for order. */
export class HtmlText {
  readonly #handlers: HtmlHandlers;
  #rest = "";
  /** The element whose end is looked for; what comes before is skipped. */
  #skips: string | null = null;

  constructor(handlers: HtmlHandlers) {
    this.#handlers = handlers;
  }

  /** @returns false where a tag does not end */
  add(text: string, final: boolean): boolean {
    const source = this.#rest + text;
    let at = 0;
    for (;;) {
      const next = this.#skips === null ? this.#next(source, at) : this.#skip(source, at);
      if (next === -1) break;
      at = next;
    }
    this.#rest = source.slice(at);
    if (final && this.#skips === null && !this.#rest.startsWith("<")) this.#text(this.#rest);
    return this.#rest.length <= longestTag;
  }

  /** @returns where what begins at `at` ends; -1: not yet there */
  #next(source: string, at: number): number {
    if (source[at] !== "<") {
      const end = source.indexOf("<", at);
      if (end > at) this.#text(source.slice(at, end));
      return end;
    }
    if (source.startsWith("<!--", at)) return after(source, "-->", at + 4);
    const end = after(source, ">", at);
    if (end === -1) return -1;
    const [, slash, name = "", attributes = ""] =
      /^<(\/?)([a-z][\w:-]*)([^]*)>$/i.exec(source.slice(at, end)) ?? [];
    const tag = name.toLowerCase();
    if (slash === "/") this.#handlers.close(tag);
    else if (raw.has(tag) && !attributes.endsWith("/")) this.#skips = tag;
    else if (tag !== "") this.#handlers.open(tag, attributes);
    return end;
  }

  #skip(source: string, at: number): number {
    const end = source.toLowerCase().indexOf(`</${this.#skips ?? ""}`, at);
    // Of what is skipped only the beginning of the end may still be needed.
    if (end === -1) return source.length - at > 64 ? source.length - 32 : -1;
    this.#skips = null;
    return end;
  }

  #text(text: string): void {
    this.#handlers.text(
      text.replace(
        /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,10}));?/gi,
        (all, ten, sixteen, name) => {
          if (name !== undefined) return named[name] ?? all;
          const code = ten === undefined ? Number.parseInt(sixteen, 16) : Number(ten);
          return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : "\ufffd";
        },
      ),
    );
  }
}

function after(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}

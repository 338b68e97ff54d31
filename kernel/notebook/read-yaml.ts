import { Composer, isAlias, isMap, isScalar, isSeq, LineCounter, Parser } from "yaml";
import type { CST, Document } from "yaml";
import type { Place, Problem } from "../protocol/problem.ts";
import { WrittenNumber } from "./written-number.ts";

/** Maps have no prototype, so that no key of a file means anything to the program. */
export type YamlValue =
  string | boolean | null | WrittenNumber | readonly YamlValue[] | { [key: string]: YamlValue };

export type Path = readonly PropertyKey[];

export interface YamlText {
  /** Undefined where there are problems. */
  readonly value: YamlValue | undefined;
  readonly problems: readonly Problem[];
  /** Where the value at a path, or its key, is written; else what encloses it. */
  place(path: Path, of?: "key" | "value"): Place;
}

const maxCharacters = 64 * 1024;
const maxDepth = 20;
const maxAliases = 100;
const maxValues = 10_000;

/**
 * YAML 1.2, core schema, with limits on size, depth, aliases and number of values.
 *
 * @param linesAbove  lines of the file above the text; places count from the file's first line
 * @param what  begins the messages
 */
export function readYaml(text: string, linesAbove: number, what = "The front matter"): YamlText {
  const lines = new LineCounter();
  const offsets = new Map<string, number>();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + linesAbove, character: Math.max(col, 1) };
  };
  const place: YamlText["place"] = (path, of = "value") => {
    const key = of === "key" ? offsets.get(`\n${keyOf(path)}`) : undefined;
    if (key !== undefined) return placeAt(key);
    for (let length = path.length; length > 0; length--) {
      const offset = offsets.get(keyOf(path.slice(0, length)));
      if (offset !== undefined) return placeAt(offset);
    }
    return placeAt(0);
  };
  const fail = (message: string, offset: number, next?: string): YamlText => ({
    value: undefined,
    problems: [
      {
        code: "front_matter",
        message,
        place: placeAt(offset),
        ...(next === undefined ? {} : { next }),
      },
    ],
    place,
  });

  if (text.length > maxCharacters) {
    return fail(`${what} is larger than 64 KB.`, 0, "Move long texts into cells or files.");
  }
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  // Composing is recursive, and a stack that overflows inside V8's regular expressions ends the process.
  if (tokens.some((token) => depthOf(token) > maxDepth)) {
    return fail(`${what} is nested more than ${maxDepth} levels deep.`, 0);
  }
  const composer = new Composer({
    schema: "core",
    version: "1.2",
    prettyErrors: false,
    uniqueKeys: false,
  });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  const errors = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  if (!document || errors.length > 0) {
    return {
      value: undefined,
      problems: errors.slice(0, 20).map((error) => ({
        code: "front_matter",
        message: `${what} is not valid YAML: ${error.message.replace(/\.$/, "")}.`,
        place: placeAt(error.pos[0]),
        ...nextOf(text),
      })),
      place,
    };
  }
  if (second) {
    return fail(`${what} is more than one YAML document.`, second.range[0]);
  }
  try {
    return {
      value: new Conversion(document, offsets, what).value(document.contents, []),
      problems: [],
      place,
    };
  } catch (error) {
    if (error instanceof Refused) return fail(error.message, error.offset);
    throw error;
  }
}

function nextOf(text: string): Pick<Problem, "next"> {
  return /^(?:<{7}|={7}|>{7})(?: |$)/m.test(text)
    ? { next: "Resolve the merge conflict: remove the lines <<<<<<<, ======= and >>>>>>>." }
    : {};
}

function keyOf(path: Path): string {
  return path.map(String).join("\n");
}

/** Levels of nesting of a token, counted without recursion. */
function depthOf(token: CST.Token): number {
  const waiting: [CST.Token, number][] = [[token, 0]];
  let deepest = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [current, depth] = next;
    deepest = Math.max(deepest, depth);
    if (current.type === "document" && current.value) waiting.push([current.value, depth]);
    if (!("items" in current)) continue;
    for (const { key, value } of current.items) {
      if (key) waiting.push([key, depth + 1]);
      if (value) waiting.push([value, depth + 1]);
    }
  }
  return deepest;
}

class Refused extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

class Conversion {
  readonly #document: Document.Parsed;
  readonly #offsets: Map<string, number>;
  readonly #what: string;
  #aliases = 0;
  #values = 0;

  constructor(document: Document.Parsed, offsets: Map<string, number>, what: string) {
    this.#document = document;
    this.#offsets = offsets;
    this.#what = what;
  }

  value(node: unknown, path: readonly string[]): YamlValue {
    if (isAlias(node)) {
      const offset = node.range?.[0] ?? 0;
      if (++this.#aliases > maxAliases)
        throw new Refused(`${this.#what} has too many aliases.`, offset);
      const target = node.resolve(this.#document);
      if (!target) throw new Refused(`There is no anchor “${node.source}” above.`, offset);
      return this.value(target, path);
    }
    const offset = isScalar(node) || isSeq(node) || isMap(node) ? (node.range?.[0] ?? 0) : 0;
    if (++this.#values > maxValues)
      throw new Refused(`${this.#what} holds too many values.`, offset);
    if (path.length > maxDepth) throw new Refused(`${this.#what} is nested too deep.`, offset);
    if (!this.#offsets.has(keyOf(path))) this.#offsets.set(keyOf(path), offset);
    if (isSeq(node))
      return node.items.map((item, index) => this.value(item, [...path, String(index)]));
    if (isMap(node)) return this.#map(node.items, path);
    if (!isScalar(node)) return null;
    const { value, source } = node;
    if (typeof value === "number") return new WrittenNumber(value, source ?? String(value));
    return typeof value === "string" || typeof value === "boolean" ? value : null;
  }

  #map(items: readonly { key: unknown; value: unknown }[], path: readonly string[]): YamlValue {
    const map: { [key: string]: YamlValue } = Object.create(null);
    for (const { key, value } of items) {
      const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
      const name = isScalar(key) && key.value !== null ? key.source : undefined;
      if (name === undefined)
        throw new Refused(`${this.#what} has a key that is not a plain name.`, offset);
      if (name === "__proto__") throw new Refused("“__proto__” cannot be a name.", offset);
      // The library's own check compares every key with every other.
      if (name in map) throw new Refused(`“${name}” is there twice.`, offset);
      map[name] = this.value(value, [...path, name]);
      this.#offsets.set(`\n${keyOf([...path, name])}`, offset);
    }
    return map;
  }
}

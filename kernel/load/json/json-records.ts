import { expand, unambiguous } from "../number-as-text.ts";
import type { JsonHandlers, JsonScalar } from "./json-parser.ts";
import { JsonSyntaxError } from "./json-parser.ts";

/** One row: text by column; what is null or an empty text is "". */
export type JsonRecord = Map<string, string>;

/** Names of what wraps the rows of an answer: `data.list`, `rows` … */
const wrappers = new Set([
  "data",
  "list",
  "rows",
  "results",
  "items",
  "records",
  "response",
  "report",
]);
/** And of a page in a list, whose other fields could be those of a row. */
const pageWrapper = "data";
/** Parts of a row whose fields need no prefix. */
const transparent = new Set(["dimensions", "metrics"]);

interface FieldsLevel {
  readonly kind: "fields";
  readonly fields: JsonRecord;
  /** What its fields' names begin with; null: this is the row itself. */
  readonly prefix: string | null;
  /** May wrap a list of rows: as the whole of the JSON, or as one page in a list of them. */
  readonly outer: "whole" | "page" | null;
  key: string;
}

type Level =
  | FieldsLevel
  | { readonly kind: "rows" }
  | { readonly kind: "text"; readonly of: "object" | "array"; count: number };

/**
 * Finds the rows in JSON: the objects of a list, or objects one after another. A list may lie in a
 * wrapper, and wrappers may be the pages of one answer. A row's own objects are flattened by one level;
 * what is deeper stays as JSON text.
 */
export class JsonRecords implements JsonHandlers {
  readonly #onRecord: (record: JsonRecord) => void;
  readonly #onWrapper: ((fields: JsonRecord) => void) | null;
  readonly #levels: Level[] = [];
  /** The object outside all lists wraps a list of rows, and is no row. */
  #wraps = false;
  /** A field that an object outside all lists has twice: if it is a row, which of them counts is open. */
  #repeated: string | null = null;
  /** The text of what is kept as JSON. */
  #text = "";

  /** @param onWrapper told the fields that stood beside a list of rows; null: nothing wraps rows */
  constructor(
    onRecord: (record: JsonRecord) => void,
    onWrapper: ((fields: JsonRecord) => void) | null,
  ) {
    this.#onRecord = onRecord;
    this.#onWrapper = onWrapper;
  }

  open(kind: "object" | "array"): void {
    const level = this.#levels.at(-1);
    if (level === undefined) {
      if (kind === "array") this.#levels.push({ kind: "rows" });
      else this.#row("whole");
    } else if (level.kind === "rows") {
      if (kind === "array") throw new JsonSyntaxError("a list where a row was expected");
      this.#row(this.#levels.length === 1 ? "page" : null);
    } else if (level.kind === "fields" && this.#mayWrap(level) && kind === "array") {
      this.#wraps = true;
      this.#levels.push({ kind: "rows" });
    } else if (
      level.kind === "fields" &&
      kind === "object" &&
      (level.prefix === null || this.#mayWrap(level))
    ) {
      const { fields, key, outer } = level;
      const prefix = transparent.has(key) ? "" : `${key}.`;
      this.#levels.push({
        kind: "fields",
        fields,
        prefix,
        outer: wrappers.has(key) ? outer : null,
        key: "",
      });
    } else {
      if (level.kind === "text") this.#separate(level);
      this.#text += kind === "object" ? "{" : "[";
      this.#levels.push({ kind: "text", of: kind, count: 0 });
    }
  }

  key(name: string): void {
    const level = this.#levels.at(-1);
    if (level?.kind === "fields") level.key = name;
    if (level?.kind !== "text") return;
    this.#separate(level);
    this.#text += `${JSON.stringify(name)}:`;
    // What follows belongs to it.
    level.count = -1;
  }

  scalar(value: JsonScalar): void {
    const level = this.#levels.at(-1);
    if (level?.kind === "fields") this.#put(level, cellText(value));
    else if (level?.kind === "text") {
      this.#separate(level);
      this.#text += value.kind === "string" ? JSON.stringify(value.text) : value.text;
    } else throw new JsonSyntaxError("a single value where a row was expected");
  }

  close(): void {
    const closed = this.#levels.pop();
    const level = this.#levels.at(-1);
    if (closed?.kind === "fields" && closed.prefix === null) {
      const wrapped = closed.outer !== null && this.#wraps;
      if (!wrapped && this.#repeated !== null) throw twice(this.#repeated);
      if (wrapped) this.#onWrapper?.(closed.fields);
      else this.#onRecord(closed.fields);
      if (closed.outer !== null) this.#wraps = false;
      this.#repeated = null;
    }
    if (closed?.kind !== "text") return;
    this.#text += closed.of === "object" ? "}" : "]";
    if (level?.kind !== "fields") return;
    this.#put(level, this.#text);
    this.#text = "";
  }

  #row(outer: FieldsLevel["outer"]): void {
    this.#levels.push({ kind: "fields", fields: new Map(), prefix: null, outer, key: "" });
  }

  #mayWrap(level: FieldsLevel): boolean {
    const { outer, prefix, key } = level;
    if (!this.#onWrapper) return false;
    if (outer === "page" && prefix === null) return key === pageWrapper;
    return outer !== null && wrappers.has(key);
  }

  #put({ fields, prefix, key, outer }: FieldsLevel, text: string): void {
    const name = `${prefix ?? ""}${key}`;
    // An answer may have an id among dimensions and among metrics.
    if (fields.has(name) && fields.get(name) !== text) {
      if (outer === null) throw twice(name);
      this.#repeated = name;
    }
    fields.set(name, text);
  }

  #separate(level: Extract<Level, { kind: "text" }>): void {
    if (level.count > 0) this.#text += ",";
    level.count = level.count === -1 ? 1 : level.count + 1;
  }
}

function twice(name: string): JsonSyntaxError {
  return new JsonSyntaxError(`“${name.slice(0, 60)}” twice in one row`);
}

/** Numbers keep their digits; JSON's decimal mark is the point. */
function cellText({ kind, text }: JsonScalar): string {
  if (kind === "word") return text === "null" || text === "NaN" ? "" : text;
  if (kind === "string") return text;
  const digits = unambiguous(expand(text));
  // A program that held an id as a number has rounded it; its digits would look real.
  return /e/i.test(text) && /^-?\d{16}/.test(digits) ? text : digits;
}

/** The only file that reads the engine's error texts: everything else switches on problem codes. */

import { nearNames } from "../protocol/near-names.ts";
import type { Problem, ProblemCode } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import { offsetOfByte, placeAt } from "./text-position.ts";

/** The statement an error came from, for its position in the text the user submitted. */
export interface ErrorSource {
  readonly sql: string;
  /** The part of `sql` that was given to the engine, same length in UTF-16 units. */
  readonly text: string;
  readonly start: number;
}

/** Turns whatever the engine threw into a ProblemError; a ProblemError passes unchanged. */
export function classify(error: unknown, source?: ErrorSource): ProblemError {
  if (error instanceof ProblemError) return error;
  const engine = parse(error instanceof Error ? error.message : String(error));
  const place = source && locate(engine, source);
  const problem = describe(engine);
  return new ProblemError(place ? { ...problem, place } : problem, { cause: error });
}

interface EngineError {
  readonly type: string;
  readonly message: string;
  readonly subtype?: string;
  readonly candidates?: string;
  readonly name?: string;
  /** UTF-8 bytes from the start of the text given to the engine. */
  readonly position?: number;
}

// With errors_as_json the object may follow a prefix such as "Failed to extract statements: ";
// before that setting, errors are plain text: "IO Error: Could not set lock …".
function parse(text: string): EngineError {
  try {
    const json: unknown = JSON.parse(text.slice(text.indexOf("{")));
    if (typeof json === "object" && json !== null && "exception_type" in json) {
      const field = (name: string) => {
        const value: unknown = Reflect.get(json, name);
        return typeof value === "string" ? value : undefined;
      };
      const [subtype, candidates, name, position] = [
        field("error_subtype"),
        field("candidates"),
        field("name"),
        field("position"),
      ];
      return {
        type: field("exception_type") ?? "",
        message: field("exception_message") ?? "",
        ...(subtype !== undefined && { subtype }),
        ...(candidates !== undefined && { candidates }),
        ...(name !== undefined && { name }),
        ...(position !== undefined && { position: Number(position) }),
      };
    }
  } catch {
    // Not JSON: the plain form below.
  }
  const [, type = "", message = text] = /^([A-Za-z ]+?) Error: ([^]*)$/.exec(text) ?? [];
  return { type, message };
}

function locate(error: EngineError, source: ErrorSource) {
  const { sql, text, start } = source;
  if (error.position !== undefined && Number.isInteger(error.position)) {
    return placeAt(sql, start + offsetOfByte(text, error.position));
  }
  // Without a position the statement's first line is the best there is.
  return { line: placeAt(sql, start).line };
}

function describe(error: EngineError): Problem {
  const { message } = error;
  if (/^(IO|TransactionContext)$/.test(error.type) && noRoom.test(message)) return diskFull;
  switch (error.type) {
    case "Parser":
    case "Syntax":
      return message.startsWith("PIVOT statements with pivot elements")
        ? pivotParameter
        : said("sql_syntax", error);
    case "Catalog":
      return missing(error);
    case "Binder":
      if (message.startsWith("Unexpected prepared parameter")) return noParameterHere;
      return said(isUnknownName(error) ? "sql_unknown_name" : "sql_type", error);
    case "Conversion":
    case "Mismatch Type":
    case "Invalid type":
      return said("sql_type", error);
    case "Not implemented":
      return message.includes("named and positional")
        ? positionalParameter
        : said("sql_syntax", error);
    case "INTERRUPT":
      return { code: "interrupted", message: "The query was stopped." };
    case "Out of Memory":
      return {
        code: "out_of_memory",
        message: "The query needs more memory or temporary space than this notebook may use.",
        next: "Aggregate or filter earlier, or raise the limits in the settings.",
      };
    case "Permission":
    case "Missing Extension":
    case "Autoload":
      return accessRefused;
    case "IO":
      return inputOutput(message);
    case "FATAL":
    case "INTERNAL":
    case "Serialization":
      return { code: "engine_broken", message: "The query engine failed." };
    case "Invalid Input":
      return message.includes("attached in read-only mode") || message.includes("been locked")
        ? accessRefused
        : said("sql_runtime", error);
    case "":
      return noStatement;
    default:
      return said("sql_runtime", error);
  }
}

const accessRefused: Problem = {
  code: "access_refused",
  message: "SQL may not reach files, the network or settings from here.",
  next: "To read a file, declare it under sources:.",
};

// The engine takes a lone word of other than ASCII characters for nothing at all, and the binding
// then fails without saying so.
const noStatement: Problem = {
  code: "sql_syntax",
  message: "This is no SQL statement.",
};

/** A statement with `?` or `$1`. */
export const positionalParameter: Problem = {
  code: "sql_parameter",
  message: "Parameters have names here.",
  next: "Write $name instead of ? or $1.",
};

const pivotParameter: Problem = {
  code: "sql_parameter",
  message: "A PIVOT that finds its columns in the data takes no parameter in its source.",
  next: "List the columns: PIVOT … ON column IN (…), or make a named result first and pivot that.",
};

/** A statement whose text is stored, so that there is nothing to bind later. */
export const noParameterHere: Problem = {
  code: "sql_parameter",
  message: "This kind of statement takes no parameter.",
  next: "Use CREATE TABLE … AS instead, or a cell with a name.",
};

const noRoom = /no space left|file too large|could not write|quota/i;

const diskFull: Problem = {
  code: "disk_full",
  message: "There is no room left to write on the disk.",
  next: "Free some space and run the cell again.",
};

function inputOutput(message: string): Problem {
  if (message.includes("Could not set lock")) {
    return { code: "database_locked", message: "Another process has this database open." };
  }
  if (/not a valid DuckDB database|older version|newer version|corrupt/i.test(message)) {
    return {
      code: "engine_broken",
      message: "The database file is damaged or of another version.",
    };
  }
  return { code: "access_refused", message: "A file could not be opened, read or written." };
}

function missing(error: EngineError): Problem {
  if (error.name !== undefined && /[\\/:*?]|\.\w+$/.test(error.name)) return accessRefused;
  return said("sql_unknown_name", error);
}

const systemName = /^(pg_|duckdb_|sqlite_|pragma_|information_schema|__)/;

function said(code: ProblemCode, error: EngineError): Problem {
  const message = headline(error.message);
  const next = suggestion(error);
  return next === undefined ? { code, message } : { code, message, next };
}

const path = /"(?:\/|[A-Za-z]:\\)[^"]*"/g;

function headline(message: string): string {
  const cut = message.search(
    /\s*(\n|LINE \d+:|Did you mean|You might need|In order to select|Candidate )/,
  );
  const line = (cut < 0 ? message : message.slice(0, cut)).trim().replace(path, "a file");
  return line.length > 250 ? `${line.slice(0, 249)}…` : line;
}

export interface UnknownName {
  readonly name: string;
  /** What may have been meant, the most alike first. */
  readonly candidates: readonly string[];
}

/** The name that the engine did not find; null for an error of another kind. */
export function unknownName(error: unknown): UnknownName | null {
  const thrown = error instanceof ProblemError ? error.cause : error;
  if (!(thrown instanceof Error)) return null;
  const engine = parse(thrown.message);
  const name = engine.name ?? unnamedName(engine.message);
  if (name === undefined) return null;
  const [, listed = ""] = /Candidate (?:bindings|tables):[: ]*([^]*)$/.exec(engine.message) ?? [];
  const bindings = [...listed.matchAll(/"([^"]+)"/g)].map(([, binding = ""]) => binding);
  const candidates = candidatesOf(engine);
  return { name, candidates: nearNames(name, candidates.length > 0 ? candidates : bindings) };
}

function isUnknownName({ subtype, message }: EngineError): boolean {
  return subtype === "COLUMN_NOT_FOUND" || unnamedName(message) !== undefined;
}

/** Some errors give the name in their text alone. */
function unnamedName(message: string): string | undefined {
  const [, member] =
    /^(?:Table|Values list) "[^]*?" does not have a column named "([^"]+)"/.exec(message) ?? [];
  const [, excluded] = /^Column "([^"]+)" in \w+ list not found/.exec(message) ?? [];
  const [, table] = /^Referenced table "([^"]+)" not found/.exec(message) ?? [];
  return member ?? excluded ?? table;
}

function candidatesOf(error: EngineError): readonly string[] {
  return (error.candidates ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => /^\w/.test(name) && !name.includes("->") && !systemName.test(name));
}

function suggestion(error: EngineError): string | undefined {
  const names = candidatesOf(error).slice(0, 3);
  if (names.length > 0) return `Did you mean ${names.map((name) => `“${name}”`).join(" or ")}?`;
  const macros = /Candidate macros:\s*([^]*)$/.exec(error.message)?.[1];
  if (macros)
    return `Write ${macros
      .trim()
      .split(/\s*\n\s*/)
      .join(" or ")}.`;
  if (error.subtype === "NO_MATCHING_FUNCTION" || error.message.includes("explicit type cast")) {
    return "Cast the values to the type the function takes, for example x::DOUBLE.";
  }
  return undefined;
}

import type * as z from "zod";
import { nearest } from "../protocol/near-names.ts";
import type { Problem } from "../protocol/problem.ts";
import { frontMatter, includedFile, knownKeys } from "./front-matter-schema.ts";
import type { FrontMatter } from "./front-matter-schema.ts";
import { readYaml } from "./read-yaml.ts";
import type { Path, YamlText, YamlValue } from "./read-yaml.ts";
import { WrittenNumber } from "./written-number.ts";

const maxProblems = 20;

export type FrontMatterReading =
  | { readonly settings: FrontMatter; readonly problems: readonly [] }
  | { readonly settings: undefined; readonly problems: readonly Problem[] };

/**
 * The setup cell's text, validated and with its defaults. Every problem has the code
 * `front_matter` and the line and character in the file (the text starts on line 2).
 */
export function readFrontMatter(text: string): FrontMatterReading {
  const { value, problems } = readText(text, frontMatter, setupText);
  return value === undefined
    ? { settings: undefined, problems }
    : { settings: value, problems: [] };
}

export type IncludedReading =
  | { readonly columns: FrontMatter["columns"]; readonly problems: readonly [] }
  | { readonly columns: undefined; readonly problems: readonly Problem[] };

/** A file that notebooks include, under the same rules as the setup cell. */
export function readIncluded(text: string): IncludedReading {
  const { value, problems } = readText(text, includedFile, includedText);
  return value === undefined ? { columns: undefined, problems } : { columns: value, problems: [] };
}

interface TextKind {
  readonly linesAbove: number;
  /** Begins the messages. */
  readonly what: string;
  /** Names at the top, where they are not those of the front matter. */
  readonly top?: readonly string[];
}

const setupText: TextKind = { linesAbove: 1, what: "The front matter" };
const includedText: TextKind = { linesAbove: 0, what: "The file", top: ["columns"] };

function readText<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  kind: TextKind,
): { readonly value: z.infer<Schema> | undefined; readonly problems: readonly Problem[] } {
  const yaml = readYaml(text, kind.linesAbove, kind.what);
  if (yaml.value === undefined) return { value: undefined, problems: yaml.problems };
  const settings = withoutEmpty(yaml.value);
  const read = schema.safeParse(settings);
  if (read.success) return { value: read.data, problems: [] };
  return {
    value: undefined,
    problems: read.error.issues
      .flatMap((issue) => problemsOf(issue, yaml, settings, kind))
      .slice(0, maxProblems),
  };
}

/** A section with nothing below it is a section that was left out. */
function withoutEmpty(value: YamlValue): YamlValue {
  if (value === null) return {};
  if (!isMap(value)) return value;
  const filled = Object.entries(value).filter(([, section]) => section !== null);
  return Object.assign(Object.create(null), Object.fromEntries(filled));
}

function problemsOf(
  issue: z.core.$ZodIssue,
  yaml: YamlText,
  settings: YamlValue,
  kind: TextKind,
): Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys
      .slice(0, maxProblems)
      .map((key) => unknownKey([...issue.path, key], yaml, kind));
  }
  if (issue.code === "invalid_key") {
    const expected = issue.issues[0]?.message ?? issue.message;
    return [
      problem(
        `The name in ${nameOf(issue.path, kind)} should be ${expected}.`,
        yaml,
        issue.path,
        "key",
      ),
    ];
  }
  const { path, value } = writtenAt(settings, issue.path);
  const message = `${nameOf(path, kind)} should be ${issue.message}; it is ${describe(value)}.`;
  return [problem(message, yaml, path, "value")];
}

function problem(message: string, yaml: YamlText, path: Path, of: "key" | "value"): Problem {
  return { code: "front_matter", message, place: yaml.place(path, of) };
}

function unknownKey(path: Path, yaml: YamlText, kind: TextKind): Problem {
  const within = path.slice(0, -1);
  const known = knownKeys(within, kind.top);
  const near = nearest(String(path.at(-1)), known);
  const next = near === undefined ? `Known here: ${known.join(", ")}.` : `Did you mean “${near}”?`;
  return {
    ...problem(`${nameOf(path, kind)} is not a setting.`, yaml, path, "key"),
    ...(known.length === 0 ? {} : { next }),
  };
}

function nameOf(path: Path, { what }: TextKind): string {
  return path.length === 0 ? what : `“${path.map(String).join(".")}”`;
}

/** The value at a path, which for a short form ends where the file's own values end. */
function writtenAt(
  settings: YamlValue,
  path: Path,
): { readonly path: Path; readonly value: YamlValue | undefined } {
  let value: YamlValue | undefined = settings;
  for (const [depth, key] of path.entries()) {
    const enclosing: YamlValue | undefined = value;
    if (Array.isArray(enclosing) && typeof key === "number") value = enclosing[key];
    else if (enclosing !== undefined && isMap(enclosing)) value = enclosing[String(key)];
    else return { path: path.slice(0, depth), value };
  }
  return { path, value };
}

function isMap(value: YamlValue): value is { [key: string]: YamlValue } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof WrittenNumber)
  );
}

function describe(value: YamlValue | undefined): string {
  if (value === undefined) return "missing";
  if (value === null) return "empty";
  if (value instanceof WrittenNumber) return value.source.slice(0, 60);
  if (typeof value === "string") return `“${value.length > 60 ? `${value.slice(0, 59)}…` : value}”`;
  if (typeof value === "boolean") return String(value);
  if (!Array.isArray(value)) return "a map";
  return value.length === 0 ? "an empty list" : "a list";
}

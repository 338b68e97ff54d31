import { isCollection, isMap, isScalar, parseDocument } from "yaml";
import type { Pair } from "yaml";
import { ProblemError } from "../protocol/problem.ts";
import { readFrontMatter } from "./front-matter.ts";
import { lineEndingOf } from "./lines.ts";
import type { TextEdit } from "./parameter-default.ts";
import type { PinnedFile, Pins } from "./pins.ts";
import { readYaml } from "./read-yaml.ts";
import { atEnd, endOf, indentOf, insideBraces, keyEnd } from "./yaml-map.ts";

/**
 * What to change in the setup cell's text so that it holds these pins, in the place of those that it
 * has. Nothing else of the text changes, and what it says stays the same.
 *
 * @throws ProblemError `front_matter` for a text with problems, and where it cannot take them
 */
export function writePins(text: string, wanted: Pins): TextEdit {
  const { settings, problems } = readFrontMatter(text);
  const [problem] = problems;
  if (problem) throw new ProblemError({ ...problem, place: { cell: "setup", ...problem.place } });
  const edit = settings && place(text, wanted);
  if (edit && holds(applied(text, edit), text, wanted)) return edit;
  throw new ProblemError({
    code: "front_matter",
    message: "The pins cannot be written into the front matter as it is written",
    place: { ...readYaml(text, 1).place(["pins"], "key"), cell: "setup" },
    next: "Remove pins: from it, write its other settings line by line, and pin again.",
  });
}

export function applied(text: string, { start, end, written }: TextEdit): string {
  return text.slice(0, start) + written + text.slice(end);
}

function place(text: string, wanted: Pins): TextEdit | null {
  const eol = lineEndingOf(text);
  const root = parseDocument(text, { schema: "core", version: "1.2", logLevel: "silent" }).contents;
  if (!isMap(root)) return null;
  const written = root.flow
    ? `pins: ${JSON.stringify(wanted)}`
    : blockLines(wanted).join(`${eol}${indentOf(text, root)}`);
  const before = root.items.find(({ key }) => isScalar(key) && key.value === "pins");
  if (before) return { start: keyStart(before), end: valueEnd(before, text), written };
  const insertion = root.flow
    ? insideBraces(text, root, written)
    : atEnd(text, `${indentOf(text, root)}${written}`, eol);
  return insertion && { start: insertion.at, end: insertion.at, written: insertion.text };
}

function keyStart({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}

function valueEnd(pair: Pair, text: string): number {
  const { value } = pair;
  if (isMap(value) && !value.flow) return endOf(value, text);
  const end = isScalar(value) || isCollection(value) ? value.range?.[1] : undefined;
  return Math.max(keyEnd(pair), text.slice(0, end ?? 0).trimEnd().length);
}

function blockLines({ product, engine, sources, files }: Pins): readonly string[] {
  return [
    "pins:",
    `  product: ${JSON.stringify(product)}`,
    `  engine: ${JSON.stringify(engine)}`,
    ...section("sources", Object.entries(sources), ([source, read]) => sourceLines(source, read)),
    ...section("files", Object.entries(files), ([name, file]) => [`    ${fileLine(name, file)}`]),
  ];
}

function sourceLines(source: string, read: Pins["files"]): readonly string[] {
  const files = Object.entries(read);
  if (files.length === 0) return [`    ${keyOf(source)}: {}`];
  return [`    ${keyOf(source)}:`, ...files.map(([name, file]) => `      ${fileLine(name, file)}`)];
}

function section<Entry>(
  name: string,
  entries: readonly Entry[],
  lines: (entry: Entry) => readonly string[],
): readonly string[] {
  return entries.length === 0 ? [] : [`  ${name}:`, ...entries.flatMap(lines)];
}

function fileLine(name: string, { sha256, rows }: PinnedFile): string {
  const counted = rows === null ? "" : `, rows: ${rows}`;
  return `${keyOf(name)}: {sha256: ${JSON.stringify(sha256)}${counted}}`;
}

/** Whatever could be read as more than a name is quoted. */
function keyOf(name: string): string {
  const isPlain = /^[A-Za-z_][\w./-]*$/.test(name) && !/^(null|true|false)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}

function holds(text: string, before: string, wanted: Pins): boolean {
  const { settings } = readFrontMatter(text);
  return (
    settings !== undefined &&
    JSON.stringify(settings.pins) === JSON.stringify(wanted) &&
    rest(text) === rest(before)
  );
}

/** All that a text says beside its pins. */
function rest(text: string): string {
  const { value } = readYaml(text, 1);
  const isEntries = typeof value === "object" && value !== null;
  return JSON.stringify(isEntries ? Object.entries(value).filter(([name]) => name !== "pins") : []);
}

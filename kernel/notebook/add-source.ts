import { isCollection, isMap, isScalar, parseDocument, stringify } from "yaml";
import type { Pair } from "yaml";
import { ProblemError } from "../protocol/problem.ts";
import type { Insertion } from "./yaml-map.ts";
import { atEnd, endOf, indentOf, insideBraces, keyEnd } from "./yaml-map.ts";
import { lineEndingOf } from "./lines.ts";
import { readYaml } from "./read-yaml.ts";
import type { YamlValue } from "./read-yaml.ts";

export interface NewSource {
  readonly name: string;
  /** As the notebook writes it, relative to its folder. */
  readonly path: string;
}

/** The setup of a notebook that had none. */
export function newSetup(source: NewSource): string {
  return `campaign-notebook: 1\nsources:\n  ${blockEntry(source)}`;
}

/**
 * What to insert into the setup cell's text so that it declares one more source. Nothing else of the
 * text changes, and what it says stays the same.
 *
 * @throws ProblemError `front_matter` where the text cannot take it as it is
 */
export function addSource(text: string, source: NewSource): Insertion {
  const before = readYaml(text, 1);
  const [problem] = before.problems;
  if (problem) throw new ProblemError(problem);
  const insertion = place(text, source);
  const after = insertion
    ? readYaml(text.slice(0, insertion.at) + insertion.text + text.slice(insertion.at), 1).value
    : undefined;
  if (insertion && after !== undefined && isWithSource(after, before.value ?? null, source))
    return insertion;
  throw new ProblemError({
    code: "front_matter",
    message: `The source “${source.name}” cannot be added to the front matter as it is written`,
    next: `Write it there yourself, under sources: ${blockEntry(source)}`,
  });
}

/** Where the entry goes by the shape of what is there; null for a shape that has no room for one. */
function place(text: string, source: NewSource): Insertion | null {
  const eol = lineEndingOf(text);
  const root = parseDocument(text, { schema: "core", version: "1.2" }).contents;
  if (root === null) return atEnd(text, newSetup(source).replaceAll("\n", eol), eol);
  if (!isMap(root)) return null;
  const sources = root.items.find(({ key }) => isScalar(key) && key.value === "sources");
  if (!sources)
    return root.flow
      ? insideBraces(text, root, `sources: {${flowEntry(source)}}`)
      : atEnd(
          text,
          `${indentOf(text, root)}sources:${eol}${indentOf(text, root)}  ${blockEntry(source)}`,
          eol,
        );
  if (isMap(sources.value)) {
    const map = sources.value;
    if (map.flow) return insideBraces(text, map, flowEntry(source));
    return afterLine(text, endOf(map, text), `${indentOf(text, map)}${blockEntry(source)}`, eol);
  }
  if (isCollection(sources.value) || !isEmpty(sources) || root.flow) return null;
  const line = `${indentOf(text, root)}  ${blockEntry(source)}`;
  return afterLine(text, keyEnd(sources), line, eol);
}

function isEmpty({ value }: Pair): boolean {
  return value === null || (isScalar(value) && value.value === null && (value.source ?? "") === "");
}

function afterLine(text: string, from: number, line: string, eol: string): Insertion {
  const lineBreak = /\r|\n/.exec(text.slice(from));
  return { at: lineBreak ? from + lineBreak.index : text.length, text: `${eol}${line}` };
}

function blockEntry({ name, path }: NewSource): string {
  return `${name}: ${stringify(path, { lineWidth: 0 }).trimEnd()}`;
}

/** Brackets and commas mean something between braces, so whatever is not plain is quoted there. */
function flowEntry({ name, path }: NewSource): string {
  return `${name}: ${/^[A-Za-z_][\w./-]*$/.test(path) ? path : JSON.stringify(path)}`;
}

function isWithSource(after: YamlValue, before: YamlValue, { name, path }: NewSource): boolean {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const sources = entriesOf(now.get("sources") ?? null);
  if (old.size === 0) now.delete("campaign-notebook");
  return (
    sources.get(name) === path &&
    rest(sources, name) === rest(entriesOf(old.get("sources") ?? null), name) &&
    !entriesOf(old.get("sources") ?? null).has(name) &&
    rest(now, "sources") === rest(old, "sources")
  );
}

function entriesOf(value: YamlValue): Map<string, YamlValue> {
  const isEntries = typeof value === "object" && value !== null && !Array.isArray(value);
  return new Map(isEntries ? Object.entries(value) : []);
}

/** All entries but one, comparable as text. */
function rest(entries: Map<string, YamlValue>, key: string): string {
  return JSON.stringify([...entries].filter(([other]) => other !== key));
}

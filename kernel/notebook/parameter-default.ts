import type { Node, Pair } from "yaml";
import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import { ProblemError } from "../protocol/problem.ts";
import { readFrontMatter } from "./front-matter.ts";
import type { FrontMatter } from "./front-matter-schema.ts";
import { readYaml } from "./read-yaml.ts";

type Parameter = FrontMatter["params"][number];

/** Replaces the characters from `start` up to `end`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/**
 * How the front matter is to be changed so that a parameter's default is another one: where the old one
 * stands, and nothing else. The text must read afterwards as before but for that value.
 *
 * @param value  as `--param` takes it
 * @throws ProblemError `front_matter` for a text with problems, and where no such change can be made
 */
export function setParameterDefault(text: string, name: string, value: string): TextEdit {
  const { settings, problems } = readFrontMatter(text);
  if (!settings) throw new ProblemError(problems[0] ?? unchangeable(text, name));
  const parameter = settings.params.find((one) => one.name === name);
  const document = parseDocument(text, { schema: "core", version: "1.2", logLevel: "silent" });
  const params = document.get("params");
  const pair = isMap(params) ? params.items.find(({ key }) => keyOf(key) === name) : undefined;
  if (parameter && pair) {
    const wanted = parameter.kind === "number" ? value.trim() : value;
    for (const edit of editsOf(text, pair, wanted)) {
      if (reads(applied(text, edit), settings, parameter, wanted)) return edit;
    }
  }
  throw new ProblemError(unchangeable(text, name));
}

function unchangeable(text: string, name: string) {
  return {
    code: "front_matter",
    message: `“${name}” is written in a way that cannot be changed from here`,
    place: { ...readYaml(text, 0).place(["params", name]), cell: "setup" },
    next: "Change its default in the setup cell.",
  } as const;
}

/** Ways to write it, the least intrusive first. Which of them mean the value is for the reader to tell. */
function* editsOf(text: string, { value: node }: Pair, wanted: string): Generator<TextEdit> {
  const quoted = JSON.stringify(wanted);
  const isQuoted = isScalar(node) && node.type?.startsWith("QUOTE") === true;
  const spellings = isQuoted ? [quoted] : [wanted, quoted];
  if (isScalar(node)) {
    for (const spelling of spellings) yield* replaced(text, node, spelling);
    // Text that looks like a date would become one.
    yield* replaced(text, node, `{kind: text, default: ${JSON.stringify(wanted)}}`);
  }
  if (isSeq(node)) {
    const items = node.flow
      ? sourceOf(text, node)
      : `[${node.items.map((item) => sourceOf(text, item)).join(", ")}]`;
    for (const spelling of spellings)
      if (node.flow || !sourceOf(text, node).includes("#"))
        yield* replaced(text, node, `{choices: ${items}, default: ${spelling}}`);
  }
  if (!isMap(node)) return;
  const stated = node.items.find(({ key }) => keyOf(key) === "default")?.value;
  const [first] = node.items;
  for (const spelling of spellings) {
    if (stated) yield* replaced(text, stated, spelling);
    // The short form of a date range as two dates.
    else if (node.items.some(({ key }) => keyOf(key) === "from"))
      yield* replaced(text, node, spelling);
    else if (node.flow) yield inserted(startOf(node) + 1, `default: ${spelling}, `);
    else if (first) {
      const start = startOf(first.key);
      const indent = start - (text.lastIndexOf("\n", start - 1) + 1);
      yield inserted(start, `default: ${spelling}\n${" ".repeat(indent)}`);
    }
  }
}

function* replaced(text: string, node: unknown, written: string): Generator<TextEdit> {
  const range = rangeOf(node);
  // A block ends behind its line.
  if (range) yield { start: range[0], end: range[0] + sourceOf(text, node).length, written };
}

function inserted(at: number, written: string): TextEdit {
  return { start: at, end: at, written };
}

function sourceOf(text: string, node: unknown): string {
  const range = rangeOf(node);
  return range ? text.slice(range[0], range[1]).trimEnd() : "";
}

function startOf(node: unknown): number {
  return rangeOf(node)?.[0] ?? 0;
}

function rangeOf(node: unknown): Node["range"] {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range ?? null) : null;
}

function keyOf(key: unknown): string | null {
  return isScalar(key) ? (key.source ?? String(key.value)) : null;
}

function applied(text: string, { start, end, written }: TextEdit): string {
  return text.slice(0, start) + written + text.slice(end);
}

/** Whether the text means what it meant, but for the one default. */
function reads(text: string, before: FrontMatter, parameter: Parameter, wanted: string): boolean {
  const { settings } = readFrontMatter(text);
  const after = settings?.params.find(({ name }) => name === parameter.name);
  if (!settings || !after || defaultText(after) !== canonical(parameter, wanted)) return false;
  const others = (one: FrontMatter): string =>
    JSON.stringify({
      ...one,
      params: one.params.map((each) =>
        each.name === parameter.name
          ? Object.entries(each).filter(([key]) => key !== "default")
          : each,
      ),
    });
  return others(settings) === others(before);
}

/** A parameter's default as `--param` takes it; null: none. */
export function defaultText(parameter: Parameter): string | null {
  if (parameter.default === null) return null;
  return parameter.kind === "date_range"
    ? `${parameter.default.from}..${parameter.default.to}`
    : String(parameter.default);
}

/** 1e3 and 1000 are one number. */
function canonical({ kind }: Parameter, text: string): string {
  return kind === "number" ? String(Number(text)) : text;
}

import { isMap, isNode, isSeq, LineCounter, parseDocument } from "yaml";
import { ProblemError } from "../protocol/problem.ts";
import type { JsonObject } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";
import type { Locate } from "./spec-problem.ts";
import { refuseWith } from "./spec-problem.ts";

export interface ParsedSpec {
  readonly spec: JsonObject;
  readonly locate: Locate;
}

const maxBytes = 256 * 1024;
const maxDepth = 64;

/**
 * The text of a chart cell, YAML or JSON, as an object.
 * Dates stay text, keys are unique, lines and characters count from 1.
 *
 * @throws ProblemError `chart_spec` with the line of the first mistake
 */
export function parseChartSpec(text: string): ParsedSpec {
  if (Buffer.byteLength(text) > maxBytes)
    throw new ProblemError({
      code: "chart_spec",
      message: `The chart's text is larger than ${maxBytes / 1024} KB.`,
      next: "Keep the data out of the chart: name a result with data=.",
    });
  if (nesting(text) > maxDepth) throw tooDeep();
  const lines = new LineCounter();
  const document = parsed(text, lines);
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, character: col };
  };
  const error = document.errors[0];
  if (error)
    throw new ProblemError({
      code: "chart_spec",
      message: `The chart is not readable as YAML or JSON: ${error.message}.`,
      place: place(error.pos[0]),
    });
  const locate: Locate = (path) => {
    // A key that was added, not written, is shown at the nearest thing that was.
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range)
        return place(keyStart(document, path, length) ?? node.range[0]);
    }
    return undefined;
  };
  const spec = plain(document);
  if (!isObject(spec))
    return refuseWith(undefined)([], "A chart is a Vega-Lite object with mark and encoding.");
  return { spec, locate };
}

type YamlDocument = ReturnType<typeof parseDocument>;

function parsed(text: string, lineCounter: LineCounter): YamlDocument {
  try {
    return parseDocument(text, {
      schema: "core",
      lineCounter,
      uniqueKeys: true,
      prettyErrors: false,
    });
  } catch (error) {
    // Lists of lists of lists without brackets: the parser's recursion ends with the stack.
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

function plain(document: YamlDocument): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new ProblemError({
      code: "chart_spec",
      message: "The chart repeats too much through YAML aliases, or names one that is not there.",
    });
  }
}

/** Objects are shown at their key, plain values at themselves. */
function keyStart(document: YamlDocument, path: readonly (string | number)[], length: number) {
  const node = document.getIn(path.slice(0, length), true);
  if (!isMap(node) && !isSeq(node)) return undefined;
  const parent = document.getIn(path.slice(0, length - 1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(
    (item) => isNode(item.key) && item.key.toJS(document) === path[length - 1],
  );
  return pair && isNode(pair.key) ? pair.key.range?.[0] : undefined;
}

/** How deep brackets nest. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if ((character === "}" || character === "]") && depth > 0) depth--;
  }
  return deepest;
}

function tooDeep(): ProblemError {
  return new ProblemError({
    code: "chart_spec",
    message: `The chart is nested deeper than ${maxDepth} levels.`,
  });
}

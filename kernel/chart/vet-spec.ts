import { nearest } from "../protocol/near-names.ts";
import type { JsonObject, Path } from "./vega/json.ts";
import { asText, isObject } from "./vega/json.ts";
import type { Refuse } from "./spec-problem.ts";
import { channels, marks } from "../language/chart-words.ts";

const maxDepth = 64;
const maxValues = 50_000;

const refusedKeys: Readonly<Record<string, string>> = {
  url: "A chart reads no address: its data is a named result or a source.",
  href: "A chart carries no links.",
  usermeta: "A chart takes no usermeta.",
  projection: "Maps are not drawn.",
  graticule: "Maps are not drawn.",
  sphere: "Maps are not drawn.",
  ["__proto__"]: "This name is not allowed.",
  constructor: "This name is not allowed.",
  prototype: "This name is not allowed.",
};

/** Refuses what could reach outside the chart or is not Vega-Lite, before anything reads the spec. */
export function vetSpec(spec: JsonObject, refuse: Refuse): void {
  if (Array.isArray(spec["marks"]))
    refuse(["marks"], "This is a Vega chart; here Vega-Lite is drawn.", "Use mark and encoding.");
  let seen = 0;
  const walk = (value: unknown, path: Path): void => {
    if (++seen > maxValues || path.length > maxDepth)
      refuse([], "The chart is too large.", "Keep its data in a result and name it with data=.");
    if (typeof value === "string") {
      if (/url\s*\(/i.test(value)) refuse(path, "A chart refers to nothing outside itself.");
    } else if (Array.isArray(value))
      value.forEach((item: unknown, index) => walk(item, [...path, index]));
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) {
        const reason = Object.hasOwn(refusedKeys, key) ? refusedKeys[key] : undefined;
        if (reason !== undefined) refuse([...path, key], reason);
        if (key === "mark") vetMark(item, [...path, key], refuse);
        if (key === "encoding" && isObject(item)) vetChannels(item, [...path, key], refuse);
        if (key === "values" || key === "datasets" || key === "field") continue;
        walk(item, [...path, key]);
      }
  };
  walk(spec, []);
}

function vetMark(mark: unknown, path: Path, refuse: Refuse): void {
  const [type, at] = isObject(mark) ? [mark["type"], [...path, "type"]] : [mark, path];
  // `mark` is also a block of the config, without a type.
  if (type === undefined || (typeof type === "string" && marks.has(type))) return;
  const text = asText(type);
  if (text === "image" || text === "geoshape") refuse(at, `The mark "${text}" is not drawn here.`);
  const near = nearest(text, marks);
  refuse(at, `There is no mark "${text}".`, near && `Did you mean "${near}"?`);
}

function vetChannels(encoding: JsonObject, path: Path, refuse: Refuse): void {
  for (const channel of Object.keys(encoding))
    if (!channels.has(channel)) {
      const near = nearest(channel, channels);
      refuse(
        [...path, channel],
        `There is no channel "${channel}" here.`,
        near && `Did you mean "${near}"?`,
      );
    }
}

import type { Markup } from "./markup.ts";
import { trusted } from "./markup.ts";

const elements = new Set(
  "svg title desc g path text tspan line rect circle defs clipPath linearGradient radialGradient stop pattern".split(
    " ",
  ),
);

/**
 * A drawing of ours, checked once more before it goes into a page and given ids of its own there.
 *
 * @param prefix  goes before every id; unique on the page
 * @throws Error  (a defect) for anything that could run, load or leave the drawing
 */
export function vetSvg(svg: string, prefix: string): Markup {
  const source = svg.trim();
  let [depth, read, vetted] = [0, 0, ""];
  for (const [token, text, close, name = "", attributes = "", empty = ""] of source.matchAll(
    part,
  )) {
    const isRoot = read === 0;
    read += token.length;
    if (text !== undefined) {
      vetted += text;
      continue;
    }
    if (!elements.has(name)) throw new Error(`A drawing holds an element "${name}".`);
    if (isRoot !== (name === "svg" && !close)) throw new Error("A drawing is not one svg element.");
    depth += close ? -1 : empty ? 0 : 1;
    vetted += close ? `</${name}>` : `<${name}${vetAttributes(attributes, prefix)}${empty}>`;
    if (depth === 0) break;
  }
  if (depth !== 0 || read !== source.length || read === 0)
    throw new Error(`A drawing is not well formed after ${read} characters.`);
  return trusted(vetted);
}

const part = /([^<>]+)|<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>/gy;

function vetAttributes(attributes: string, prefix: string): string {
  let kept = "";
  for (const [, name = "", value = ""] of attributes.matchAll(/\s([\w:-]+)="([^"]*)"/g)) {
    // The page's own style sheet sizes drawings; its policy allows no style attribute.
    if (name === "style" || name === "xmlns") continue;
    // What is read out may say anything: an ad's name does.
    if (name === "aria-label") {
      kept += ` aria-label="${value}"`;
      continue;
    }
    if (/^on|href|src/i.test(name)) throw new Error(`A drawing has an attribute "${name}".`);
    if (/url\((?!#)|script:|expression\(/i.test(value))
      throw new Error(`A drawing refers to something outside: ${value.slice(0, 60)}`);
    kept += ` ${name}="${inPage(name, value, prefix)}"`;
  }
  return kept;
}

function inPage(name: string, value: string, prefix: string): string {
  if (name === "id") return prefix + value;
  if (name === "aria-labelledby")
    return value
      .split(/\s+/)
      .map((id) => prefix + id)
      .join(" ");
  return value.replace(/url\(#/g, `url(#${prefix}`);
}

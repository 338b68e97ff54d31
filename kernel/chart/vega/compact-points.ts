import type { JsonObject } from "./json.ts";
import { isObject } from "./json.ts";

/** From so many on, points that differ in place and size only are written in short. */
const fewestPoints = 200;

/** Filled circles of one group that were taken out of a scene. */
interface Points {
  /** Paint of the one item that stands for them. */
  readonly stand: string;
  readonly svg: string;
}

/**
 * Takes large groups of plain filled circles out of a scene, in place. Vega writes some 300
 * characters for each; the returned function puts them back into its SVG with about 45.
 */
export function compactPoints(scene: object): (svg: string) => string {
  const taken: Points[] = [];
  const visit = (node: unknown): void => {
    if (!isObject(node)) return;
    const items = itemsOf(node);
    if (node["marktype"] === "symbol" && node["role"] === "mark") {
      const [first] = items;
      if (items.length < fewestPoints || !first || !items.every(isPlainCircle)) return;
      // Not a colour, so that nothing else is painted with it.
      const stand = `points-${taken.length}`;
      taken.push({ stand, svg: circles(items) });
      node["items"] = [{ ...first, x: 0, y: 0, size: 0, fill: stand }];
    } else if (node["marktype"] === "group" || node["marktype"] === undefined) items.forEach(visit);
  };
  if ("root" in scene) visit(scene.root);
  return (svg) =>
    taken.reduce(
      (text, { stand, svg: points }) =>
        text.replace(new RegExp(`<path [^>]*fill="${stand}"[^>]*?/?>(</path>)?`), () => points),
      svg,
    );
}

function itemsOf(node: JsonObject): JsonObject[] {
  return Array.isArray(node["items"]) ? node["items"].filter(isObject) : [];
}

function isPlainCircle(item: JsonObject): boolean {
  const { shape, stroke, fill, angle } = item;
  const isCircle = shape === undefined || shape === null || shape === "circle";
  const isUnlined = stroke === undefined || stroke === null || stroke === "transparent";
  return (
    isCircle && isUnlined && !angle && typeof fill === "string" && /^[\w#().,%\s+-]+$/.test(fill)
  );
}

/** Circles in their order; the paint that most likely all have, the first one's, on the group around. */
function circles(items: readonly JsonObject[]): string {
  const [usual = { fill: "", alpha: "" }] = items.map(paintOf);
  const drawn = items.map((item) => {
    const { x, y, size } = item;
    const [cx, cy, r] = [Number(x), Number(y), Math.sqrt(Number(size ?? 64)) / 2];
    if (![cx, cy, r].every(Number.isFinite)) return "";
    const { fill, alpha } = paintOf(item);
    const own = (fill === usual.fill ? "" : fill) + (alpha === usual.alpha ? "" : alpha);
    return `<circle cx="${rounded(cx, 100)}" cy="${rounded(cy, 100)}" r="${rounded(r, 100)}"${own}/>`;
  });
  return `<g${usual.fill}${usual.alpha}>${drawn.join("")}</g>`;
}

function paintOf({ fill, opacity, fillOpacity }: JsonObject) {
  const alpha = rounded(Number(opacity ?? 1) * Number(fillOpacity ?? 1), 1000);
  return { fill: ` fill="${String(fill)}"`, alpha: ` fill-opacity="${alpha}"` };
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}

import { visible } from "../protocol/problem.ts";

const elements = new Set(
  "svg g path text tspan line rect circle defs clipPath linearGradient radialGradient stop pattern".split(
    " ",
  ),
);

const attributes = new Set(
  (
    "transform d x y x1 x2 y1 y2 cx cy r fx fy fr dx dy width height viewBox preserveAspectRatio id offset class " +
    "fill stroke fill-opacity stroke-opacity stroke-width stroke-linecap stroke-linejoin " +
    "stroke-dasharray stroke-dashoffset stroke-miterlimit opacity stop-color clip-path display " +
    "pointer-events text-anchor font-family font-size font-style font-variant font-weight dir " +
    "aria-hidden aria-label aria-roledescription role"
  ).split(" "),
);

const paints = new Set(["fill", "stroke", "stop-color", "clip-path"]);

/** A drawn chart as it goes into a document. */
export interface SvgFrame {
  readonly title: string;
  readonly description: string;
  /** Goes before every id, so that several charts can stand in one document. */
  readonly idPrefix: string;
}

/**
 * Vega's SVG made fit for any document: only listed elements and attributes, no reference to the
 * outside, ids of its own, a name and a description for those who do not see it.
 */
export function finishSvg(svg: string, frame: SvgFrame): string {
  let isRoot = true;
  // Vega escapes < and > in texts and attribute values, so this finds tags only.
  const finished = svg.replace(
    /<(\/?)([A-Za-z]+)([^<>]*?)(\/?)>/g,
    (_, close: string, name: string, rest: string, empty: string) => {
      if (!elements.has(name)) throw new Error(`A chart drew an element "${name}".`);
      if (close) return `</${name}>`;
      if (isRoot) {
        isRoot = false;
        return rootTag(rest, frame);
      }
      // Marks of which there are none: nothing to see, and a symbol without a name to those who listen.
      if (empty && name === "g") return "";
      return `<${name}${allowed(rest, frame.idPrefix)}${empty}>`;
    },
  );
  return printable(finished);
}

/** An SVG that says why there is nothing to see. */
export function noteSvg(text: string, width: number, frame: SvgFrame): string {
  const height = 60;
  const root = rootTag(
    ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    frame,
  );
  const style = `x="0" y="34" font-family="Arial, Helvetica, sans-serif" font-size="13px"`;
  return printable(
    `${root}<text ${style} fill="var(--cn-muted, #57606a)">${escaped(text)}</text></svg>`,
  );
}

function rootTag(rest: string, { title, description, idPrefix }: SvgFrame): string {
  const size = Array.from(
    rest.matchAll(/ (width|height|viewBox)="[\d. -]+"/g),
    (match) => match[0],
  );
  const [titleId, textId] = [`${idPrefix}title`, `${idPrefix}desc`];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg"${size.join("")} role="img"` +
    ` aria-labelledby="${titleId} ${textId}" style="max-width:100%;height:auto;overflow:visible">` +
    `<title id="${titleId}">${escaped(title)}</title><desc id="${textId}">${escaped(description)}</desc>`
  );
}

function allowed(rest: string, idPrefix: string): string {
  let kept = "";
  for (const [, name = "", value = ""] of rest.matchAll(/ ([\w:-]+)="([^"]*)"/g)) {
    if (!attributes.has(name)) continue;
    const local = /^url\(#(\w+)\)$/.exec(value);
    if (paints.has(name) && !local && !/^[\w#().,%\s+-]*$/.test(value)) continue;
    if (paints.has(name) && !local && /url/i.test(value)) continue;
    if (name === "id") kept += ` id="${idPrefix}${value}"`;
    else if (name === "class") kept += className(value);
    else kept += ` ${name}="${local ? `url(#${idPrefix}${local[1] ?? ""})` : value}"`;
  }
  return kept;
}

/** Vega's own class names; those from the spec could pick up rules of the document around. */
function className(value: string): string {
  const kept = value.split(" ").filter((name) => /^(mark|role)-[\w-]+$/.test(name));
  return kept.length === 0 ? "" : ` class="${kept.join(" ")}"`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** XML knows neither most control characters nor halves of a pair, not even escaped. */
function printable(svg: string): string {
  return visible(svg).replace(/[\ud800-\udfff\ufffe\uffff]/gu, "\ufffd");
}

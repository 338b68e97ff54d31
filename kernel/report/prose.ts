import MarkdownIt, { type RendererRule, type Token } from "markdown-it";
import type { Markup } from "./markup.ts";
import { escapeText, trusted } from "./markup.ts";

/** A notebook's prose as HTML: its heading apart, every other heading below it. */
export interface Prose {
  /** The opening heading, where the text opens with its only `#`; null otherwise. */
  readonly heading: { readonly content: Markup; readonly text: string } | null;
  /** One per markdown cell. */
  readonly bodies: readonly Markup[];
}

/**
 * Renders markdown cells as one document: no HTML of their own, links to the web, to mail and within
 * the page only, images only where the text holds their bytes. Headings start at `h2` and skip no level.
 */
export function renderProse(texts: readonly string[]): Prose {
  const documents = texts.map((text) => engine.parse(text, {}));
  const heading = takeOpeningHeading(documents);
  levelHeadings(documents.flat());
  for (const token of documents.flat())
    if (token.type === "inline") vetInline(token.children ?? []);
  return {
    heading: heading && {
      content: trusted(engine.renderer.renderInline(heading.children ?? [], engine.options, {})),
      text: heading.content.trim(),
    },
    bodies: documents.map((tokens) => trusted(engine.renderer.render(tokens, engine.options, {}))),
  };
}

/** A place on the page for a heading's text; the prefix keeps it from shadowing any global name. */
function anchor(text: string): string {
  const slug = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s+/g, "-");
  return `h-${slug}`;
}

const engine = new MarkdownIt({ html: false, linkify: false });
// Links are judged below, where a refused one can still be shown as its text.
engine.validateLink = () => true;

const escaped: RendererRule = (tokens, index) => escapeText(tokens[index]?.content ?? "");
const block: RendererRule = (tokens, index) =>
  `<pre tabindex="0"><code>${escapeText(tokens[index]?.content ?? "")}</code></pre>\n`;

Object.assign(engine.renderer.rules, {
  text: escaped,
  code_inline: ((...args) => `<code>${escaped(...args)}</code>`) satisfies RendererRule,
  code_block: block,
  fence: block,
  image: ((tokens, index) => image(tokens[index])) satisfies RendererRule,
  table_open: ((tokens, index) =>
    `<div class="table"><div class="scroll" role="region" tabindex="0" aria-label="${escapeText(attribute(tokens[index], "aria-label"))}"><table>\n`) satisfies RendererRule,
  table_close: () => "</table></div></div>\n",
});

function takeOpeningHeading(documents: readonly Token[][]): Token | null {
  const first = documents[0];
  const titles = documents
    .flat()
    .filter(({ type, tag }) => type === "heading_open" && tag === "h1");
  if (!first || titles.length !== 1 || first[0] !== titles[0]) return null;
  const [, inline] = first.splice(0, 3);
  if (!inline) return null;
  vetInline(inline.children ?? []);
  return inline;
}

function levelHeadings(tokens: readonly Token[]): void {
  const levels = tokens
    .filter(({ type }) => type === "heading_open")
    .map(({ tag }) => levelOf(tag));
  const top = Math.min(...levels);
  const taken = new Set<string>();
  let level = 1;
  let tables = 0;
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") {
      level = Math.min(levelOf(token.tag) - top + 2, level + 1, 6);
      const id = anchor(tokens[index + 1]?.content ?? "");
      let free = id;
      for (let count = 1; taken.has(free); count++) free = `${id}-${count}`;
      taken.add(free);
      token.attrSet("id", free);
    }
    if (token.type === "heading_open" || token.type === "heading_close") token.tag = `h${level}`;
    if (token.type === "table_open") token.attrSet("aria-label", `Table ${++tables} in the text`);
    const align = /text-align:(left|center|right)/.exec(attribute(token, "style"))?.[1];
    // The page's policy allows no style attribute.
    if (token.attrs && (token.type === "td_open" || token.type === "th_open"))
      token.attrs = align === undefined ? [] : [["class", align]];
  });
}

function attribute(token: Token | undefined, name: string): string {
  return String(token?.attrGet(name) ?? "");
}

function levelOf(tag: string): number {
  return Number(tag.slice(1));
}

function vetInline(tokens: readonly Token[]): void {
  const open: boolean[] = [];
  for (const token of tokens) {
    if (token.type === "link_open") {
      const href = attribute(token, "href");
      const allowed = /^(https?:\/\/|mailto:|#)/i.test(href);
      open.push(allowed);
      if (allowed) token.attrs = linkAttributes(href);
      else [token.tag, token.attrs] = ["span", []];
    }
    if (token.type === "link_close" && open.pop() === false) token.tag = "span";
  }
}

function linkAttributes(href: string): [string, string][] {
  return href.startsWith("#")
    ? [["href", `#h-${href.slice(1)}`]]
    : [
        ["href", href],
        ["rel", "noopener noreferrer"],
      ];
}

function image(token: Token | undefined): string {
  const source = attribute(token, "src");
  const alt = escapeText(token?.content ?? "");
  return /^data:image\/(png|gif|jpeg|webp);base64,[\w+/=]+$/.test(source)
    ? `<img src="${source}" alt="${alt}">`
    : `<span class="note">[${alt || "image left out"}]</span>`;
}

import { visible } from "../protocol/problem.ts";

/** HTML that is safe in a page: `markup` made it, or its maker answers for it with `trusted`. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

export type MarkupValue = Markup | string | number | null | readonly MarkupValue[];

/** Template tag: every text that is filled in is escaped, between tags and in quoted attributes alike. */
export function markup(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(strings.reduce((html, text, index) => html + write(values[index - 1]) + text));
}

/** HTML from a maker that escapes by itself: the prose renderer, a vetted drawing. */
export function trusted(html: string): Markup {
  return new Markup(html);
}

/** Text for HTML: nothing in it is markup, hides itself or turns the text around it. */
export function escapeText(text: string): string {
  return shown(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function write(value: MarkupValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Markup) return value.html;
  if (typeof value === "object") return value.map(write).join("");
  return escapeText(String(value));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Control characters as `\u202e`; halves of a surrogate pair as the replacement character. */
function shown(text: string): string {
  return visible(text)
    .replace(/[\u061c\u200b\u2028\u2029\u2060\ufeff]/g, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    })
    .replace(/[\ud800-\udfff\ufffe\uffff]/gu, "\ufffd");
}

import { expect } from "vitest";

const name = "[A-Za-z][\\w:-]*";
const attribute = `\\s${name}="(?:[^<&"]|&(?:amp|lt|gt|quot|#x[0-9A-F]+);)*"`;
const token = new RegExp(
  `<(/?)(${name})((?:${attribute})*)(/?)>|((?:[^<&]|&(?:amp|lt|gt);)+)`,
  "uy",
);

/** A strict reading of the XML that charts write: every tag closed, every character allowed. */
export function expectWellFormed(svg: string): void {
  const open: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const match = token.exec(svg);
    if (!match) return expect.fail(`not XML at ${JSON.stringify(svg.slice(at, at + 80))}`);
    const [, close, tag = "", attributes = "", empty, text = ""] = match;
    const names = Array.from(attributes.matchAll(/\s([\w:-]+)=/g), (found) => found[1]);
    expect(new Set(names).size).toBe(names.length);
    expect(`${attributes}${text}`).not.toMatch(
      /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u,
    );
    if (close) expect(open.pop()).toBe(tag);
    else if (tag && !empty) open.push(tag);
  }
  expect(open).toEqual([]);
}

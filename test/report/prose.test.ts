import { expect, test } from "vitest";
import { renderProse } from "../../kernel/report/prose.ts";

function html(...texts: string[]): string {
  return renderProse(texts)
    .bodies.map((body) => body.html)
    .join("");
}

function levels(text: string): (string | undefined)[] {
  return [...html(text).matchAll(/<h(\d)/g)].map(([, level]) => level);
}

test("the only # that opens the text is the report's heading", () => {
  const { heading, bodies } = renderProse(["# Why *this*?\n\nText.", "## Part"]);
  expect(heading?.content.html).toBe("Why <em>this</em>?");
  expect(bodies[0]?.html).toBe("<p>Text.</p>\n");
  expect(bodies[1]?.html).toContain('<h2 id="h-part">Part</h2>');
  expect(renderProse(["Text.\n\n# Later"]).heading).toBeNull();
  expect(renderProse(["# One", "# Two"]).heading).toBeNull();
});

test("headings start below the report's own and skip no level", () => {
  expect(levels("# a\n# b\n### c\n## d\n###### e")).toEqual(["2", "2", "3", "3", "4"]);
  expect(levels("#### deep\n\n##### deeper")).toEqual(["2", "3"]);
});

test("equal headings get places of their own, across cells", () => {
  const ids = [
    ...html("## Größe & more\n## a-1", "## Größe & more\n## a\n## a").matchAll(/id="(.*?)"/g),
  ];
  expect(ids.map(([, id]) => id)).toEqual([
    "h-größe-more",
    "h-a-1",
    "h-größe-more-1",
    "h-a",
    "h-a-2",
  ]);
});

test.each([
  ["[a](https://example.com)", '<a href="https://example.com" rel="noopener noreferrer">a</a>'],
  ["[a](#the-ads)", '<a href="#h-the-ads">a</a>'],
  ["[a](javascript:alert%281%29)", "<span>a</span>"],
  ["[a](JaVaScRiPt:alert)", "<span>a</span>"],
  ["[a](//evil.example)", "<span>a</span>"],
  ["[a](command:run)", "<span>a</span>"],
  ["![logo](https://evil.example/p.png)", '<span class="note">[logo]</span>'],
  ["![](logo.png)", '<span class="note">[image left out]</span>'],
  ["![dot](data:image/gif;base64,R0lGOD)", '<img src="data:image/gif;base64,R0lGOD" alt="dot">'],
  ["<b onclick=x>a</b>", "&lt;b onclick=x&gt;a&lt;/b&gt;"],
  ["a\u202eb", "a\\u202eb"],
  ["`<i>`", "<code>&lt;i&gt;</code>"],
])("%s becomes %s", (text, expected) => {
  expect(html(text)).toBe(`<p>${expected}</p>\n`);
});

test("a table of the text scrolls in a region with a name of its own", () => {
  const table = "| a |\n|--:|\n| 1 |";
  expect(html(table, table)).toContain('aria-label="Table 2 in the text"');
  expect(html(table)).toContain('<td class="right">1</td>');
});

import MarkdownIt from "markdown-it";
import { expect, it } from "vitest";
import { outputMarkdown } from "../../kernel/cells/output-markdown.ts";
import type { OutputTable } from "../../kernel/protocol/output.ts";

const page = new MarkdownIt({ html: true, linkify: true });

function table(rows: OutputTable["rows"], total = rows.length): OutputTable {
  return {
    columns: [
      { name: "ad_name", label: "Ad name", unit: "text", type: "VARCHAR" },
      { name: "cost", label: "Cost", unit: "money", type: "DECIMAL(18,2)" },
    ],
    rows,
    total,
    currency: "EUR",
  };
}

it("writes a table whose numbers are formatted and whose gaps show", () => {
  const text = outputMarkdown({
    kind: "table",
    name: null,
    table: table([
      ["A", "1234.50"],
      ["B", null],
    ]),
  });
  expect(text).toBe("| Ad name | Cost |\n|:--|--:|\n| A | EUR 1,234.50 |\n| B | – |\n\n2 rows");
});

it("says how much of a long table it shows", () => {
  const rows = Array.from({ length: 200 }, (_, index) => [`ad ${index}`, "1.00"]);
  const text = outputMarkdown({ kind: "table", name: null, table: table(rows, 5_652) });
  expect(text).toContain("5,652 rows, the first 50 shown");
  expect(text.match(/EUR/g)).toHaveLength(50);
});

it.each([
  "a | b",
  "<img src=x onerror=alert(1)>",
  "[click](command:run)",
  "![x](http://example.invalid/x.png)",
  "http://example.invalid",
  "**bold** _it_ `code` ~~gone~~",
  "two\nlines",
  "&lt;script&gt;",
  "back\\slash",
  "\u202Eright to left",
])("shows the name %j as text", (name) => {
  const html = page.render(
    outputMarkdown({ kind: "table", name: null, table: table([[name, "1.00"]]) }),
  );
  expect(html.match(/<(?!\/?(table|thead|tbody|tr|th|td|p)\b)/g)).toBeNull();
  expect(html.match(/<td/g)).toHaveLength(2);
  expect(html).not.toContain("\u202E");
});

it("is an error's own text", () => {
  const problem = {
    code: "sql_syntax",
    message: "Expected * or a name.",
    place: { line: 3 },
    next: "Write it.",
  } as const;
  expect(outputMarkdown({ kind: "error", problem })).toBe(
    "Expected * or a name. (line 3) Write it.",
  );
});

import { Parser } from "commonmark";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newFrame } from "../../kernel/notebook/cell.ts";
import type { Cell } from "../../kernel/notebook/cell.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { printNotebook } from "../../kernel/notebook/print.ts";
import { reopenProblems } from "../../kernel/notebook/reopen.ts";
import { fileText, runs } from "./generated.ts";

const file = (...lines: string[]): string => lines.join("\n");
const kinds = (text: string): string[] =>
  parseNotebook(text).cells.map((cell) => (cell.kind === "code" ? cell.language : cell.kind));

const sql = (text: string, attributes = ""): Cell => ({
  kind: "code",
  language: "sql",
  attributes,
  text,
});
const markdown = (text: string): Cell => ({
  kind: "markdown",
  language: "markdown",
  attributes: "",
  text,
});
const setup = (text: string): Cell => ({
  kind: "setup",
  language: "yaml",
  attributes: "",
  text,
});
const saved = (...cells: Cell[]): string => printNotebook({ frame: newFrame, cells });

test("a notebook reads as setup, markdown and code cells", () => {
  const text = file(
    "---",
    "campaign-notebook: 1",
    "---",
    "",
    "# Question",
    "",
    "```sql name=by_ad",
    "SELECT 1",
    "```",
    "",
    "```vega-lite data=by_ad",
    "mark: point",
    "```",
    "",
  );
  const cells = parseNotebook(text).cells.map(({ origin, ...cell }) => ({
    ...cell,
    line: origin?.line,
  }));
  expect(cells).toEqual([
    { kind: "setup", language: "yaml", attributes: "", text: "campaign-notebook: 1", line: 1 },
    { kind: "markdown", language: "markdown", attributes: "", text: "# Question", line: 5 },
    { kind: "code", language: "sql", attributes: "name=by_ad", text: "SELECT 1", line: 7 },
    {
      kind: "code",
      language: "vega-lite",
      attributes: "data=by_ad",
      text: "mark: point",
      line: 11,
    },
  ]);
});

test.each<[string, string]>([
  ["in a list", file("- item", "", "  ```sql", "  SELECT 1", "  ```")],
  ["right after a list marker", file("- ```sql", "  SELECT 1", "  ```")],
  ["in a quote", file("> ```sql", "> SELECT 1", "> ```")],
  ["indented by a space", file(" ```sql", " SELECT 1", " ```")],
  ["indented code", file("    ```sql", "    SELECT 1", "    ```")],
  ["of tildes", file("~~~sql", "SELECT 1", "~~~")],
  ["inside a longer fence", file("````", "```sql", "SELECT 1", "```", "````")],
  ["inside tildes", file("~~~", "```sql", "SELECT 1", "```", "~~~")],
  ["inside another language's fence", file("```text", "```sql", "```")],
  ["in an HTML block", file("<div>", "```sql", "SELECT 1", "```", "</div>")],
  ["in a comment", file("<!--", "", "```sql", "SELECT 1", "```", "-->")],
  ["in a script", file("<script>", "", "```sql", "```", "</script>")],
  ["with a backtick in its info", file("```sql `x`", "SELECT 1")],
  ["of another language", file("```python", "print(1)", "```")],
  ["in other case", file("```SQL", "SELECT 1", "```")],
  ["of a longer word", file("```sqlite", "SELECT 1", "```")],
  ["below 40 levels of list", file(`${"- ".repeat(40)}a`, " ```sql", "```text", "```")],
])("a fence %s is markdown", (_, text) => {
  expect(kinds(text)).toEqual(["markdown"]);
  expect(printNotebook(parseNotebook(text))).toBe(text);
});

test.each<[string, string, string[]]>([
  ["right after a paragraph", file("text", "```sql", "```"), ["markdown", "sql"]],
  ["right after a list", file("- item", "```sql", "```"), ["markdown", "sql"]],
  ["below a deep list", file(`${"- ".repeat(40)}a`, "", "```sql", "```"), ["markdown", "sql"]],
  ["longer than its content's", file("````ts", "```sql", "```", "````"), ["ts"]],
  ["with spaces before the word", file("```  sql", "```"), ["sql"]],
  ["without an end", file("```sql", "SELECT 1", "", "text"), ["sql"]],
  ["of another language, flagged", file("```python cell", "```"), ["python"]],
  [
    "between conflict marks",
    file("<<<<<<< a", "```sql", "```", ">>>>>>> b"),
    ["markdown", "sql", "markdown"],
  ],
])("a fence %s is a code cell", (_, text, expected) => {
  expect(kinds(text)).toEqual(expected);
});

test("the same fences and separators are found as by another CommonMark parser", () => {
  fc.assert(
    fc.property(fileText, (text) => {
      // Front matter is no part of CommonMark.
      fc.pre(!/^\uFEFF?---[ \t]*[\r\n]/.test(text));
      const body = text.replace(/^\uFEFF/, "");
      const found = parseNotebook(text).cells.filter((cell) => cell.kind === "code");
      expect(found.map((cell) => cell.origin?.line)).toEqual(fencesByCommonmark(body));
    }),
    runs(1000),
  );
});

function fencesByCommonmark(body: string): number[] {
  const lines = body.split(/\r\n|\r|\n/);
  const found: number[] = [];
  const document = new Parser().parse(body);
  for (let node = document.firstChild; node; node = node.next) {
    const [line, column] = node.sourcepos[0];
    const written = lines[line - 1] ?? "";
    const words = written.replace(/^`+[ \t]*/, "").split(/[ \t]+/);
    const marked = /^(sql|ts|vega-lite|diagnose)$/.test(words[0] ?? "") || words[1] === "cell";
    if (node.type === "code_block" && column === 1 && written.startsWith("```") && marked) {
      found.push(line);
    }
  }
  return found;
}

describe("separators", () => {
  test.each<[string, string, string[]]>([
    ["part two markdown cells", file("a", "", "<!-- cell -->", "", "b"), ["a", "b"]],
    ["need no blank lines", file("a", "<!-- cell -->", "b"), ["a", "b"]],
    ["make a lone one an empty cell", file("<!-- cell -->"), [""]],
    ["keep an empty neighbour", file("a", "", "<!-- cell -->"), ["a", ""]],
    ["are text in a list", file("- a", "", "  <!-- cell -->"), ["- a\n\n  <!-- cell -->"]],
    ["are text in a fence", file("~~~", "<!-- cell -->", "~~~"), ["~~~\n<!-- cell -->\n~~~"]],
    ["are text when more follows", file("<!-- cell --> b"), ["<!-- cell --> b"]],
  ])("%s", (_, text, expected) => {
    expect(parseNotebook(text).cells.map((cell) => cell.text)).toEqual(expected);
  });
});

describe("printing", () => {
  test("a new notebook is plain markdown", () => {
    expect(
      saved(setup("title: x"), markdown("# A"), markdown("B"), sql("SELECT 1", "name=a")),
    ).toBe("---\ntitle: x\n---\n\n# A\n\n<!-- cell -->\n\nB\n\n```sql name=a\nSELECT 1\n```\n");
  });

  test("a fence is longer than any run of backticks in the cell", () => {
    expect(saved(sql("-- ````\nSELECT 1"))).toBe("`````sql\n-- ````\nSELECT 1\n`````\n");
  });

  test("a cell of another language carries the flag", () => {
    expect(saved({ ...sql("print(1)", "name=x"), language: "python" })).toBe(
      "```python cell name=x\nprint(1)\n```\n",
    );
  });

  test("text that would read as front matter moves down a line", () => {
    expect(saved(markdown("---\na\n---"))).toBe("\n---\na\n---\n");
  });

  test("an edited cell keeps its fence line, its line ending and the file's missing final one", () => {
    const { frame, cells } = parseNotebook("text\r\n```` sql  odd   name=a \r\nSELECT 1\r\n````");
    const edited = cells.map((cell) => (cell.kind === "code" ? { ...cell, text: "a\nb" } : cell));
    expect(printNotebook({ frame, cells: edited })).toBe(
      "text\r\n```` sql  odd   name=a \r\na\r\nb\r\n````",
    );
  });

  test("an unclosed fence is closed once it has a cell below it", () => {
    const { frame, cells } = parseNotebook("```sql\nSELECT 1\n");
    expect(printNotebook({ frame, cells: [...cells, markdown("below")] })).toBe(
      "```sql\nSELECT 1\n```\n\nbelow\n",
    );
  });

  test("a missing blank line is added where the cells would run together", () => {
    const { frame, cells } = parseNotebook("text\n```sql\nSELECT 1\n```\n");
    const edited = cells.map((cell) =>
      cell.kind === "markdown" ? { ...cell, text: "<div>" } : cell,
    );
    expect(printNotebook({ frame, cells: edited })).toBe("<div>\n\n```sql\nSELECT 1\n```\n");
  });

  test("the setup cell is written first, a second one as a code cell", () => {
    expect(saved(sql("SELECT 1"), setup("a: 1"), setup("b: 2"))).toBe(
      "---\na: 1\n---\n\n```sql\nSELECT 1\n```\n\n```yaml cell\nb: 2\n```\n",
    );
  });

  test("no cells are an empty file, and an empty file has no cells", () => {
    expect(saved()).toBe("");
    expect(parseNotebook("").cells).toEqual([]);
  });
});

describe("warnings before saving", () => {
  test.each<[string, Cell[], string[]]>([
    ["a code fence typed into markdown", [markdown("a\n\n```sql\nSELECT 1\n```"), sql("")], ["1"]],
    ["a separator typed into markdown", [markdown("a\n\n<!-- cell -->\n\nb")], ["1"]],
    ["an open comment above another cell", [markdown("<!-- todo"), sql("")], ["1"]],
    ["an open fence above another cell", [sql(""), markdown("~~~"), markdown("b")], ["2"]],
    ["an open comment at the end is harmless", [sql(""), markdown("<!-- todo")], []],
    ["a setup cell that is not first", [sql(""), setup("a: 1")], ["2"]],
    ["a setup cell with a line that ends it", [setup("a: 1\n---\nb: 2")], ["1"]],
    ["attributes that no fence line can hold", [sql("", "a`b")], ["1"]],
    ["fences and separators inside code", [sql("```\n<!-- cell -->\n---\n~~~")], []],
    ["blank lines around markdown", [markdown("\n\na\n"), markdown("")], []],
  ])("%s", (_, cells, expected) => {
    expect(reopenProblems(cells).map(({ place }) => place?.cell)).toEqual(expected);
  });
});

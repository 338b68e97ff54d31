import * as fc from "fast-check";
import type { Cell, Notebook } from "../../kernel/notebook/cell.ts";

/** How often a property is tried; NOTEBOOK_EFFORT=20 tries it twenty times as often. */
export function runs(times: number): { readonly numRuns: number } {
  return { numRuns: times * Number(process.env["NOTEBOOK_EFFORT"] ?? 1) };
}

/** Lines that mean something to CommonMark, to the notation, or to neither. */
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "```sql",
      "```sql name=by_ad",
      '``` ts  odd="two words"   flag ',
      "````vega-lite data=by_ad",
      "```diagnose",
      "```python",
      "```python cell x=1",
      "```sql`x",
      "```",
      "````",
      "``` ",
      "   ```",
      " ```sql",
      "    ```sql",
      "\t```sql",
      "~~~sql",
      "~~~",
      "- item",
      "- ```sql",
      "  ```sql",
      "1. one",
      "   ```sql",
      "> quote",
      "> ```sql",
      "<div>",
      "</div>",
      "<!--",
      "-->",
      "<!-- cell -->",
      "<!-- cell -->  ",
      " <!-- cell -->",
      "<!-- cell --> x",
      "<script>",
      "</script>",
      "<pre>",
      "<?php",
      "?>",
      "<![CDATA[",
      "]]>",
      "<!X",
      "<a b>",
      "---",
      "--- ",
      "===",
      "[a]: <b",
      "'title",
      "<<<<<<< HEAD",
      "=======",
      ">>>>>>> theirs",
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom("", "", " ", "\t", "text", "# Ünïcode 📈", "SELECT 1") },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, "")) },
);

const lines = fc.array(line, { maxLength: 14 });
const eol = fc.constantFrom("\n", "\r\n", "\r");

/** File texts: any line ending or a mix of them, with and without BOM and final line break. */
export const fileText = fc
  .tuple(
    fc.constantFrom("", "\uFEFF"),
    fc.constantFrom("", "---\ncampaign-notebook: 1\n---\n", "---\n: [broken\n---\n"),
    lines,
    fc.oneof(eol, fc.constant(undefined)),
    fc.infiniteStream(eol),
    fc.boolean(),
  )
  .map(([bom, setup, texts, one, mixed, final]) => {
    const breaks = mixed[Symbol.iterator]();
    const body = texts.join("\n") + (final ? "\n" : "");
    return bom + (setup + body).replaceAll("\n", () => one ?? String(breaks.next().value));
  });

export const cellText = lines.map((texts) => texts.join("\n"));

const word = fc.constantFrom("name=by_ad", "flag", 'title="two words"', "view=kpi", "=", "a=b=c");

export const newCell: fc.Arbitrary<Cell> = fc.oneof(
  cellText.map((text): Cell => ({ kind: "markdown", language: "markdown", attributes: "", text })),
  fc
    .tuple(
      fc.constantFrom("sql", "ts", "vega-lite", "diagnose", "python", "yaml"),
      fc.array(word, { maxLength: 3 }),
      cellText,
    )
    .map(([language, words, text]): Cell => ({
      kind: "code",
      language,
      attributes: words.join("  "),
      text,
    })),
);

/** A number that picks an index of a list whose length is not known yet. */
export const anyIndex = fc.nat({ max: 1000 });

/** What an editor does to the list of cells. */
export const edit: fc.Arbitrary<(notebook: Notebook) => Notebook> = fc.oneof(
  fc.tuple(anyIndex, newCell).map(
    ([index, cell]) =>
      (notebook: Notebook) =>
        withCells(notebook, (cells) => cells.splice(index % (cells.length + 1), 0, cell)),
  ),
  anyIndex.map(
    (index) => (notebook: Notebook) =>
      withCells(notebook, (cells) => cells.splice(index % (cells.length + 1), 1)),
  ),
  fc.tuple(anyIndex, anyIndex).map(
    ([from, to]) =>
      (notebook: Notebook) =>
        withCells(notebook, (cells) => {
          const moved = cells.splice(from % (cells.length + 1), 1);
          cells.splice(to % (cells.length + 1), 0, ...moved);
        }),
  ),
  fc.tuple(anyIndex, cellText).map(
    ([index, text]) =>
      (notebook: Notebook) =>
        withCells(notebook, (cells) => {
          const at = index % Math.max(cells.length, 1);
          const cell = cells[at];
          if (cell) cells[at] = { ...cell, text };
        }),
  ),
  fc.tuple(anyIndex, anyIndex).map(
    ([from, to]) =>
      (notebook: Notebook) =>
        withCells(notebook, (cells) => {
          const copied = cells[from % Math.max(cells.length, 1)];
          if (copied) cells.splice(to % (cells.length + 1), 0, copied);
        }),
  ),
);

function withCells(notebook: Notebook, change: (cells: Cell[]) => unknown): Notebook {
  const cells = [...notebook.cells];
  change(cells);
  return { ...notebook, cells };
}

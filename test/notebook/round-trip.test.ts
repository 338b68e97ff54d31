import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { printNotebook, sameCells } from "../../kernel/notebook/print.ts";
import { reopenProblems } from "../../kernel/notebook/reopen.ts";
import { newFrame } from "../../kernel/notebook/cell.ts";
import { anyIndex, cellText, edit, fileText, newCell, runs } from "./generated.ts";

test("an unchanged notebook is written back byte for byte, through an editor's own line endings", () => {
  fc.assert(
    fc.property(fileText, fc.boolean(), (text, windows) => {
      const opened = parseNotebook(text);
      expect(opened.cells.length > 0).toBe(text !== "");
      const kept = structuredClone(opened);
      const cells = kept.cells.map((cell) =>
        windows ? { ...cell, text: cell.text.replaceAll("\n", "\r\n") } : cell,
      );
      expect(printNotebook({ ...kept, cells })).toBe(text);
    }),
    runs(2000),
  );
});

test("changing one cell changes only its lines", () => {
  fc.assert(
    fc.property(fileText, anyIndex, cellText, (text, anywhere, typed) => {
      const { frame, cells } = parseNotebook(text);
      const index = anywhere % Math.max(cells.length, 1);
      const cell = cells[index];
      fc.pre(cell?.origin !== undefined && cell.origin.raw !== "");
      // A rule as first line may become front matter; then a blank line goes before it.
      fc.pre(cells[0]?.kind !== "markdown" || !cells[0].text.startsWith("---"));
      const edited = { ...cell, text: cell.kind === "code" ? typed : "changed" };
      const printed = printNotebook({ frame, cells: cells.with(index, edited) });

      const written = cells.map(({ origin }) => (origin?.before ?? "") + (origin?.raw ?? ""));
      const above = frame.bom + frame.head + written.slice(0, index).join("") + cell.origin.before;
      const below = written.slice(index + 1).join("") + frame.tail;
      expect(printed.slice(0, above.length)).toBe(above);
      expect(printed.slice(printed.length - below.length)).toBe(below);
      expect(printed.length).toBeGreaterThan(above.length + below.length);
    }),
    runs(1000),
  );
});

test("without a warning, cells reopen as the same cells, whatever they hold", () => {
  let unwarned = 0;
  fc.assert(
    fc.property(fc.array(newCell, { maxLength: 6 }), (cells) => {
      fc.pre(reopenProblems(cells).length === 0);
      unwarned += 1;
      const reopened = parseNotebook(printNotebook({ frame: newFrame, cells })).cells;
      expect(sameCells(reopened, cells)).toBe(true);
    }),
    runs(500),
  );
  expect(unwarned).toBeGreaterThan(100);
});

test("inserted, deleted, moved, copied and edited cells reopen as the same cells", () => {
  fc.assert(
    fc.property(fileText, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
      let notebook = parseNotebook(text);
      for (const change of edits) notebook = change(notebook);
      const printed = printNotebook(notebook);
      if (reopenProblems(notebook.cells).length === 0) {
        expect(sameCells(parseNotebook(printed).cells, notebook.cells)).toBe(true);
      }
      expect(notebook.cells.length === 0 || printed !== "").toBe(true);
    }),
    runs(600),
  );
});

test("no line of any cell is lost, warned of or not", () => {
  fc.assert(
    fc.property(fc.array(newCell, { maxLength: 5 }), (cells) => {
      const printed = printNotebook({ frame: newFrame, cells }).split("\n");
      let from = 0;
      for (const line of cells.flatMap((cell) => cell.text.split("\n"))) {
        if (/^[ \t]*$/.test(line)) continue;
        const at = printed.indexOf(line, from);
        expect(at, `“${line}” is missing`).toBeGreaterThanOrEqual(from);
        from = at + 1;
      }
    }),
    runs(500),
  );
});

import { assert, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { frameOf, fromCellData, toCellData } from "../../extension/cell-data.ts";
import { newFrame } from "../../kernel/notebook/cell.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { printNotebook } from "../../kernel/notebook/print.ts";
import { fileText } from "../notebook/generated.ts";

function kinds(...cells: Parameters<typeof fromCellData>[0]) {
  return fromCellData(cells).map(({ kind }) => kind);
}

describe("cells in the editor", () => {
  it("give back the bytes of any file", () => {
    assert(
      property(fileText, (text) => {
        const { frame, cells } = parseNotebook(text);
        // As VS Code keeps them: plain data.
        const kept = structuredClone({ metadata: { frame }, cells: cells.map(toCellData) });
        const back = { frame: frameOf(kept.metadata), cells: fromCellData(kept.cells) };
        expect(back.cells).toEqual(cells);
        expect(printNotebook(back)).toBe(text);
      }),
    );
  });

  it("take a first YAML cell for the setup where there is none, and no other", () => {
    const yaml = { kind: "code", text: "a: 1", languageId: "yaml", metadata: {} } as const;
    expect(kinds(yaml, yaml)).toEqual(["setup", "code"]);
    expect(kinds(yaml, { ...yaml, metadata: { setup: true } })).toEqual(["code", "setup"]);
  });

  it("follow a cell's language when it is changed in the editor", () => {
    const cell = { kind: "code", text: "", languageId: "typescript", metadata: {} } as const;
    const language = (languageId: string, before?: string) =>
      fromCellData([
        { ...cell, languageId, metadata: before === undefined ? {} : { language: before } },
      ])[0]?.language;
    expect(language("typescript")).toBe("ts");
    expect(language("typescript", "ts")).toBe("ts");
    expect(language("sql", "ts")).toBe("sql");
    expect(language("python", "python")).toBe("python");
  });

  it("have a new frame where the notebook's metadata holds none", () => {
    expect(frameOf({ frame: "broken" })).toBe(newFrame);
    expect(frameOf(undefined)).toBe(newFrame);
  });
});

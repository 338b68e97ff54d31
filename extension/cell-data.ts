import type { Cell, CellOrigin, Frame } from "../kernel/notebook/cell.ts";
import { newFrame } from "../kernel/notebook/cell.ts";

/** A cell as VS Code keeps it: plain data, without its types. */
export interface CellData {
  readonly kind: "code" | "markup";
  readonly text: string;
  readonly languageId: string;
  readonly metadata: CellMetadata;
}

/** What travels with a cell through copy, split and undo. VS Code hands it back as it was given. */
export interface CellMetadata {
  /** Of the setup cell. */
  readonly setup?: true;
  /** The fence's language, where VS Code knows it under another name. */
  readonly language?: string;
  readonly attributes?: string;
  readonly origin?: CellOrigin;
}

const editorLanguages: ReadonlyMap<string, string> = new Map([["ts", "typescript"]]);
const fileLanguages: ReadonlyMap<string, string> = new Map(
  [...editorLanguages].map(([file, editor]) => [editor, file]),
);

export function toCellData({ kind, language, attributes, text, origin }: Cell): CellData {
  const kept = origin ? { origin } : {};
  switch (kind) {
    case "setup":
      return { kind: "code", text, languageId: "yaml", metadata: { setup: true, ...kept } };
    case "code": {
      const languageId = editorLanguages.get(language) ?? language;
      return { kind: "code", text, languageId, metadata: { language, attributes, ...kept } };
    }
    case "markdown":
      return { kind: "markup", text, languageId: "markdown", metadata: kept };
  }
}

/** The cells as the notebook file knows them. A YAML cell at the top of a notebook without a setup is its setup. */
export function fromCellData(cells: readonly CellData[]): readonly Cell[] {
  const hasSetup = cells.some(isSetup);
  return cells.map((cell, index): Cell => {
    const { kind, text, metadata } = cell;
    const kept = metadata.origin ? { origin: metadata.origin } : {};
    if (kind === "markup") {
      return { kind: "markdown", language: "markdown", attributes: "", text, ...kept };
    }
    if (isSetup(cell) || (!hasSetup && index === 0 && cell.languageId === "yaml")) {
      return { kind: "setup", language: "yaml", attributes: "", text, ...kept };
    }
    const attributes = metadata.attributes ?? "";
    return { kind: "code", language: languageOf(cell), attributes, text, ...kept };
  });
}

function isSetup({ metadata, languageId }: CellData): boolean {
  return metadata.setup === true && languageId === "yaml";
}

/** The fence's own word stays while the cell's language in the editor is the one that it stands for. */
function languageOf({ languageId, metadata: { language } }: CellData): string {
  const unchanged =
    language !== undefined && (editorLanguages.get(language) ?? language) === languageId;
  return unchanged ? language : (fileLanguages.get(languageId) ?? languageId);
}

/** The frame that a notebook's metadata holds; a notebook made in the editor has none. */
export function frameOf(metadata: { readonly [key: string]: unknown } | undefined): Frame {
  const frame = metadata?.["frame"];
  return isFrame(frame) ? frame : newFrame;
}

function isFrame(value: unknown): value is Frame {
  return (
    typeof value === "object" &&
    value !== null &&
    "bom" in value &&
    "eol" in value &&
    "head" in value &&
    "tail" in value
  );
}

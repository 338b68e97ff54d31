/** Info words whose fences are code cells without further marks. */
export const cellLanguages: ReadonlySet<string> = new Set(["sql", "ts", "vega-lite", "diagnose"]);

/**
 * Right after the language, this flag makes a code cell of a fence in any other language:
 * "```python cell name=x". It is part of the file's notation, not of `Cell.attributes`.
 */
export const cellFlag = "cell";

/** The line that stands between two neighbouring markdown cells. */
export const separatorLine = "<!-- cell -->";

export interface Cell {
  /** `setup` is the front matter; there is at most one, and it stands first in the file. */
  readonly kind: "setup" | "code" | "markdown";
  /** A fence's first info word; `yaml` for the setup cell, `markdown` for markdown. */
  readonly language: string;
  /** What follows the language on the fence line, as written. Empty for setup and markdown. */
  readonly attributes: string;
  /**
   * What an editor shows: line feeds only, no fences and no final line break.
   * In markdown, blank lines around the text belong to the gaps between cells.
   */
  readonly text: string;
  /** How the file wrote the cell. A cell that did not come from a file has none. */
  readonly origin?: CellOrigin;
}

/** Plain data that an editor keeps with the cell, so that unchanged text is written back as it was. */
export interface CellOrigin {
  /** From the end of the previous cell to the start of this one; empty for the first cell. */
  readonly before: string;
  /** The cell's own lines, without the line break that ends the last. */
  readonly raw: string;
  /** Line of the file on which `raw` starts, from 1. */
  readonly line: number;
}

/** What a file holds around its cells. */
export interface Frame {
  readonly bom: string;
  /** The line ending of new lines: the most frequent one. */
  readonly eol: "\n" | "\r\n" | "\r";
  /** Between the byte order mark and the first cell. */
  readonly head: string;
  /** After the last cell, the line break that ends its last line included. */
  readonly tail: string;
}

export interface Notebook {
  readonly frame: Frame;
  readonly cells: readonly Cell[];
}

/** The frame of a notebook that is not yet a file. */
export const newFrame: Frame = { bom: "", eol: "\n", head: "", tail: "\n" };

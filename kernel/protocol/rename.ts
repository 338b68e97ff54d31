/** What a new name changes in a notebook. */
export interface Renaming {
  readonly texts: readonly TextChange[];
  readonly attributes: readonly AttributesChange[];
}

/** Of a cell's text, in UTF-16 units; `end` is exclusive. */
export interface TextChange {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a cell's fence line says instead. */
export interface AttributesChange {
  readonly index: number;
  readonly attributes: string;
}

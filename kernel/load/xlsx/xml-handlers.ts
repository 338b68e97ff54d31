export interface XmlHandlers {
  /** @param name without its prefix */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text?(text: string): void;
  /** May be called for a cell of a sheet that holds one value and nothing else, in place of the others. */
  cell?(cell: PlainCell): void;
  /** After each piece of the file. */
  pause?(): Promise<void>;
}

/** `<c r="B7" s="1" t="s"><v>12</v></c>` */
export interface PlainCell {
  readonly place: string;
  readonly style: string | undefined;
  readonly type: string | undefined;
  /** What stands in `<v>`. */
  readonly value: string | undefined;
  /** What stands in `<is><t>`. */
  readonly text: string | undefined;
}

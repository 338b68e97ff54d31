export interface XmlHandlers {
  /** @param name without its prefix */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text?(text: string): void;
  /** After each piece of the file. */
  pause?(): Promise<void>;
}

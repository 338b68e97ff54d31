/** Collects one text of a workbook: plain or in runs of different fonts, without its phonetic reading. */
export class StringItem {
  #text = "";
  #inText = false;
  #phonetic = 0;
  #active = false;

  start(): void {
    this.#text = "";
    this.#active = true;
  }

  open(name: string): void {
    if (name === "rPh") this.#phonetic++;
    else if (name === "t") this.#inText = true;
  }

  add(text: string): void {
    if (this.#active && this.#inText && this.#phonetic === 0) this.#text += text;
  }

  close(name: string): void {
    if (name === "rPh") this.#phonetic--;
    else if (name === "t") this.#inText = false;
  }

  end(): string {
    this.#active = false;
    return unescaped(this.#text);
  }
}

/** What XML cannot hold is written `_x000D_`: ECMA-376 part 1, 22.9.2.19. */
export function unescaped(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}

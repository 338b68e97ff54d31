import type { Readable } from "node:stream";
import type { NumberFormat } from "./number-formats.ts";
import { builtInFormat, formatOf } from "./number-formats.ts";
import { readXml } from "./xml.ts";

/** The number format of each cell style, by the style's number. */
export async function readStyles(part: Readable, file: string): Promise<NumberFormat[]> {
  const own = new Map<number, NumberFormat>();
  const styles: number[] = [];
  let inCells = false;
  await readXml(part, file, {
    open(name, attributes) {
      if (name === "numFmt")
        own.set(Number(attributes["numFmtId"]), formatOf(attributes["formatCode"] ?? ""));
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) styles.push(Number(attributes["numFmtId"] ?? 0));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles.map((id) => own.get(id) ?? builtInFormat(id));
}

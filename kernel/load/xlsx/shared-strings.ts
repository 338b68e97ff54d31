import type { Readable } from "node:stream";
import { delimitedCell } from "../container/delimited-writer.ts";
import { tooLargeSheet } from "../container/refusal.ts";
import { StringItem } from "./string-item.ts";
import { readAnyXml } from "./xml.ts";
import type { readXml } from "./xml.ts";

/** Characters of all shared strings together: they are kept in memory. */
const mostCharacters = 256 * 1024 * 1024;

/** The texts that cells refer to by number, as `delimitedCell` gives them. */
export async function readSharedStrings(
  open: () => Promise<Readable>,
  file: string,
): Promise<string[]> {
  return await readAnyXml(async (read) => await stringsOf(await open(), file, read));
}

async function stringsOf(part: Readable, file: string, read: typeof readXml): Promise<string[]> {
  const strings: string[] = [];
  const item = new StringItem();
  let characters = 0;
  await read(part, file, {
    open(name) {
      if (name === "si") item.start();
      else item.open(name);
    },
    text: (text) => item.add(text),
    close(name) {
      item.close(name);
      if (name !== "si") return;
      const text = item.end();
      // An empty one takes room as well.
      characters += text.length + 8;
      if (characters > mostCharacters)
        throw tooLargeSheet(
          file,
          "The texts of the workbook are longer than 256 million characters",
        );
      strings.push(delimitedCell(text));
    },
  });
  return strings;
}

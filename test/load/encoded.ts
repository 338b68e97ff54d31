import { decoderOf } from "../../kernel/load/encoding/decoder.ts";

/** Text as bytes of an encoding that Node can only decode: its decoder is asked about all bytes and pairs. */
export function encoded(text: string, label: string): Buffer {
  const bytes = tableOf(label);
  return Buffer.concat(
    Array.from(text, (character) => {
      const found = bytes.get(character);
      if (!found) throw new Error(`${label} has no “${character}”`);
      return found;
    }),
  );
}

const tables = new Map<string, ReadonlyMap<string, Buffer>>();

function tableOf(label: string): ReadonlyMap<string, Buffer> {
  const known = tables.get(label);
  if (known) return known;
  const decoder = decoderOf(label);
  const table = new Map<string, Buffer>();
  const add = (bytes: Buffer): void => {
    const text = decoder.decode(bytes);
    if (Array.from(text).length === 1 && text !== "\ufffd" && !table.has(text))
      table.set(text, bytes);
  };
  for (let first = 0; first < 256; first++) add(Buffer.from([first]));
  for (let first = 0x81; first < 256; first++)
    for (let second = 0x40; second < 256; second++) add(Buffer.from([first, second]));
  tables.set(label, table);
  return table;
}

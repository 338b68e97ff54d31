import * as zlib from "node:zlib";

// Node 20 has it only from 20.15 on.
const native: typeof zlib.crc32 | undefined = zlib.crc32;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * The check sum of ZIP archives.
 *
 * @param before what the bytes before these gave; 0 at the start
 */
export function crc32(bytes: Uint8Array, before: number): number {
  if (native) return native(bytes, before);
  let crc = ~before;
  for (let at = 0; at < bytes.length; at++)
    crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return ~crc >>> 0;
}

export interface Decoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** What windows-1252 has where Latin-1 has control characters, from 0x80 on; some are free and stay. */
const upper = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** A decoder of an encoding as `TextDecoder` knows it, whose faults do not throw. */
export function decoderOf(label: string): Decoder {
  // Node 20 to 23 read windows-1252 as Latin-1, which turns € and ’ into control characters.
  return label === "windows-1252" ? { decode: windows1252 } : new TextDecoder(label);
}

function windows1252(bytes: Uint8Array = new Uint8Array()): string {
  return (
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString("latin1")
      // oxlint-disable-next-line no-control-regex -- control characters are what this is about
      .replace(
        /[\u0080-\u009f]/g,
        (character) => upper[character.charCodeAt(0) - 0x80] ?? character,
      )
  );
}

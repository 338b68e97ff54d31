import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteScan } from "../../kernel/load/byte-scan.ts";

function countNaively(text: string, needle: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (text.startsWith(needle, at)) count++;
  return count;
}

describe("a scan", () => {
  it.each([
    ["a\n", 0],
    ["\na", 1],
    ["\r\na", 1],
    ["a\n\n\nb", 2],
    ["a\r\n\r\n\n", 2],
    ["a\n \n", 0],
  ])("counts the blank lines of %j: %i", (text, count) => {
    const scan = new ByteScan({});
    scan.add(Buffer.from(text));
    expect(scan.finish().blankLines).toBe(count);
  });

  it.each([
    ["1e3", true],
    ["1E-3", true],
    ["1_000", true],
    ["1.234", true],
    ["1.234%", true],
    ["1.2345", false],
    ["1.23", false],
    ["v1 e3 a_1", false],
  ])("tells whether digits stand oddly in %j: %s", (text, odd) => {
    const scan = new ByteScan({});
    scan.add(Buffer.from(text));
    expect(scan.finish().oddDigits).toBe(odd);
  });

  it("refuses a needle without bytes, which would be everywhere", () => {
    expect(() => new ByteScan({ nothing: "" })).toThrow(RangeError);
  });

  /** Few different bytes, so that borders, overlaps and broken characters are frequent. */
  const bytes = fc
    .array(
      fc.constantFrom(
        ...["a", "aa", "1", "1.", "1e", "_2", "234", "\n", "\r", "\r\n", "é", "€", "😀"].map(
          (text) => [...Buffer.from(text)],
        ),
        [0],
        [0x80],
        [0xc0],
        [0xe2],
        [0xe2, 0x82],
        [0xed, 0xa0, 0x80],
        [0xf0, 0x9f],
        [0xff],
      ),
      { maxLength: 12 },
    )
    .map((parts) => Buffer.from(parts.flat()));
  const pieces = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });

  it("finds the same however the bytes were cut", () => {
    const needles = { a: "a", aa: "aa", aaa: "aaa", break: "\r\n", euro: "€", long: "aa\r\naa" };
    fc.assert(
      fc.property(bytes, pieces, (whole, lengths) => {
        const scan = new ByteScan(needles);
        for (let at = 0, turn = 0; at < whole.length; turn++) {
          const length = lengths[turn % lengths.length] ?? 1;
          scan.add(whole.subarray(at, at + length));
          at += length;
        }
        const text = whole.toString("latin1");
        const counts = Object.entries(needles).map(([name, needle]) => [
          name,
          countNaively(text, Buffer.from(needle).toString("latin1")),
        ]);
        expect(scan.finish()).toEqual({
          sha256: createHash("sha256").update(whole).digest("hex"),
          bytes: whole.length,
          utf8: isUtf8(whole),
          hasNul: text.includes("\0"),
          hasCr: text.includes("\r"),
          hasLoneCr: /\r(?!\n)/.test(text),
          blankLines: text.match(/(?<=^|\n)\r?\n/g)?.length ?? 0,
          endsWithNewline: /[\r\n]$/.test(text),
          oddDigits: /[0-9](?:[eE_][-+]?[0-9]|\.[0-9]{3}(?![0-9]))/.test(text),
          counts: Object.fromEntries(counts),
        });
      }),
      { numRuns: 1000 },
    );
  });
});

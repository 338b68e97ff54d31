import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { OddDigits } from "../../kernel/load/odd-digits.ts";
import { compiledWat } from "../../scripts/compile-wat.ts";

/** Mostly harmless, so that a hit is often the only one. */
const text = fc
  .array(
    fc.constantFrom("12,", "3.45,", "1.2345,", "name e5", "e", "1", ".", "_", "+", "é", "\n"),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(""));
const hit = fc.constantFrom("", "1e3", "7E+2", "9_0", "4.321\n", "1e", "4.32", "5.4321");

it.each([0, 7, 64, 256 * 1024 - 50])(
  "sees what a regular expression sees, %i bytes in",
  (before) => {
    const filler = Buffer.alloc(before, "a");
    fc.assert(
      fc.property(text, hit, text, fc.nat(400), (left, middle, right, cut) => {
        const whole = Buffer.concat([filler, Buffer.from(left + middle + right)]);
        const found = /[0-9](?:[eE_][-+]?[0-9]|\.[0-9]{3}[^0-9])/.test(
          `${whole.toString("latin1")}\n`,
        );
        const digits = new OddDigits();
        digits.add(whole.subarray(0, before + cut));
        digits.add(whole.subarray(before + cut));
        expect(digits.finish()).toBe(found);
      }),
      { numRuns: before > 1000 ? 50 : 300 },
    );
  },
);

it("runs what its text form says", async () => {
  expect(readFileSync("kernel/load/odd-digits-wasm.ts", "utf8")).toBe(await compiledWat());
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editSetup } from "../../kernel/notebook/edit-setup.ts";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import type { Pins } from "../../kernel/notebook/pins.ts";
import { applied, writePins } from "../../kernel/notebook/write-pins.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import { runs } from "./generated.ts";

// A hash of digits alone is text all the same.
const digits = "12345678".repeat(8);
const pins: Pins = {
  product: "0.1.0",
  engine: "1.5.5",
  sources: { ads: { "ads, daily.csv": { sha256: digits, rows: 12 } } },
  files: { "./team.yaml": { sha256: "e".repeat(64), rows: null } },
};
const block = `pins:
  product: "0.1.0"
  engine: "1.5.5"
  sources:
    ads:
      "ads, daily.csv": {sha256: "${digits}", rows: 12}
  files:
    "./team.yaml": {sha256: "${"e".repeat(64)}"}`;
const other = block.replace("rows: 12", "rows: 7").replace("0.1.0", "0.0.9");
const head = "campaign-notebook: 1\n";

function pinned(text: string): string {
  return applied(text, writePins(text, pins));
}

describe("pins are written", () => {
  it.each<[string, string, string]>([
    ["at the end", `${head}title: A\n# mine\n`, `${head}title: A\n# mine\n${block}\n`],
    [
      "in the place of others, with what stands around them",
      `${head}${other} # checked\n\n# targets\ntargets: {roas: 2}\n`,
      `${head}${block} # checked\n\n# targets\ntargets: {roas: 2}\n`,
    ],
    ["under an empty key", `${head}pins:\ntitle: A`, `${head}${block}\ntitle: A`],
    [
      "in the place of a flow map",
      `${head}pins: {product: a, engine: b}\ntitle: A`,
      `${head}${block}\ntitle: A`,
    ],
    [
      "between braces",
      "{campaign-notebook: 1}",
      `{campaign-notebook: 1, pins: ${JSON.stringify(pins)}}`,
    ],
    ["again, with no change", `${head}${block}\n`, `${head}${block}\n`],
  ])("%s", (_, before, after) => {
    expect(pinned(before)).toBe(after);
    expect(readFrontMatter(after).settings?.pins).toEqual(pins);
  });

  it.each([
    ["a broken setup", `${head}title: [`],
    ["an anchor among the old ones", `${head}pins: {product: &v a, engine: b}\ntitle: *v`],
    ["pins that somebody changed", `${head}pins: {product: a, engine: b, more: c}`],
  ])("not into %s, which says where", (_, text) => {
    expect(() => writePins(text, pins)).toThrow(ProblemError);
    try {
      writePins(text, pins);
    } catch (error) {
      const { place, code } = error instanceof ProblemError ? error.problem : {};
      expect([code, place?.cell]).toEqual(["front_matter", "setup"]);
      expect(place?.line).toBeGreaterThan(1);
    }
  });

  it("whatever the files are called", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: "grapheme" })), (names) => {
        const usable = names.filter((name) => name !== "__proto__");
        const files = Object.fromEntries(usable.map((name) => [name, { sha256: digits, rows: 1 }]));
        const wanted = { ...pins, sources: { ads: files } };
        const text = applied(head, writePins(head, wanted));
        expect(readFrontMatter(text).settings?.pins).toEqual(wanted);
      }),
      runs(50),
    );
  });
});

describe("a file keeps every other byte", () => {
  it.each(["\n", "\r\n", "\r"])("with line ends %j and a byte order mark", (eol) => {
    const lines = (text: string) => text.replaceAll("\n", eol);
    const rest = lines("\n---\n\n# A \t\n\n```sql\nSELECT 1\n```\n\n\n");
    // One odd line end stays as it is.
    const setup = `---${eol}campaign-notebook: 1${eol === "\r\n" ? "\n" : eol}title: A`;
    const file = `\uFEFF${setup}${rest}`;
    const text = parseNotebook(file).cells[0]?.text ?? "";
    const after = editSetup(file, writePins(text, pins));
    expect(after).toBe(`\uFEFF${setup}${eol}${lines(block)}${rest}`);
    const again = parseNotebook(after).cells[0]?.text ?? "";
    expect(editSetup(after, writePins(again, pins))).toBe(after);
  });
});

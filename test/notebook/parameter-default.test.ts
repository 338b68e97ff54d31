import { assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import { defaultText, setParameterDefault } from "../../kernel/notebook/parameter-default.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";

const front = (params: string): string =>
  `campaign-notebook: 1 # one\nparams: # these\n${params}\ntargets: {roas: 2}\n`;

function changed(text: string, name: string, value: string): string {
  const { start, end, written } = setParameterDefault(text, name, value);
  return text.slice(0, start) + written + text.slice(end);
}

function defaultOf(text: string, name: string): string | null | undefined {
  const parameter = readFrontMatter(text).settings?.params.find((one) => one.name === name);
  return parameter && defaultText(parameter);
}

describe("a parameter's default", () => {
  it.each([
    ["  n: 100   # least", "250", "  n: 250   # least"],
    ["  n: '007'", "008", '  n: "008"'],
    ["  n: word", "two: words", '  n: "two: words"'],
    ["  n: word", "100", '  n: "100"'],
    ["  n: word", "2026-01-01", '  n: {kind: text, default: "2026-01-01"}'],
    ["  n: 2026-05-01", "2026-06-01", "  n: 2026-06-01"],
    ["  n: 2026-05-01..2026-05-31", "2026-06-01..2026-06-30", "  n: 2026-06-01..2026-06-30"],
    [
      "  n: {from: 2026-05-01, to: 2026-05-31}",
      "2026-06-01..2026-06-30",
      "  n: 2026-06-01..2026-06-30",
    ],
    ["  n: {label: Least, default: 5, min: 1}", "7", "  n: {label: Least, default: 7, min: 1}"],
    [
      "  n:\n    label: Least\n    default: 5 # why\n    min: 1",
      "7",
      "  n:\n    label: Least\n    default: 7 # why\n    min: 1",
    ],
    [
      "  n: [a, b, 'c, d'] # order",
      "c, d",
      `  n: {choices: [a, b, 'c, d'], default: "c, d"} # order`,
    ],
    ["  n: {choices: [1, 2]}", "2", "  n: {default: 2, choices: [1, 2]}"],
    [
      "  n:\n    choices: [a, b]\n    label: L",
      "b",
      "  n:\n    default: b\n    choices: [a, b]\n    label: L",
    ],
    ["  n:\n    - a\n    - b", "b", "  n:\n    {choices: [a, b], default: b}"],
    ["  n: {choices: SELECT 1}", "2", "  n: {default: 2, choices: SELECT 1}"],
    ["  other: 1\n  n: 1\n  last: 1", "2", "  other: 1\n  n: 2\n  last: 1"],
  ])("in %j becomes %s in its place", (params, value, expected) => {
    expect(changed(front(params), "n", value)).toBe(front(expected));
    const crlf = front(params).replaceAll("\n", "\r\n");
    expect(changed(crlf, "n", value).replaceAll("\r\n", "\n")).toBe(front(expected));
  });

  it.each([
    ["  n: &a 1\n  m: 2", "x"],
    ["  n: 1", "many"],
    ["  n:\n    - a # first\n    - b", "b"],
    ["  n: [a, b]", "c"],
    ["  m: 1", "1"],
    ["  n: {default: 5, min: 1}", "0"],
  ])("in %j is left alone where it cannot become %s", (params, value) => {
    expect(() => setParameterDefault(front(params), "n", value)).toThrow(ProblemError);
  });

  it("keeps any text as it is, and every other line", () => {
    const texts = oneof(
      string(),
      string({ unit: "binary" }),
      constantFrom("true", "null", "~", "1", "a\nb", "# x", " x "),
    );
    assert(
      property(texts, (value) => {
        const before = front("  m: 1\n  n: word # kept\n  o: 2");
        let after: string;
        try {
          after = changed(before, "n", value);
        } catch (error) {
          // What YAML cannot hold is refused, not altered.
          expect(error).toBeInstanceOf(ProblemError);
          return;
        }
        expect(defaultOf(after, "n")).toBe(value);
        const lines = after.split("\n");
        expect(lines.toSpliced(3, 1)).toEqual(before.split("\n").toSpliced(3, 1));
        expect(lines[3]).toMatch(/ # kept$/);
      }),
      { numRuns: 30 },
    );
  });
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { attributeOf, readAttributes, setAttribute } from "../../kernel/notebook/attributes.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";

const odd = 'name=by_ad   title="two words"  flag  x="open y =z a=b=c é=1';

test("words are key=value, quoted values and flags, in order", () => {
  expect(readAttributes(odd).map(({ key, value }) => [key, value])).toEqual([
    ["name", "by_ad"],
    ["title", "two words"],
    ["flag", true],
    ["x", '"open'],
    ["y", true],
    ["=z", true],
    ["a", "b=c"],
    ["é", "1"],
  ]);
});

test.each<[string, string | true | undefined, string]>([
  ["name", "by ad", odd.replace("name=by_ad", 'name="by ad"')],
  ["title", "one", odd.replace('title="two words"', "title=one")],
  ["flag", undefined, odd.replace("  flag", "")],
  ["name", undefined, odd.replace("name=by_ad   ", "")],
  ["view", "kpi", `${odd} view=kpi`],
  ["hide", true, `${odd} hide`],
  ["none", undefined, odd],
  ["é", "", odd.replace("é=1", 'é=""')],
])("setting %s to %s keeps the rest as written", (key, value, expected) => {
  expect(setAttribute(odd, key, value)).toBe(expected);
});

test("what is set is what is read, and nothing else changes", () => {
  const attributes = fc.stringMatching(/^[a-c="\t x]{0,20}$/).map((text) => text.trim());
  const value = fc.oneof(fc.constant(true as const), fc.stringMatching(/^[^"`\r\n]*$/));
  fc.assert(
    fc.property(attributes, value, (written, set) => {
      const others = readAttributes(written).filter(({ key }) => key !== "a");
      const edited = setAttribute(written, "a", set);
      expect(attributeOf(edited, "a")).toBe(set);
      expect(readAttributes(setAttribute(edited, "a", undefined))).toEqual(others);
    }),
  );
});

test.each(['say "hi"', "a`b", "a\nb"])("the value %j is refused", (value) => {
  expect(() => setAttribute("", "title", value)).toThrow(ProblemError);
});

test.each(["", "two words", "a=b", 'a"'])("the name %j is refused", (key) => {
  expect(() => setAttribute("", key, "x")).toThrow(ProblemError);
});

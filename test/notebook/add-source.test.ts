import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addSource, newSetup } from "../../kernel/notebook/add-source.ts";
import { freeName } from "../../kernel/notebook/free-name.ts";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import { runs } from "./generated.ts";

const source = { name: "orders", path: "exports/shop orders.csv" };

function added(text: string, what = source): string {
  const { at, text: inserted } = addSource(text, what);
  return text.slice(0, at) + inserted + text.slice(at);
}

const head = "campaign-notebook: 1\n";
const entry = "orders: exports/shop orders.csv";

describe("a source is added", () => {
  it.each<[string, string, string]>([
    ["to none", `${head}title: A`, `${head}title: A\nsources:\n  ${entry}`],
    ["to an empty setup", "", `${head}sources:\n  ${entry}`],
    ["to a comment", "# mine", `# mine\n${head}sources:\n  ${entry}`],
    [
      "below others, in their indentation",
      `${head}sources: # exports\n    ads: a.csv # daily\n\n# targets\ntargets: {roas: 2}`,
      `${head}sources: # exports\n    ads: a.csv # daily\n    ${entry}\n\n# targets\ntargets: {roas: 2}`,
    ],
    [
      "below one with settings",
      `${head}sources:\n  ads:\n    path: a.csv\n    currency: EUR\ntitle: B\n`,
      `${head}sources:\n  ads:\n    path: a.csv\n    currency: EUR\n  ${entry}\ntitle: B\n`,
    ],
    [
      "below one with a list",
      `${head}sources:\n  ads:\n    - a.csv\n    - b.csv\ntitle: B`,
      `${head}sources:\n  ads:\n    - a.csv\n    - b.csv\n  ${entry}\ntitle: B`,
    ],
    [
      "under a key with nothing below",
      `${head}sources: # none yet\ntitle: C`,
      `${head}sources: # none yet\n  ${entry}\ntitle: C`,
    ],
    [
      "between braces",
      `${head}sources: { ads: a.csv }`,
      `${head}sources: { ads: a.csv, orders: "exports/shop orders.csv" }`,
    ],
    [
      "between empty braces",
      `${head}sources: {}`,
      `${head}sources: {orders: "exports/shop orders.csv"}`,
    ],
    [
      "to a setup between braces",
      "{campaign-notebook: 1}",
      '{campaign-notebook: 1, sources: {orders: "exports/shop orders.csv"}}',
    ],
    [
      "with its line endings",
      "campaign-notebook: 1\r\n",
      `campaign-notebook: 1\r\nsources:\r\n  ${entry}\r\n`,
    ],
  ])("%s", (_, before, after) => {
    expect(added(before)).toBe(after);
    expect(readFrontMatter(after).settings?.sources.at(-1)).toMatchObject({
      name: "orders",
      path: ["exports/shop orders.csv"],
    });
  });
});

it.each([
  "exports/a: b.csv",
  "#1.csv",
  "ü – 数.csv",
  "- a.csv",
  "yes",
  "1.5",
  'say "hi".csv',
  "it's.csv",
  "a, b}.csv",
])("the path %j is read back as it is, in block and in braces", (path) => {
  for (const text of [head, `${head}sources: {ads: a.csv}`, newSetup({ name: "a", path: "b" })]) {
    const { settings } = readFrontMatter(added(text, { name: "orders", path }));
    expect(settings?.sources.at(-1)?.path).toEqual([path]);
  }
});

it.each<[string, string]>([
  ["YAML that does not parse", "sources: [1\n a: : b"],
  ["sources that are a list", `${head}sources: [a.csv]`],
  ["sources elsewhere", `${head}inputs: &all {a: a.csv}\nsources: *all`],
  ["a name that is there", `${head}sources:\n  orders: a.csv`],
  ["text that is no map", "just text"],
])("%s is refused in words", (_, text) => {
  expect(() => addSource(text, source)).toThrow(ProblemError);
});

const lines = fc.constantFrom(
  "# a comment",
  "",
  "title: A title # with a note",
  "sources:",
  "sources: {ads: a.csv}",
  "sources: {}",
  "  ads: a.csv",
  "  ads: {path: a.csv, currency: EUR}",
  "  shop:",
  "    path: b.csv",
  "    region: |",
  "      two",
  "      lines",
  "  # about the next",
  "targets: {roas: 2.5}",
  "params:",
  "  min_clicks: 100",
  "inputs: &x {a: 1}",
  "...",
);

test("whatever the setup, only the new lines differ, and it says the same and one source more", () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 9 }), fc.constantFrom("\n", "\r\n"), (body, eol) => {
      const text = ["campaign-notebook: 1", ...body].join(eol);
      let after: string;
      try {
        after = added(text);
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
        return;
      }
      taken++;
      const [before, now] = [readFrontMatter(text).settings, readFrontMatter(after).settings];
      if (before) {
        expect(now).toEqual({ ...before, sources: [...before.sources, expect.anything()] });
        expect(now?.sources.at(-1)).toMatchObject({ name: source.name, path: [source.path] });
      }
      // Without the lines that are new, the old ones stand as they stood.
      const old = text.split(/\r?\n/);
      const rest = after.split(/\r?\n/);
      const inBraces = /\{[^\n]*orders/.test(after);
      if (!inBraces) {
        for (const line of rest.filter((each) => each.includes(entry)))
          rest.splice(rest.indexOf(line), 1);
        if (rest.length > old.length) rest.splice(rest.lastIndexOf("sources:"), 1);
        expect(rest).toEqual(old);
      }
    }),
    runs(1500),
  );
  expect(taken).toBeGreaterThan(100);
});

it("a name is free beside sources, columns and results", () => {
  const { cells } = parseNotebook(
    "---\ncampaign-notebook: 1\nsources: {ads: a.csv}\ncolumns: {ads_2: cost / clicks}\n---\n\n```sql name=Ads_3\nSELECT 1\n```\n",
  );
  expect([freeName("ads", cells), freeName("orders", cells)]).toEqual(["ads_4", "orders"]);
});

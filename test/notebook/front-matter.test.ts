import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import type { FrontMatter } from "../../kernel/notebook/front-matter-schema.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { printNotebook } from "../../kernel/notebook/print.ts";
import { runs } from "./generated.ts";

const version = "campaign-notebook: 1\n";

function settingsOf(yaml: string): FrontMatter {
  const { settings, problems } = readFrontMatter(version + yaml);
  expect(problems).toEqual([]);
  if (!settings) throw new Error("no settings and no problem");
  return settings;
}

const places = (text: string): string[] =>
  readFrontMatter(text).problems.map(
    ({ code, place }) => `${code} ${place?.line}:${place?.character}`,
  );

test("everything that is left out has its default", () => {
  expect(settingsOf("title:\nparams:\n")).toEqual({
    version: 1,
    title: null,
    sources: [],
    targets: [],
    thresholds: new Map(),
    baseline: null,
    params: [],
    columns: [],
    plugins: [],
    include: [],
    inputs: {},
    pins: null,
  });
});

test("a source is a path, a list of paths, or a map", () => {
  const { sources } = settingsOf(`sources:
  ads: exports/ads.csv
  days: [a.csv, b.csv]
  shop: {path: shop.csv, as: orders, timezone: Europe/Oslo, currency: NOK, locale: nb-NO, clicks: all,
    origin: own, as_of: 2026-05-31, personal_data: phone, region: NO, attribution: 7-day click}
`);
  expect(sources.map(({ name, path }) => [name, path])).toEqual([
    ["ads", ["exports/ads.csv"]],
    ["days", ["a.csv", "b.csv"]],
    ["shop", ["shop.csv"]],
  ]);
  expect(sources[0]).toMatchObject({ clicks: null, timezone: null, personalData: [] });
  expect(sources[2]).toMatchObject({
    as: "orders",
    attribution: "7-day click",
    region: "NO",
    timezone: "Europe/Oslo",
    currency: "NOK",
    locale: "nb-NO",
    clicks: "all",
    origin: "own",
    asOf: "2026-05-31",
    personalData: ["phone"],
  });
});

test.each<[string, object]>([
  ["100", { kind: "number", default: 100 }],
  ["2.50", { kind: "number", default: 2.5 }],
  ["Nordlys", { kind: "text", default: "Nordlys" }],
  ['"100"', { kind: "text", default: "100" }],
  ["1234567890123456789", { kind: "text", default: "1234567890123456789" }],
  ["007", { kind: "text", default: "007" }],
  ["0x1F", { kind: "text", default: "0x1F" }],
  ["2026-02-28", { kind: "date", default: "2026-02-28" }],
  ["2026-02-30", { kind: "text", default: "2026-02-30" }],
  [
    "2026-01-01..2026-01-31",
    { kind: "date_range", default: { from: "2026-01-01", to: "2026-01-31" } },
  ],
  [
    "{from: 2026-01-01, to: 2026-01-31}",
    { kind: "date_range", default: { from: "2026-01-01", to: "2026-01-31" } },
  ],
  ["[ad, campaign]", { kind: "choice", choices: ["ad", "campaign"], default: "ad" }],
  ["[10, 20]", { kind: "choice", choices: [10, 20], default: 10 }],
  ["[1234567890123456789, 2]", { kind: "choice", choices: ["1234567890123456789", "2"] }],
  ["{choices: [a, b], default: b}", { kind: "choice", default: "b" }],
  [
    "{choices: SELECT ad_id FROM ads}",
    { kind: "query", choices: "SELECT ad_id FROM ads", default: null },
  ],
  [
    "{default: 5, min: 0, max: 10, label: Clicks}",
    { kind: "number", min: 0, max: 10, label: "Clicks" },
  ],
  ["{kind: text, default: 5}", { kind: "text", default: "5" }],
])("the parameter %s", (yaml, expected) => {
  const { params } = settingsOf(`params:\n  p: ${yaml}\n`);
  expect(params).toEqual([expect.objectContaining({ name: "p", ...expected })]);
});

test("thresholds by the name of their rule, as numbers", () => {
  const { thresholds } = settingsOf("thresholds: {min_clicks: 150, A1.high_ctr: 1.4}\n");
  expect([...thresholds]).toEqual([
    ["min_clicks", 150],
    ["A1.high_ctr", 1.4],
  ]);
});

test("targets, baseline, columns, plugins and inputs", () => {
  expect(
    settingsOf(`targets: {roas: 2.5, cpa: 30}
baseline: 2026-04-01..2026-04-30
columns:
  a: cost / video_views_6s
  b: {formula: cost / likes, unit: money, label: Cost per like}
plugins: ./plugin.ts
inputs: {ads: {id: 1234567890123456789, bytes: 12}}
`),
  ).toMatchObject({
    targets: [
      { name: "roas", value: 2.5 },
      { name: "cpa", value: 30 },
    ],
    baseline: { from: "2026-04-01", to: "2026-04-30" },
    columns: [
      { name: "a", formula: "cost / video_views_6s", unit: null, label: null },
      { name: "b", formula: "cost / likes", unit: "money", label: "Cost per like" },
    ],
    plugins: ["./plugin.ts"],
    inputs: { ads: { id: "1234567890123456789", bytes: 12 } },
  });
});

test.each<[string, string, string[]]>([
  ["nothing at all", "", ["front_matter 2:1"]],
  ["no map", "title", ["front_matter 2:1"]],
  ["another version", "campaign-notebook: 2", ["front_matter 2:20"]],
  ["an unknown key", `${version}titel: x`, ["front_matter 3:1"]],
  [
    "an unknown key of a source",
    `${version}sources:\n  ads: {path: a, clikcs: all}`,
    ["front_matter 4:18"],
  ],
  [
    "each wrong value",
    `${version}title: [a]\nsources:\n  a: {path: x, clicks: some}`,
    ["front_matter 3:8", "front_matter 5:24"],
  ],
  [
    "a time zone that is none",
    `${version}sources: {a: {path: x, timezone: Mars}}`,
    ["front_matter 3:34"],
  ],
  ["a name SQL would not take", `${version}sources: {2a: x}`, ["front_matter 3:11"]],
  ["names that differ by case", `${version}sources: {Ads: x, ads: y}`, ["front_matter 3:24"]],
  ["a source without a path", `${version}sources:\n  ads:`, ["front_matter 4:7"]],
  ["a repeated key", `${version}title: a\ntitle: b`, ["front_matter 4:1"]],
  ["a day that is none", `${version}baseline: 2026-02-01..2026-02-30`, ["front_matter 3:11"]],
  ["dates in the wrong order", `${version}baseline: 2026-02-02..2026-02-01`, ["front_matter 3:11"]],
  [
    "a target that is not exact",
    `${version}targets: {roas: 0.12345678901234567}`,
    ["front_matter 3:17"],
  ],
  ["a default out of bounds", `${version}params: {p: {default: 5, max: 4}}`, ["front_matter 3:23"]],
  [
    "a default that is no choice",
    `${version}params: {p: {choices: [a], default: b}}`,
    ["front_matter 3:37"],
  ],
  ["repeated choices", `${version}params: {p: [a, a]}`, ["front_matter 3:13"]],
  [
    "a name that a range binds",
    `${version}params: {p: 2026-01-01..2026-01-02, p_to: 1}`,
    ["front_matter 3:43"],
  ],
  ["a tab", `${version}a:\n\tb: 1`, ["front_matter 4:1"]],
  ["a tag", `${version}title: !!js/function x`, ["front_matter 3:8"]],
  ["a second document", `${version}---\ntitle: x`, ["front_matter 3:1"]],
  ["a prototype", `${version}__proto__: {title: x}`, ["front_matter 3:1"]],
])("%s is a problem with its place in the file", (_, text, expected) => {
  expect(places(text)).toEqual(expected);
});

test("a problem says what was expected and what came, and offers the nearest key", () => {
  const { problems } = readFrontMatter(
    `${version}sources: {ads: {path: a, clicks: some, clikcs: all}}`,
  );
  const text = problems.map(({ message, next }) => `${message} ${next ?? ""}`).join("\n");
  expect(text).toMatch(/clicks.*destination or all.*some/);
  expect(text).toMatch(/clikcs.*“clicks”/);
});

test("conflict marks are named as such", () => {
  const { problems } = readFrontMatter(
    `${version}<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> b`,
  );
  expect(problems[0]?.next).toContain("merge conflict");
});

describe("hostile front matter", () => {
  const layers = [1, 2, 3, 4, 5, 6, 7].map(
    (layer) => `l${layer}: &l${layer} [${`*l${layer - 1},`.repeat(8)}]`,
  );
  test.each<[string, string]>([
    ["too large", `title: ${"x".repeat(70_000)}`],
    ["deep brackets", "[".repeat(20_000)],
    ["closed deep brackets", "[".repeat(20_000) + "]".repeat(20_000)],
    ["deep dashes", `${"- ".repeat(20_000)}a`],
    ["aliases of aliases", `l0: &l0 1\n${layers.join("\n")}`],
    ["an alias of itself", "a: &a [*a]"],
    ["an alias of nothing", "a: *b"],
  ])("%s is refused", (_, yaml) => {
    expect(readFrontMatter(version + yaml).problems.length).toBeGreaterThan(0);
    expect(readFrontMatter(yaml).settings).toBeUndefined();
  });

  test("names of Object's own are names like others", () => {
    const { sources } = settingsOf("sources: {constructor: a, toString: b, hasOwnProperty: c}");
    expect(sources.map(({ name }) => name)).toEqual(["constructor", "toString", "hasOwnProperty"]);
  });

  test("whatever stands there is read or refused with a place, and saved unharmed", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "sources:",
        "  ads: a.csv",
        "params:",
        "  p: [a, b]",
        "  q: {default: 1}",
        "- x",
        "? y",
        "a: *b",
        "!t",
        '"',
        "{",
        "]",
        "<<<<<<< a",
        "title: x",
        "columns: {c: }",
        "  n: 1e999",
        "targets: 1",
      ),
      fc.string({ maxLength: 10 }).map((text) => text.replace(/[\r\n]/g, "")),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        fc.pre(!lines.some((text) => /^---[ \t]*$/.test(text)));
        const file = `---\n${version}${lines.map((text) => `${text}\n`).join("")}---\n\n# x\n`;
        const notebook = parseNotebook(file);
        expect(notebook.cells.map((cell) => cell.kind)).toEqual(["setup", "markdown"]);
        expect(printNotebook(notebook)).toBe(file);
        const { settings, problems } = readFrontMatter(notebook.cells[0]?.text ?? "");
        expect(settings === undefined).toBe(problems.length > 0);
        for (const { place } of problems) {
          expect(place?.line).toBeGreaterThanOrEqual(2);
          expect(place?.line).toBeLessThanOrEqual(lines.length + 3);
          expect(place?.character).toBeGreaterThanOrEqual(1);
        }
      }),
      runs(500),
    );
  });
});

import { describe, expect, test } from "vitest";
import { completeChart, hoverChart } from "../../kernel/language/chart-help.ts";
import { completeSetup, hoverSetup, takesFile } from "../../kernel/language/setup-help.ts";
import { settingsAt } from "../../kernel/language/setup-words.ts";
import { knownKeys } from "../../kernel/notebook/front-matter-schema.ts";
import { atCursor, knownNames } from "./known-names.ts";

const names = knownNames();

function inSetup(written: string): string {
  const { text, offset } = atCursor(written);
  const { start, end, items } = completeSetup(text, offset, names, ["exports/ads.csv"]);
  return `${text.slice(start, end)}: ${items
    .slice(0, 3)
    .map(({ label }) => label)
    .join(" ")}`;
}

const asks = (written: string) => takesFile(atCursor(written).text, atCursor(written).offset);

describe("completion in the setup", () => {
  test.each([
    ["|", ": campaign-notebook title sources"],
    ["title: a\nso|", "so: campaign-notebook title sources"],
    ["sources:\n  ads:\n    pa|", "pa: path as attribution"],
    ["sources:\n  ads: ex|/a.csv", "ex/a.csv: exports/ads.csv"],
    ["sources:\n  ads:\n    path: |", ": exports/ads.csv"],
    ["sources:\n  ads:\n    path:\n      - |", ": exports/ads.csv"],
    ["sources: {ads: {path: a.csv, |", ": path as attribution"],
    ["sources: {ads: {clicks: |}}", ": destination all"],
    ["sources:\n  ads:\n    origin: |", ": platform own"],
    ["columns:\n  c: { formula: cost / |", ": ad_id cost impressions"],
    ["columns:\n  c: im|", "im: ad_id cost impressions"],
    ["columns:\n  c:\n    unit: |", ": count people money"],
    ["params:\n  a: {kind: |", ": number text date"],
    ["targets:\n  ct|", "ct: cost_per_engaged_view engaged cpm"],
    ["baseline:\n  |", ": from to"],
    ["title: a # so|", ": "],
    ["sources:\n  |", ": "],
    ["sources:\n  ads: a.csv\n\n|", ": campaign-notebook title sources"],
  ])("%j", (written, expected) => {
    expect(inSetup(written)).toBe(expected);
  });

  test("files are asked for where a source's path stands", () => {
    expect(asks("sources:\n  ads: [a.csv, |]")).toBe(true);
    expect(asks("columns:\n  ads: |")).toBe(false);
  });

  test.each([[[]], [["sources", "ads"]], [["columns", "c"]], [["params", "p"]]])(
    "every setting at %j is known and said",
    (path) => {
      const settings = settingsAt(path).map(({ name }) => name);
      expect(settings.toSorted()).toEqual([...knownKeys(path)].toSorted());
    },
  );
});

test.each([
  ["sources:\n  ads:\n    attri|bution: x", "attribution · text"],
  ["columns:\n  c: { formula: co|st / 2 }", "Cost · money, “Spend”"],
  ["columns:\n  cost_per|_engaged_view: cost", "cost_per_engaged_view · money"],
  ["targets:\n  ct|r: 0.02", "CTR (destination) · ratio, higher is better"],
  ["title: co|st", ""],
])("hover in the setup: %j", (written, expected) => {
  const { text, offset } = atCursor(written);
  const about = hoverSetup(text, offset, names)?.about;
  expect(about ? `${about.title} · ${about.facts}` : "").toBe(expected);
});

describe("charts", () => {
  test.each([
    ["mark: |", "arc area bar"],
    ["mark: {type: |", "arc area bar"],
    ["encoding: {x: {field: |", "ad_id ctr"],
    ["encoding:\n  x:\n    field: |", "ad_id ctr"],
    ["encoding:\n  x: {field: ctr, |", "field type aggregate"],
    ["encoding: {x: {field: ctr, type: |}}", "quantitative temporal ordinal"],
    ["encoding:\n  |", "x y x2"],
    ["transform:\n  - {aggregate: [], groupby: [|", "ad_id ctr"],
    ["data: |", "ads shop by_ad"],
    ["|", "title description width"],
    ["layer:\n  - mark: bar\n    |", "title description width"],
  ])("%j", (written, expected) => {
    const { text, offset } = atCursor(written);
    const { items } = completeChart(text, offset, "data=by_ad", names);
    expect(
      items
        .slice(0, 3)
        .map(({ label }) => label)
        .join(" "),
    ).toBe(expected);
  });

  test("a field's column is explained", () => {
    const { text, offset } = atCursor("encoding: {x: {field: ct|r}}");
    expect(hoverChart(text, offset, "data=by_ad", names)?.about.facts).toBe("ratio");
    expect(hoverChart(text, offset, "", names)).toBeNull();
  });
});

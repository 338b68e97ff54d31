import { describe, expect, it } from "vitest";
import { parseChartSpec } from "../../kernel/chart/parse-spec.ts";
import { renderChart } from "../../kernel/chart/render-chart.ts";
import { ads, daily, problemOf } from "./tables.ts";

const xy = "encoding: {x: {field: ctr}, y: {field: cvr}}";

describe("mistakes in a spec", () => {
  it.each([
    ["mark: point\nencoding:\n  x: {field: ctrr}", 3, /no column "ctrr"/, /Did you mean "ctr"/],
    ["mark: point\nencoding:\n  x: {field: zzz}", 3, /no column "zzz"/, /It has: ad_id, campaign/],
    ["mark: points\n" + xy, 1, /no mark "points"/, /"point"/],
    ["mark: point\nencoding:\n  colour: {field: ctr}", 3, /no channel "colour"/, /"color"/],
    ["mark: bar\nencoding:\n  x: {field: ctr, type: quantitive}", 3, /no type/, /"quantitative"/],
    ["mark: bar\nencoding:\n  x: {aggregate: sun, field: ctr}", 3, /no aggregate/, /"sum"/],
    [
      "transform:\n  - {aggregate: [{op: sum, field: csot, as: s}], groupby: [campaign]}\nmark: bar\nencoding: {x: {field: s}}",
      2,
      /"csot"/,
      /"cost"/,
    ],
    [
      "transform:\n  - {aggregate: [{op: sum, field: cost, as: s}], groupby: [campaign]}\nmark: bar\nencoding:\n  x: {field: ctr}",
      5,
      /"ctr"/,
      /It has: campaign, s/,
    ],
    [
      "mark: point\nencoding:\n  x: {field: campaign, type: quantitative}",
      3,
      /holds text such as "Brand search"/,
      /nominal/,
    ],
    ["data: {name: by_add}\nmark: point\n" + xy, 1, /no data named "by_add"/, /"by_ad"/],
    ["mark: point\n  encoding: [", 1, /not readable as YAML or JSON/, undefined],
    ["mark: point\nmark: bar", 2, /unique/, undefined],
  ] as const)("%s", async (text, line, message, next) => {
    const problem = await problemOf(text, ads);
    expect(problem.code).toBe("chart_spec");
    expect(problem.place?.line).toBe(line);
    expect(problem.message).toMatch(message);
    if (next) expect(problem.next).toMatch(next);
  });

  it.each([
    ["[1, 2]", /Vega-Lite object/],
    ["{encoding: {x: {field: ctr}}}", /no mark/],
    ["{marks: [], data: []}", /Vega chart/],
    ["a: &a [x]\nb: [*a, *missing]", /alias/i],
    ["[".repeat(5000), /nested deeper/],
    ["- ".repeat(60_000), /not readable|nested deeper/],
    [`{mark: point, x: "${"x".repeat(300_000)}"}`, /larger than 256 KB/],
    ["{mark: point, encoding: {x: {field: ctr, bin: {maxbins: '('}, timeUnit: nonsense}}}", /./],
  ])("%#", async (text, message) => {
    expect((await problemOf(text, ads)).message).toMatch(message);
  });

  it("names the path where there is no text", async () => {
    const spec = { mark: "point", encoding: { x: { field: "ctrr" } } };
    await expect(renderChart({ spec, data: ads })).rejects.toMatchObject({
      problem: { message: 'The data has no column "ctrr", at encoding.x.field.' },
    });
  });

  it("reads JSON with tabs", () => {
    expect(parseChartSpec('{\n\t"mark": "bar",\n\t"width": 3\n}').spec).toEqual({
      mark: "bar",
      width: 3,
    });
  });
});

describe("what could reach outside", () => {
  it.each([
    `data: {url: "https://example.com/x.csv"}\nmark: point`,
    `data: {url: "/etc/passwd", format: {type: csv}}\nmark: point`,
    `mark: point\nencoding: {href: {value: "javascript:alert(1)"}}`,
    `mark: {type: point, href: "javascript:alert(1)"}`,
    `mark: image\nencoding: {url: {value: "https://example.com/x.png"}}`,
    `mark: {type: image}`,
    `mark: {type: bar, fill: "url(https://example.com/a.svg#b)"}`,
    `config: {mark: {href: "https://example.com"}}\nmark: point`,
    `usermeta: {embedOptions: {loader: {}}}\nmark: point`,
    `transform: [{lookup: campaign, from: {data: {url: "x.csv"}, key: a, fields: [b]}}]\nmark: point`,
    `layer: [{data: {url: "file:///etc/passwd"}, mark: point}]`,
    `mark: geoshape\nprojection: {type: mercator}`,
    `{"mark": "point", "__proto__": {"url": "x"}}`,
    `mark: point\nconfig: {constructor: {prototype: {a: 1}}}`,
  ])("refuses %s", async (text) => {
    expect((await problemOf(text, ads)).code).toBe("chart_spec");
  });
});

describe("size", () => {
  it("refuses more raw marks than can be read, with a way out", async () => {
    const problem = await problemOf(
      "{mark: point, encoding: {x: {field: a}, y: {field: b}}}",
      table(20_001),
    );
    expect(problem).toMatchObject({
      code: "too_large",
      message: expect.stringContaining("20,001"),
    });
    expect(problem.next).toMatch(/aggregate/i);
  });

  it("draws an aggregate of as many rows", async () => {
    const spec = {
      mark: "bar",
      encoding: { x: { field: "b", type: "ordinal" }, y: { aggregate: "count" } },
    };
    const { svg } = await renderChart({ spec, data: table(20_001) });
    expect(svg).toContain("Rows: 2858");
  });

  it("refuses endless sequences", async () => {
    const text = "{data: {sequence: {start: 0, stop: 1, step: 1.0e-12}}, mark: point}";
    expect((await problemOf(text, daily)).message).toMatch(/endless/);
    const bomb = `{transform: [{calculate: "length(sequence(1e12))", as: q}], mark: point, encoding: {x: {field: q, type: quantitative}}}`;
    expect((await problemOf(bomb, daily)).message).toMatch(/endless/);
  });
});

function table(length: number) {
  return {
    columns: [{ name: "a" }, { name: "b" }],
    rows: Array.from({ length }, (_, i) => [i, i % 7]),
  };
}

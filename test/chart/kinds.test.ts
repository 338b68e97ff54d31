import { describe, expect, it } from "vitest";
import { ads, countMarks, daily, render, texts } from "./tables.ts";
import { expectWellFormed } from "./well-formed.ts";

const kinds: readonly [string, typeof ads, string][] = [
  ["scatter", ads, "{mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}"],
  ["bars", ads, "{mark: bar, encoding: {x: {field: cost}, y: {field: ad_id, sort: '-x'}}}"],
  [
    "stacked",
    daily,
    "{mark: bar, encoding: {x: {timeUnit: yearmonth, field: date}, y: {aggregate: sum, field: cost}, color: {field: campaign}}}",
  ],
  [
    "share",
    daily,
    "{mark: bar, encoding: {x: {timeUnit: month, field: date}, y: {aggregate: sum, field: cost, stack: normalize}, color: {field: campaign}}}",
  ],
  [
    "grouped",
    ads,
    "{mark: bar, encoding: {x: {field: campaign}, xOffset: {field: ad_id}, y: {field: roas}}}",
  ],
  [
    "line",
    daily,
    "{mark: line, encoding: {x: {field: date}, y: {field: cost}, color: {field: campaign}}}",
  ],
  [
    "line with points",
    daily,
    "{mark: {type: line, point: true}, encoding: {x: {timeUnit: yearweek, field: date}, y: {aggregate: mean, field: cost}}}",
  ],
  ["area", daily, "{mark: area, encoding: {x: {field: date}, y: {aggregate: sum, field: cost}}}"],
  [
    "heat map",
    daily,
    "{mark: rect, encoding: {x: {timeUnit: day, field: date, type: ordinal}, y: {field: campaign}, color: {aggregate: sum, field: cost}}}",
  ],
  ["histogram", ads, "{mark: bar, encoding: {x: {field: ctr, bin: true}, y: {aggregate: count}}}"],
  ["box plot", ads, "{mark: boxplot, encoding: {x: {field: campaign}, y: {field: ctr}}}"],
  [
    "error band",
    daily,
    "{mark: {type: errorband, extent: stdev}, encoding: {x: {timeUnit: yearmonth, field: date}, y: {field: cost}}}",
  ],
  [
    "intervals",
    ads,
    "{mark: errorbar, encoding: {y: {field: ad_id}, x: {field: ctr, type: quantitative}, x2: {field: cvr}}}",
  ],
  [
    "target line",
    ads,
    "{layer: [{mark: bar, encoding: {x: {field: campaign}, y: {aggregate: mean, field: roas}}}, {mark: rule, encoding: {y: {datum: 2.5}}}]}",
  ],
  [
    "facet",
    daily,
    "{mark: line, encoding: {x: {field: date}, y: {field: cost}, facet: {field: campaign}}}",
  ],
  [
    "row facet",
    daily,
    "{facet: {row: {field: campaign}}, spec: {mark: bar, encoding: {x: {timeUnit: month, field: date}, y: {aggregate: sum, field: cost}}}}",
  ],
  [
    "funnel",
    ads,
    "{mark: bar, encoding: {y: {field: campaign, sort: null}, x: {aggregate: sum, field: clicks, stack: center}}}",
  ],
  [
    "sparkline",
    daily,
    "{width: 120, height: 24, mark: line, encoding: {x: {field: date, axis: null}, y: {aggregate: sum, field: cost, axis: null}}}",
  ],
  [
    "pie",
    ads,
    "{mark: arc, encoding: {theta: {aggregate: sum, field: cost}, color: {field: campaign}}}",
  ],
  [
    "ranking",
    ads,
    "{transform: [{window: [{op: rank, as: place}], sort: [{field: cost, order: descending}]}, {filter: datum.place <= 5}], mark: bar, encoding: {x: {field: cost}, y: {field: ad_id}}}",
  ],
  [
    "regression",
    ads,
    "{layer: [{mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}, {transform: [{regression: cvr, on: ctr}], mark: line, encoding: {x: {field: ctr}, y: {field: cvr}}}]}",
  ],
  [
    "density",
    ads,
    "{transform: [{density: ctr}], mark: area, encoding: {x: {field: value, type: quantitative}, y: {field: density, type: quantitative}}}",
  ],
  [
    "side by side",
    ads,
    "{hconcat: [{mark: bar, encoding: {x: {field: campaign}, y: {aggregate: sum, field: cost}}}, {mark: tick, encoding: {x: {field: ctr}}}]}",
  ],
  [
    "repeat",
    ads,
    "{repeat: [ctr, cvr], spec: {mark: tick, encoding: {x: {field: {repeat: repeat}, type: quantitative}}}}",
  ],
  [
    "fold",
    ads,
    "{transform: [{fold: [ctr, cvr]}], mark: bar, encoding: {x: {field: key, type: nominal}, y: {aggregate: mean, field: value}}}",
  ],
  [
    "pivot",
    daily,
    "{transform: [{pivot: campaign, value: cost, groupby: [date]}], mark: line, encoding: {x: {field: date}, y: {field: Brand search, type: quantitative}}}",
  ],
  [
    "labels",
    ads,
    "{mark: text, encoding: {x: {field: ctr}, y: {field: cvr}, text: {field: cost}}}",
  ],
  [
    "trail",
    daily,
    "{mark: trail, encoding: {x: {field: date}, y: {field: cost}, size: {field: cost}, color: {field: campaign}}}",
  ],
];

describe("every kind of chart", () => {
  it.each(kinds)("%s", async (_, data, spec) => {
    const { svg, rows } = await render(spec, data);
    expect(rows).toBe(data.rows.length);
    expect(svg).toMatch(/class="mark-\w+ role-mark"[^>]*><(path|line|rect|text)/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expectWellFormed(svg);
  });
});

describe("what is drawn", () => {
  it("draws one point a row", async () => {
    const { svg } = await render(
      "{mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}",
      ads,
    );
    expect(countMarks(svg, "symbol")).toBe(ads.rows.length);
  });

  it("says how many rows are not drawn", async () => {
    const rows = [...ads.rows.slice(0, 3), ads.rows[3]?.with(2, null) ?? []];
    const chart = await render("{mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}", {
      ...ads,
      rows,
    });
    expect(countMarks(chart.svg, "symbol")).toBe(3);
    expect(chart.notes).toEqual(["1 of 4 rows have no value in ctr or cvr and are not drawn."]);
  });

  it("says so when there are no rows", async () => {
    const chart = await render("{mark: bar, encoding: {x: {field: ctr}}}", { ...ads, rows: [] });
    expect(chart.notes).toEqual(["Nothing to draw: the data has no rows."]);
    expect(texts(chart.svg)).toEqual(chart.notes);
  });

  it("says so when a filter leaves nothing", async () => {
    const spec =
      "{transform: [{filter: datum.ctr > 1}], mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}";
    const chart = await render(spec, ads);
    expect(texts(chart.svg)[0]).toMatch(/^Nothing to draw: none of the 12 rows/);
  });

  it("names itself for those who do not see it", async () => {
    const chart = await render("{mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}", ads);
    expect(chart.title).toBe("Scatter of CVR by CTR (destination), 12 points");
    expect(chart.svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="chart-title chart-desc"/);
    expect(chart.svg).toContain(`<title id="chart-title">${chart.title}</title>`);
    const own = await render(
      "{title: Spend, description: By ad., mark: bar, encoding: {x: {field: cost}}}",
      ads,
    );
    expect([own.title, own.description]).toEqual(["Spend", "By ad."]);
  });

  it("describes the data, not the marks written beside it", async () => {
    const spec =
      "{layer: [{data: {values: [{from: 7}]}, mark: rect, encoding: {x: {field: from, type: quantitative}}}, " +
      "{mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}]}";
    const chart = await render(spec, ads);
    expect(chart.title).toBe("Scatter of CVR by CTR (destination), 12 points");
    expect(chart.description).toMatch(
      /^Horizontal: CTR \(destination\) from \S+% to \S+%; vertical: CVR from .*; 12 rows\.$/,
    );
  });

  it("draws the shared axis of facets in columns", async () => {
    const spec =
      "{facet: {column: {field: campaign, type: nominal}}, spec: {width: 90, mark: bar, encoding: {x: {field: ctr, type: quantitative}, y: {field: ad_id, type: nominal}}}}";
    expect(texts((await render(spec, ads)).svg)).toContain("0.0%");
  });

  it("says when series share colours", async () => {
    const chart = await render(
      "{mark: point, encoding: {x: {field: ctr}, color: {field: ad_id}}}",
      ads,
    );
    expect(chart.notes.join()).toMatch(/12 series share 8 colours/);
  });
});

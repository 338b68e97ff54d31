import { expect, it } from "vitest";
import type { ChartTable } from "../../kernel/chart/chart-table.ts";
import { valueText } from "../../kernel/protocol/value-text.ts";
import { ads, daily, render, texts } from "./tables.ts";

const axis = async (x: string) =>
  texts((await render(`{mark: tick, encoding: {x: ${x}}}`, ads)).svg);

it.each([
  ["{field: ctr}", ["0.0%", "2.0%", "CTR (destination)"]],
  ["{field: cost}", ["1K", "4K", "Spend (NOK)"]],
  ["{field: roas}", ["0.5×", "3×", "ROAS"]],
  ["{field: clicks}", ["2,000", "10,000", "Clicks (destination)"]],
  ["{field: watch}", ["4 s", "Average watch time"]],
  ["{aggregate: sum, field: cost}", ["Sum of Spend (NOK)", "30K"]],
  ["{aggregate: mean, field: ctr}", ["Mean of CTR (destination)", "1.0%"]],
  ["{field: ctr, title: Mine, axis: {format: '.3f'}}", ["0.020", "Mine"]],
])("an axis of %s says %j", async (x, expected) => {
  expect(await axis(x)).toEqual(expect.arrayContaining(expected));
});

it("writes single values as tables do", async () => {
  expect(await labels("cost")).toContain("NOK\u00a01,200.50");
  expect(await labels("ctr")).toContain("0.40%");
  expect(await labels("clicks")).toContain("1,000");
});

it("writes what a unit would round away as tables do", async () => {
  const odd: ChartTable = {
    name: "odd",
    columns: [
      { name: "ctr", unit: "ratio" },
      { name: "clicks", unit: "count" },
    ],
    rows: [[0.00001, 12.5]],
  };
  for (const [index, { name, unit = null }] of odd.columns.entries()) {
    const spec = `{mark: text, encoding: {text: {field: ${name}}}}`;
    const written = valueText(Number(odd.rows[0]?.[index]), unit, null);
    expect(texts((await render(spec, odd)).svg)).toEqual([written.replace("<", "&lt;")]);
  }
});

it("keeps ids digit for digit", async () => {
  const { svg } = await render("{mark: bar, encoding: {y: {field: ad_id}, x: {field: ctr}}}", ads);
  for (const [id] of ads.rows) expect(texts(svg)).toContain(String(id));
});

it("does not give a sum of ratios a percent sign", async () => {
  expect((await axis("{aggregate: sum, field: ctr}")).join()).not.toContain("%");
});

it("follows the unit through a transform", async () => {
  const spec =
    "{transform: [{aggregate: [{op: sum, field: cost, as: total}], groupby: [campaign]}], mark: bar, encoding: {x: {field: total}, y: {field: campaign}}}";
  expect(texts((await render(spec, daily)).svg)).toContain("Sum of Spend (EUR)");
});

it("does not join the titles of layers", async () => {
  const spec =
    "{layer: [{mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}, {mark: rule, encoding: {x: {aggregate: median, field: ctr}}}]}";
  expect(texts((await render(spec, ads)).svg)).toContain("CTR (destination)");
});

it("names each layer's field in what its marks say, in its unit", async () => {
  const spec =
    "{layer: [{mark: point, encoding: {x: {field: ctr}, y: {field: campaign}}}, " +
    "{mark: bar, encoding: {x: {field: cost}, y: {field: campaign}, detail: {field: ad_id}}}]}";
  const { svg } = await render(spec, { ...ads, rows: ads.rows.slice(0, 1) });
  expect(
    [...svg.matchAll(/aria-label="([^"]*)" role="graphics-symbol"/g)].map(([, say]) => say),
  ).toEqual([
    "CTR (destination): 0.40%; Campaign: Brand search",
    "Spend (NOK): NOK 1,200.50; Campaign: Brand search; ad_id: 9007199254740993000",
  ]);
});

async function labels(field: string): Promise<string[]> {
  const spec = `{mark: text, encoding: {y: {field: ad_id}, text: {field: ${field}}}}`;
  return texts((await render(spec, ads)).svg);
}

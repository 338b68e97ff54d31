import { expect, test } from "vitest";
import { readExport } from "../sample/read-export.ts";
import { groupBy, Sums, wilson } from "./plain.ts";
import { runSample } from "./run-sample.ts";

const { rows: days } = readExport({ seed: 7, level: "ad", days: true });
const sample = await runSample("funnel");
const headers = [
  "Impressions",
  "Clicks (destination)",
  "Landing page views (website)",
  "Adds to cart (website)",
  "Purchases (website)",
];

test("each step's count, rate and cost are those of the file", () => {
  const account = new Sums(days);
  const counts = headers.map((header) => account.of(header));
  const steps = sample.rows("steps");
  expect(steps.map(({ arrived }) => arrived)).toEqual(counts);
  for (const [index, step] of steps.slice(1).entries()) {
    const [whole = NaN, part = NaN] = counts.slice(index);
    expect(step["share_of_step_before"]).toBeCloseTo(part / whole, 12);
    expect(step["share_of_step_before_low"]).toBeCloseTo(wilson(part, whole)[0], 12);
    expect(step["share_of_step_before_high"]).toBeCloseTo(wilson(part, whole)[1], 12);
    expect(step["cost_of_one"]).toBeCloseTo(account.of("Cost") / part, 9);
  }
});

test.each([
  ["0.4", 2.5],
  ["0.5", 2],
])("at a margin of %s the campaigns break even at a ROAS of %d", async (margin, breakEven) => {
  const { run, rows } = margin === "0.4" ? sample : await runSample("funnel", { margin });
  const names = new Map(days.map((day) => [day.get("Campaign name"), day.get("Campaign ID")]));
  const campaigns = groupBy(days, "Campaign ID");
  expect(rows("earnings")).toHaveLength(campaigns.size);
  for (const row of rows("earnings")) {
    const campaign = new Sums(campaigns.get(names.get(String(row["campaign_name"])) ?? "") ?? []);
    const [cost, purchases] = [campaign.of("Cost"), campaign.of("Purchases (website)")];
    const value = campaign.of("Purchase value (website)");
    expect(row["cost_per_purchase"]).toBeCloseTo(cost / purchases, 9);
    expect(row["purchase_roas_website"]).toBeCloseTo(value / cost, 9);
    expect(row["break_even_cpa"]).toBeCloseTo((value / purchases) * Number(margin), 9);
    expect(row["profit"]).toBeCloseTo(value * Number(margin) - cost, 6);
    expect(row["verdict"]).toBe(value / cost > breakEven ? "earns" : "loses");
  }
  const tiles = run.cells.find(({ name }) => name === "glance")?.outputs[0];
  if (tiles?.kind !== "kpi") throw new Error("no tiles");
  expect(tiles.tiles.at(-1)).toMatchObject({ name: "purchase_roas_website", target: breakEven });
});

function costOfPurchase(sums: Sums): number {
  return sums.rate("Cost", "Purchases (website)");
}

test("the tiles are the last four weeks and the four before", () => {
  const tiles = sample.run.cells.find(({ name }) => name === "glance")?.outputs[0];
  if (tiles?.kind !== "kpi") throw new Error("no tiles");
  const dates = [...new Set(days.map((day) => day.get("By Day") ?? ""))].toSorted();
  const over = (from: number, to?: number) => {
    const wanted = new Set(dates.slice(from, to));
    return new Sums(days.filter((day) => wanted.has(day.get("By Day") ?? "")));
  };
  const tile = tiles.tiles.find(({ name }) => name === "cost_per_purchase");
  expect(tile?.value).toBeCloseTo(costOfPurchase(over(-28)), 9);
  expect(tile?.previous).toBeCloseTo(costOfPurchase(over(-56, -28)), 9);
  expect(tile?.series).toHaveLength(8);
  expect(tile?.series.at(-1)).toBeCloseTo(costOfPurchase(over(-7)), 9);
});

test("clicks that never reach the page are found where the farmed clicks are", () => {
  const losses = sample.rows("losses").filter(({ step }) => step === "click to page");
  const campaigns = groupBy(days, "Campaign name");
  const rates = [...campaigns].map(
    ([name, rows]) => [name, new Sums(rows).rate(headers[2] ?? "", headers[1] ?? "")] as const,
  );
  const [worst] = rates.toSorted(([, a], [, b]) => a - b);
  expect(losses.map((row) => [row["campaign_name"], row["rate"]])).toEqual([
    [worst?.[0], expect.closeTo(worst?.[1] ?? NaN, 12)],
  ]);
  const others = new Sums(days.filter((day) => day.get("Campaign name") !== worst?.[0]));
  const [rate, othersRate] = [worst?.[1] ?? NaN, others.rate(headers[2] ?? "", headers[1] ?? "")];
  expect(losses[0]?.["others_rate"]).toBeCloseTo(othersRate, 12);
  const value = new Sums(campaigns.get(worst?.[0] ?? "") ?? []).of("Purchase value (website)");
  expect(losses[0]?.["value_missed"]).toBeCloseTo((value * othersRate) / rate - value, 6);
});

test("campaigns with few clicks are not judged", async () => {
  const { rows } = await runSample("funnel", { min_clicks: "100000000" });
  expect([rows("earnings"), rows("losses"), rows("against")]).toEqual([[], [], []]);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { shopFiles } from "../../scripts/sample/shop.ts";
import { readExport } from "../sample/read-export.ts";
import { Sums, wilson } from "./plain.ts";
import { runSample } from "./run-sample.ts";

const files = shopFiles(7);
const { truth } = files;
const sample = await runSample("tiktok-against-shop");
const days = sample.rows("by_day");

function total(column: string): number {
  return days.reduce((sum, day) => sum + Number(day[column]), 0);
}

test("the files in samples/ are those that the generator writes", () => {
  for (const [name, text] of [
    ["nordics-daily.csv", files.ads],
    ["nordics-orders.csv", files.orders],
    ["nordics-analytics.csv", files.analytics],
    ["nordics.truth.json", `${JSON.stringify(truth, null, 2)}\n`],
  ] as const) {
    expect(readFileSync(`samples/exports/${name}`, "utf8") === text, name).toBe(true);
  }
});

test("the campaign's days are those of the account's export", () => {
  const { rows } = readExport({ seed: 7, level: "campaign", days: true });
  const account = new Sums(
    rows.filter(
      (row) =>
        row.get("Campaign name") === truth.campaign && (row.get("By Day") ?? "") >= truth.days.from,
    ),
  );
  expect(total("purchases")).toBe(account.of("Purchases (website)"));
  expect(total("clicks")).toBe(account.of("Clicks (destination)"));
  expect(total("purchases")).toBe(truth.platform_purchases);
});

test("both sides are counted as they are: no test, cancelled or refunded order", () => {
  expect([total("view_through"), total("tagged")]).toEqual([
    truth.view_through,
    truth.tagged_orders,
  ]);
  const systems = sample.rows("systems");
  expect(systems[0]).toMatchObject({ purchases: truth.platform_purchases, difference_to_tiktok: 0 });
  expect(systems[2]?.["difference_to_tiktok"]).toBeCloseTo(
    (truth.platform_purchases - truth.tagged_orders) / truth.platform_purchases,
    12,
  );
});

test("weeks with whole tags are normal, those without are not, by their intervals", () => {
  const { from, to } = truth.untagged_days;
  for (const week of sample.rows("by_week")) {
    const [purchases, tagged] = [
      Number(week["tiktok_purchases"]),
      Number(week["shop_orders_of_tiktok"]),
    ];
    const [low, high] = wilson(purchases - tagged, purchases);
    expect(week["difference_low"]).toBeCloseTo(low, 12);
    expect(week["difference_high"]).toBeCloseTo(high, 12);
    const isTouched = String(week["last_day"]) >= from && String(week["first_day"]) <= to;
    expect(week["reading"]).toBe(isTouched ? "more than normal" : "normal");
  }
});

test("the days without tags are named as such, and no other day", () => {
  const odd = sample.rows("odd_days");
  const { from, to } = truth.untagged_days;
  expect(odd.length).toBeGreaterThanOrEqual(8);
  for (const day of odd) {
    expect(String(day["date"]) >= from && String(day["date"]) <= to, String(day["date"])).toBe(true);
    expect(day["look_at"]).toBe("tags lost on the way");
  }
  const path = sample.rows("path");
  expect(path.map(({ answer }) => String(answer).split(":")[0])).toEqual(
    expect.arrayContaining(["No", "Always", "No"]),
  );
  expect(path[3]?.["answer"]).toContain("repair them first");
});

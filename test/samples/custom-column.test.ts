import { expect, test } from "vitest";
import { hundredths, readExport } from "../sample/read-export.ts";
import { groupBy, Sums } from "./plain.ts";
import { runSample } from "./run-sample.ts";

const { rows: days } = readExport({ seed: 7, level: "ad", days: true });
const { run, rows } = await runSample("custom-column");

test("the fee is paid in steps on each campaign's month", () => {
  const months = groupBy(days, "Campaign name");
  const fees = rows("fees");
  expect(fees).toHaveLength(months.size * 3);
  for (const fee of fees) {
    const cost =
      (months.get(String(fee["campaign_name"])) ?? [])
        .filter((day) => day.get("By Day")?.startsWith(String(fee["month"])))
        .reduce((sum, day) => sum + hundredths(day, "Cost"), 0) / 100;
    const expected = cost > 20_000 ? 2_250 + (cost - 20_000) * 0.06 : 750 + (cost - 5_000) * 0.1;
    expect(Number(fee["cost"])).toBe(cost);
    expect(fee["agency_fee"]).toBeCloseTo(expected, 9);
  }
});

test("each ad has the verdict of its rates, and the table of verdicts adds up", () => {
  const judged = new Map<string, { ads: number; cost: number }>();
  for (const ads of groupBy(days, "Campaign ID").values()) {
    const usual = new Sums(ads);
    for (const own of groupBy(ads, "Ad ID").values()) {
      const ad = new Sums(own);
      if (ad.of("Clicks (destination)") < 100) continue;
      const clicks = ["Clicks (destination)", "Impressions"] as const;
      const bought = ["Conversions", "Clicks (destination)"] as const;
      const isClicked = ad.rate(...clicks) > usual.rate(...clicks) * 1.2;
      const isBought = ad.rate(...bought) > usual.rate(...bought) * 0.8;
      const [yes, no] = isClicked
        ? ["give it more budget", "look at its landing page"]
        : ["keep it", "replace it"];
      const verdict = isBought ? yes : no;
      const sums = judged.get(verdict) ?? { ads: 0, cost: 0 };
      judged.set(verdict, { ads: sums.ads + 1, cost: sums.cost + Math.round(ad.of("Cost") * 100) });
    }
  }
  const shown = run.cells.flatMap(({ outputs }) => outputs).filter(({ kind }) => kind === "table");
  const [, , table] = shown.map((output) => (output.kind === "table" ? output.table : null));
  expect(table?.currency).toBe("EUR");
  expect(table?.rows).toEqual(
    [...judged]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([verdict, { ads, cost }]) => [verdict, ads, cost / 100]),
  );
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportText } from "../../scripts/sample/export.ts";
import { readExport } from "../sample/read-export.ts";
import { groupBy, Sums } from "./plain.ts";
import { folder, runSample } from "./run-sample.ts";

const truth: { readonly stories: readonly { readonly kind: string; readonly ad_id: string }[] } =
  JSON.parse(readFileSync("samples/exports/ads-daily.truth.json", "utf8"));
const sample = await runSample("ad-fatigue");

test("the tired ad is the one that was planted, with a brief", () => {
  const planted = truth.stories.filter(({ kind }) => kind === "fatigue").map(({ ad_id }) => ad_id);
  const output = sample.run.cells.find(({ name }) => name === "tired")?.outputs[0];
  if (output?.kind !== "findings") throw new Error("no findings");
  expect(output.findings.map(({ rule, thing }) => `${rule} ${thing.id}`)).toEqual(
    planted.map((id) => `A5 ${id}`),
  );
  expect(output.findings[0]?.brief).toContain("| 1 | another opening shot | as now | as now |");
  expect(sample.rows("figures").map((row) => row["ad_id"])).toEqual(planted);
});

test("the halves of each flight are those of the file", () => {
  const ads = groupBy(readExport({ seed: 7, level: "ad", days: true }).rows, "Ad ID");
  const halves = sample.rows("halves");
  expect(halves.length).toBeGreaterThan(40);
  for (const row of halves) {
    const days = (ads.get(String(row["ad_id"])) ?? []).toSorted((a, b) =>
      (a.get("By Day") ?? "") < (b.get("By Day") ?? "") ? -1 : 1,
    );
    const middle = Math.floor(days.length / 2);
    const [early, late] = [new Sums(days.slice(0, middle)), new Sums(days.slice(middle))];
    expect(row["cpm_late"]).toBeCloseTo(1000 * late.rate("Cost", "Impressions"), 9);
    expect(row["ctr_change"]).toBeCloseTo(
      late.rate("Clicks (destination)", "Impressions") /
        early.rate("Clicks (destination)", "Impressions") -
        1,
      9,
    );
  }
});

test("an account without a tired ad has none, and still draws its chart", async () => {
  const file = join(folder, "ordinary.csv");
  writeFileSync(file, [...exportText({ seed: 8, level: "ad", days: true, stories: false })].join(""));
  const { rows, run } = await runSample("ad-fatigue", {}, { ads: file });
  expect(rows("figures")).toEqual([]);
  expect(run.cells.flatMap(({ outputs }) => outputs).map(({ kind }) => kind)).toContain("chart");
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportText, truthOf } from "../../scripts/sample/export.ts";
import { readExport } from "../sample/read-export.ts";
import { groupBy, Sums, wilson, withoutBursts } from "./plain.ts";
import { folder, runSample } from "./run-sample.ts";

const truth = JSON.parse(readFileSync("samples/exports/ads-daily.truth.json", "utf8"));
const sample = await runSample("creative-performance");
const days = withoutBursts(readExport({ seed: 7, level: "ad", days: true }).rows);

const planted = (kind: string, stories: readonly { kind: string; ad_id: string }[]) =>
  stories.find((story) => story.kind === kind)?.ad_id;

function cpm(sums: Sums): number {
  return sums.rate("Cost", "Impressions") * 1000;
}

function ctr(sums: Sums): number {
  return sums.rate("Clicks (destination)", "Impressions");
}

test("every ad's figures are those of the file", () => {
  const ads = groupBy(days, "Ad ID");
  const shown = sample.rows("creatives");
  const judged = [...ads.values()].filter((ad) => new Sums(ad).of("Impressions") >= 10_000);
  expect(shown).toHaveLength(judged.length);
  for (const row of shown) {
    const ad = new Sums(ads.get(String(row["ad_id"])) ?? []);
    const [plays, impressions] = [ad.of("Video views"), ad.of("Impressions")];
    const clicks = ad.of("Clicks (destination)");
    const near = (name: string, value: number) => expect(row[name]).toBeCloseTo(value, 12);
    expect([row["impressions"], row["video_views"], row["clicks"]]).toEqual([
      impressions,
      plays,
      clicks,
    ]);
    near("hook_rate", ad.of("2-second video views") / impressions);
    near("drop_2s_to_6s", 1 - ad.rate("6-second video views", "2-second video views"));
    near("video_view_rate_75", ad.of("Video views at 75%") / plays);
    near("video_view_rate_100", ad.of("Video views at 100%") / plays);
    near("ctr", clicks / impressions);
    near("cpc", ad.of("Cost") / clicks);
    near("cost_per_view_75", ad.of("Cost") / ad.of("Video views at 75%"));
    near("ctr_low", wilson(clicks, impressions)[0]);
    near("ctr_high", wilson(clicks, impressions)[1]);
    near("hook_rate_high", wilson(ad.of("2-second video views"), impressions)[1]);
  }
});

test("the strong opening that loses its viewers is found, and is the only one", () => {
  const lost = sample.rows("rework").filter(({ finding }) => finding === "strong opening, then lost");
  expect(lost.map(({ ad_name }) => ad_name)).toEqual([
    truth.stories.find((story: { kind: string }) => story.kind === "weak_hold").ad_name,
  ]);
});

test("the retention curve of that ad is that of the file", () => {
  const id = planted("weak_hold", truth.stories);
  const ad = new Sums(groupBy(days, "Ad ID").get(id ?? "") ?? []);
  const curve = sample.rows("retention").filter((row) => row["ad_id"] === id);
  expect(curve.map(({ moment }) => moment)).toEqual(
    ["start", "2 s", "6 s", "start", "25%", "50%", "75%", "100%"],
  );
  const headers = ["2-second video views", "6-second video views"];
  const parts = [25, 50, 75, 100].map((percent) => `Video views at ${percent}%`);
  const shares = [...headers, ...parts].map((header) => ad.rate(header, "Video views"));
  const drawn = curve.filter(({ moment }) => moment !== "start").map(({ share }) => share);
  for (const [index, share] of shares.entries()) expect(drawn[index]).toBeCloseTo(share, 12);
});

test("the ad that wears out is found, and is the only one", () => {
  const id = planted("fatigue", truth.stories);
  const [row, ...others] = sample.rows("wear");
  expect([row?.["ad_id"], others]).toEqual([id, []]);
  const ad = (groupBy(days, "Ad ID").get(id ?? "") ?? []).toSorted((a, b) =>
    String(a.get("By Day")).localeCompare(String(b.get("By Day"))),
  );
  const [first, last] = [new Sums(ad.slice(0, 14)), new Sums(ad.slice(-14))];
  expect(row?.["cpm_change"]).toBeCloseTo(cpm(last) / cpm(first) - 1, 12);
  expect(row?.["ctr_change"]).toBeCloseTo(ctr(last) / ctr(first) - 1, 12);
  const weeks = sample.rows("wear_weeks");
  expect(weeks.length).toBeGreaterThanOrEqual(8);
  expect(weeks.at(-1)?.["cpm"]).toBeCloseTo(cpm(new Sums(ad.slice(-7))), 12);
});

test("no ending is copied from an ad whose clicks do not buy", () => {
  const mismatches = truth.stories
    .filter((story: { kind: string }) => story.kind === "mismatch")
    .map((story: { ad_name: string }) => story.ad_name);
  const combined = sample.rows("combine");
  expect(combined.length).toBeGreaterThan(0);
  for (const row of combined) expect(mismatches).not.toContain(row["ending_of"]);
});

test.each([11, 23])("another account's stories are found as well (seed %i)", async (seed) => {
  const file = join(folder, `${seed}.csv`);
  writeFileSync(file, [...exportText({ seed, level: "ad", days: true })].join(""));
  const { rows } = await runSample("creative-performance", {}, { ads: file });
  const { stories } = truthOf(seed);
  const lost = rows("creatives").filter(({ loses_viewers }) => loses_viewers === true);
  expect(lost.map(({ ad_id }) => ad_id)).toEqual([planted("weak_hold", stories)]);
  expect(rows("wear").map(({ ad_id }) => ad_id)).toEqual([planted("fatigue", stories)]);
});

test("an account without stories has nothing to rework for them", async () => {
  const file = join(folder, "plain.csv");
  writeFileSync(file, [...exportText({ seed: 5, level: "ad", days: true, stories: false })].join(""));
  const { rows } = await runSample("creative-performance", {}, { ads: file });
  expect(rows("creatives").filter(({ loses_viewers }) => loses_viewers === true)).toEqual([]);
  expect(rows("wear")).toEqual([]);
});

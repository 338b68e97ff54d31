import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listedAds } from "../../scripts/sample/ask.ts";
import { exportText, truthOf } from "../../scripts/sample/export.ts";
import type { Story, StoryKind } from "../../scripts/sample/stories.ts";
import { grouped, hundredths, readExport, sumOf, type ExportRow } from "./read-export.ts";

const folder = mkdtempSync(join(tmpdir(), "sample-stories-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { rows } = readExport({ seed: 7, level: "ad", days: true });
const byAd = grouped(rows, (row) => row.get("Ad ID") ?? "");
const rowsOf = (ad: string): ExportRow[] => byAd.get(ad) ?? [];
const rate = (part: readonly ExportRow[], of: string, over: string): number =>
  sumOf(part, of) / sumOf(part, over);
const truth = truthOf(7).stories;
const stories = (kind: StoryKind) => truth.filter((story) => story.kind === kind);

test("every story is about an ad of the export, and about another ad group", () => {
  for (const story of truth) {
    expect(rowsOf(story.ad_id)[0]?.get("Ad name")).toBe(story.ad_name);
    expect(rowsOf(story.ad_id)[0]?.get("Ad group ID")).toBe(story.adgroup_id);
  }
  expect(new Set(truth.map((story) => story.adgroup_id)).size).toBe(truth.length);
  expect(new Set(truth.map((story) => story.kind)).size).toBe(6);
});

test("the totals of an ad with a click spike look like a mismatch", () => {
  for (const story of stories("click_spike")) {
    const dates = new Set(datesOf(story));
    const all = rowsOf(story.ad_id);
    const off = all.filter((row) => !dates.has(row.get("By Day") ?? ""));
    const times = (of: string, over: string) => rate(all, of, over) / rate(off, of, over);
    expect(times("Clicks (destination)", "Impressions")).toBeGreaterThan(1.5);
    expect(times("Conversions", "Clicks (destination)")).toBeLessThan(0.6);
  }
});

test("a click spike is near to no landing page views on its dates", () => {
  for (const story of stories("click_spike")) {
    const dates = new Set(datesOf(story));
    const on = rowsOf(story.ad_id).filter((row) => dates.has(row.get("By Day") ?? ""));
    const off = rowsOf(story.ad_id).filter((row) => !dates.has(row.get("By Day") ?? ""));
    expect(on.length).toBe(dates.size);
    expect(rate(on, "Landing page views (website)", "Clicks (destination)")).toBeLessThan(0.05);
    expect(rate(off, "Landing page views (website)", "Clicks (destination)")).toBeGreaterThan(0.7);
    expect(rate(on, "Conversions", "Clicks (destination)")).toBeLessThan(
      0.1 * rate(off, "Conversions", "Clicks (destination)"),
    );
  }
});

test("the tired ad costs more and is clicked less at its end than at its start", () => {
  const [story] = stories("fatigue");
  const days = rowsOf(story?.ad_id ?? "");
  const [start, end] = [days.slice(0, 14), days.slice(-14)];
  expect(rate(end, "Cost", "Impressions")).toBeGreaterThan(
    1.3 * rate(start, "Cost", "Impressions"),
  );
  expect(rate(end, "Clicks (destination)", "Impressions")).toBeLessThan(
    0.7 * rate(start, "Clicks (destination)", "Impressions"),
  );
});

test("the strong opening loses viewers before 6 seconds, as no other ad does", () => {
  const kept = [...byAd].map(([ad, days]) => ({
    ad,
    kept: rate(days, "6-second video views", "2-second video views"),
    opened: rate(days, "2-second video views", "Video views"),
  }));
  const least = kept.toSorted((left, right) => left.kept - right.kept)[0];
  expect(least?.ad).toBe(stories("weak_hold")[0]?.ad_id);
  expect(least?.opened).toBe(Math.max(...kept.map((ad) => ad.opened || 0)));
});

test("the undelivered ad has rows of zeros, and it alone", () => {
  const silent = [...byAd].filter(([, days]) => sumOf(days, "Impressions") === 0);
  expect(silent.map(([ad]) => ad)).toEqual(stories("zero_delivery").map((story) => story.ad_id));
  for (const row of silent[0]?.[1] ?? []) {
    expect(hundredths(row, "Cost")).toBe(0);
    expect(row.get("CTR (destination)")).toBe("-");
  }
});

test.each([7, 8, 9])(
  "the question finds the mismatches of seed %i and nothing else",
  async (seed) => {
    const file = join(folder, `${seed}.csv`);
    writeFileSync(file, [...exportText({ seed, level: "ad", days: true })].join(""));
    const hidden = truthOf(seed).stories.filter((story) => story.kind === "mismatch");
    expect((await listedAds(file)).toSorted()).toEqual(hidden.map((ad) => ad.ad_id).toSorted());
  },
);

function datesOf(story: Story): readonly string[] {
  const { dates } = story.facts;
  if (typeof dates !== "object") throw new Error("a spike has dates");
  return dates;
}

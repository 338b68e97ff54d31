import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runNotebook } from "../../kernel/cells/run-notebook.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";

const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const groupBy = `const groupBy = <T,>(all: readonly T[], keyOf: (one: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
};`;

/** The sample's question again, from the loaded rows on, without its SQL. */
const inTypeScript = `
\`\`\`ts
import { ctr, cvr, lift, params, rows, table, wilson_high, wilson_low } from "campaign-notebook";

type Day = Record<"ad_id" | "ad_name" | "adgroup_id" | "adgroup_name" | "campaign_id" | "date", string> &
  Record<"cost" | "impressions" | "clicks_destination" | "conversions", number>;
type Sums = { cost: number; impressions: number; clicks: number; conversions: number };

${groupBy}/** Exact: money has at most six decimals here. */
const total = (all: readonly number[]): number =>
  Number(all.reduce((sum, value) => sum + BigInt(Math.round(value * 1e6)), 0n)) / 1e6;
const sumsOf = (days: readonly Sums[]): Sums => ({
  cost: total(days.map((day) => day.cost)),
  impressions: total(days.map((day) => day.impressions)),
  clicks: total(days.map((day) => day.clicks)),
  conversions: total(days.map((day) => day.conversions)),
});
const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return sorted[Math.floor(middle)] * 0.5 + sorted[Math.ceil(middle)] * 0.5;
};
const rate = (part: number, whole: number): { clicks: number; impressions: number } => ({ clicks: part, impressions: whole });

const loaded = rows(await table("ads")) as unknown as Day[];
const adDays = groupBy(loaded, (day) => day.ad_id + day.date).map((days) => ({
  ...days[0],
  ...sumsOf(days.map((day) => ({ ...day, clicks: day.clicks_destination }))),
}));
const perAd = groupBy(adDays, (day) => day.ad_id).map((days) => {
  const shown = days.filter((day) => day.impressions > 0);
  const usual = median(shown.map((day) => day.clicks));
  const spread = median(shown.map((day) => Math.abs(day.clicks - usual)));
  const usualCtr = median(shown.map((day) => ctr(rate(day.clicks, day.impressions))!));
  const standsOut = (day: Sums): boolean =>
    day.clicks > usual + 6 * 1.4826 * spread + 10 && ctr(rate(day.clicks, day.impressions))! > 2.5 * usualCtr;
  const last = <K extends keyof Day>(key: K) => days.map((day) => day[key]).sort().at(-1)!;
  return {
    ad_id: days[0].ad_id, adgroup_id: days[0].adgroup_id, campaign_id: days[0].campaign_id,
    ad_name: last("ad_name"), adgroup_name: last("adgroup_name"),
    ...sumsOf(days.filter((day) => !standsOut(day))),
    days_left_out: days.filter(standsOut).length,
  };
});

export const rates_ts = perAd.flatMap((ad) => {
  const others = (key: "adgroup_id" | "campaign_id") => perAd.filter((one) => one !== ad && one[key] === ad[key]);
  const group = others("adgroup_id");
  const base = sumsOf(group);
  // The ad itself counts where it was clicked.
  const groupAds = group.filter(({ clicks }) => clicks > 0).length + (ad.clicks > 0 ? 0 : -1);
  const inGroup = groupAds >= 2 && base.conversions >= 30;
  const peers = inGroup ? base : sumsOf(others("campaign_id"));
  const { clicks, impressions, conversions, cost } = ad;
  if (clicks < (params.min_clicks as number)) return [];
  const own = { ctr: ctr({ clicks, impressions })!, cvr: cvr({ conversions, clicks })! };
  const usual = { ctr: ctr(peers)!, cvr: cvr(peers)! };
  const low = (part: number, whole: number, z?: number) => wilson_low({ successes: part, trials: whole, ...(z && { z }) })!;
  const high = (part: number, whole: number, z?: number) => wilson_high({ successes: part, trials: whole, ...(z && { z }) })!;
  return [{
    ad_name: ad.ad_name, adgroup_name: ad.adgroup_name, ad_id: ad.ad_id,
    peers: inGroup ? "ad group" : "campaign",
    clicks, ctr: own.ctr, ctr_low: low(clicks, impressions), ctr_high: high(clicks, impressions),
    peers_ctr: usual.ctr, ctr_multiple: own.ctr / usual.ctr,
    conversions, cvr: own.cvr, cvr_low: low(conversions, clicks), cvr_high: high(conversions, clicks),
    peers_cvr: usual.cvr, cvr_multiple: own.cvr / usual.cvr,
    cost, cost_at_stake: cost * Math.max(0, -lift({ rate: own.cvr, base: usual.cvr })!),
    days_left_out: ad.days_left_out,
    mismatch:
      lift({ rate: own.ctr, base: usual.ctr })! >= 1.3 - 1 && lift({ rate: own.cvr, base: usual.cvr })! <= 0.6 - 1 &&
      own.ctr / usual.ctr >= (3 * own.cvr) / usual.cvr &&
      low(clicks, impressions, 3.2) > high(peers.clicks, peers.impressions, 3.2) &&
      high(conversions, clicks, 3.2) < low(peers.conversions, peers.clicks, 3.2),
  }];
});
\`\`\`

\`\`\`sql name=differences
(SELECT * REPLACE (cost::DOUBLE AS cost) FROM rates EXCEPT SELECT * FROM rates_ts)
UNION ALL
(SELECT * FROM rates_ts EXCEPT SELECT * REPLACE (cost::DOUBLE AS cost) FROM rates)
\`\`\`

\`\`\`sql
SELECT count(*) AS ads, count(*) FILTER (mismatch) AS found, (SELECT count(*) FROM differences) AS differences FROM rates_ts
\`\`\`
`;

/** The sample's other stories: a good hook that does not hold, fatigue, days without delivery. */
const otherStories = `
\`\`\`sql name=stories
WITH days AS (
  SELECT *, date - min(date) OVER by_ad < 21 AS is_first, max(date) OVER by_ad - date < 21 AS is_last
  FROM ads WINDOW by_ad AS (PARTITION BY ad_id)
)
SELECT ad_id, hook_rate(sum(video_views_2s), sum(impressions)) AS hook,
  sum(video_views_6s) / nullif(sum(video_views_2s), 0) AS hold,
  ctr(sum(clicks_destination) FILTER (is_first), sum(impressions) FILTER (is_first)) AS ctr_first,
  ctr(sum(clicks_destination) FILTER (is_last), sum(impressions) FILTER (is_last)) AS ctr_last,
  cpm(sum(cost) FILTER (is_first), sum(impressions) FILTER (is_first)) AS cpm_first,
  cpm(sum(cost) FILTER (is_last), sum(impressions) FILTER (is_last)) AS cpm_last,
  count(*) FILTER (impressions = 0) AS silent_days, count(*) AS days
FROM days GROUP BY ad_id
\`\`\`

\`\`\`ts
import { cpm, ctr, hook_rate, rows, table } from "campaign-notebook";

type Day = { ad_id: string; date: string } & Record<
  "cost" | "impressions" | "clicks_destination" | "video_views_2s" | "video_views_6s", number>;
${groupBy}
const ads = groupBy(rows(await table("ads")) as unknown as Day[], ({ ad_id }) => ad_id);
const dayOf = ({ date }: Day): number => Date.parse(date) / 86_400_000;
export const stories_ts = ads.map((days) => {
  const at = days.map(dayOf);
  const [first, last] = [Math.min(...at), Math.max(...at)];
  const sum = (of: readonly Day[], key: "impressions" | "clicks_destination" | "video_views_2s" | "video_views_6s") =>
    of.length === 0 ? null : of.reduce((total, day) => total + day[key], 0);
  const cost = (of: readonly Day[]) =>
    Number(of.reduce((total, day) => total + BigInt(Math.round(day.cost * 1e6)), 0n)) / 1e6;
  const early = days.filter((day) => dayOf(day) - first < 21);
  const late = days.filter((day) => last - dayOf(day) < 21);
  const ctrOf = (of: readonly Day[]) => ctr({ clicks: sum(of, "clicks_destination"), impressions: sum(of, "impressions") });
  const cpmOf = (of: readonly Day[]) => cpm({ cost: cost(of), impressions: sum(of, "impressions") });
  const views = sum(days, "video_views_2s")!;
  return {
    ad_id: days[0].ad_id,
    hook: hook_rate({ video_views_2s: views, impressions: sum(days, "impressions") }),
    hold: views === 0 ? null : sum(days, "video_views_6s")! / views,
    ctr_first: ctrOf(early), ctr_last: ctrOf(late), cpm_first: cpmOf(early), cpm_last: cpmOf(late),
    silent_days: days.filter(({ impressions }) => impressions === 0).length, days: days.length,
  };
});
\`\`\`

\`\`\`sql name=differences
(FROM stories EXCEPT FROM stories_ts) UNION ALL (FROM stories_ts EXCEPT FROM stories)
\`\`\`

\`\`\`sql
SELECT (SELECT count(*) FROM differences) AS differences,
  (SELECT ad_id FROM stories_ts WHERE hook > 0.4 ORDER BY hold LIMIT 1) AS weak_hold,
  (SELECT ad_id FROM stories_ts ORDER BY (ctr_last / ctr_first) / (cpm_last / cpm_first) LIMIT 1) AS fatigue,
  (SELECT ad_id FROM stories_ts ORDER BY silent_days DESC LIMIT 1) AS zero_delivery
\`\`\`
`;

async function lastTable(cells: string): Promise<unknown> {
  const path = "samples/high-ctr-low-cvr.campaign.md";
  const kernel = await Kernel.open({ threads: 1, cacheFolder: join(folder, "cache") });
  try {
    const notebook = parseNotebook(readFileSync(path, "utf8") + cells);
    const run = { notebook, path, sources: new Map(), parameters: new Map() };
    const ran = await runNotebook(run, kernel);
    const [last] = ran.cells.at(-1)?.outputs ?? [];
    return last?.kind === "table" ? last.table.rows : last;
  } finally {
    await kernel.close();
  }
}

test("the planted question has the same answer in SQL and in TypeScript, to the last digit", async () => {
  expect(await lastTable(inTypeScript)).toEqual([[77, 3, 0]]);
});

test("so have the other stories, whose ads come first in TypeScript's answers", async () => {
  const truth = readFileSync("samples/exports/ads-daily.truth.json", "utf8");
  const { stories }: { stories: readonly { kind: string; ad_id: string }[] } = JSON.parse(truth);
  const planted = (kind: string) => stories.find((story) => story.kind === kind)?.ad_id;
  const kinds = ["weak_hold", "fatigue", "zero_delivery"];
  expect(await lastTable(otherStories)).toEqual([[0, ...kinds.map(planted)]]);
});

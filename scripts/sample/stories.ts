import { plannedClicks, type Account, type Ad } from "./account.ts";
import { firstDay } from "./brand.ts";
import { chanceOf, simulateDay } from "./simulate.ts";
import { add, noCounts, type Counts } from "./counts.ts";
import { isoDate } from "./dates.ts";
import { Random } from "./random.ts";

/** What was planted, and in which ad. Everything else in the account is ordinary. */
export interface Story {
  readonly kind: StoryKind;
  readonly ad_id: string;
  readonly ad_name: string;
  readonly adgroup_id: string;
  readonly adgroup_name: string;
  /** The true factors against the ad's peers, or whatever describes this kind. */
  readonly facts: Readonly<Record<string, number | readonly string[]>>;
}

export type StoryKind =
  /** True CTR far above the peers', true CVR far below, with enough clicks to know. */
  | "mismatch"
  /** Ordinary, but for a few days of farmed clicks. Its totals look like a mismatch. */
  | "click_spike"
  /** Ordinary; a small number of clicks looks extreme by chance. */
  | "few_clicks"
  /** CPM rises and CTR falls over the ad's life. */
  | "fatigue"
  /** Stops the scroll, then loses viewers between 2 s and 6 s. */
  | "weak_hold"
  /** Active and never shown. */
  | "zero_delivery"
  // Planted one at a time only.
  /** Shown a lot and hardly clicked. */
  | "ignored"
  /** CPM rises, CTR does not fall. */
  | "cpm_creep"
  /** Most of its clicks never see the page. */
  | "slow_page"
  /** Its last days bring hardly a conversion. */
  | "cpa_jump"
  /** All ads of a campaign: purchases are no longer counted. */
  | "event_loss"
  /** A few days cost a multiple, for the same clicks. */
  | "cost_jump";

/** Plants the stories in ads of different ad groups, changing those ads. */
export function plantStories(account: Account): Story[] {
  const random = new Random(account.seed, account.block, 3);
  const free = random.shuffled(account.groups);
  const stories: Story[] = [];
  const plant = (kind: StoryKind, fits: (ad: Ad) => boolean, change: (ad: Ad) => Facts): void => {
    for (const group of free) {
      const ad = random.shuffled(group.ads).find(fits);
      if (!ad) continue;
      free.splice(free.indexOf(group), 1);
      stories.push({ kind, ...identity(ad), facts: change(ad) });
      return;
    }
  };

  const mismatches = random.integer(2, 4);
  for (let i = 0; i < mismatches; i++)
    plant("mismatch", canShowMismatch, (ad) => mismatch(ad, random));
  const spikes = random.integer(1, 2);
  for (let i = 0; i < spikes; i++) plant("click_spike", canSpike, (ad) => clickSpike(ad, random));
  for (const clicks of [random.integer(14, 30), random.integer(25, 60), random.integer(100, 150)]) {
    plant(
      "few_clicks",
      (ad) => ad.group.ads.length >= 3,
      (ad) => fewClicks(account, ad, clicks),
    );
  }
  plant("fatigue", isLong, fatigue);
  plant("weak_hold", isLong, weakHold);
  plant("zero_delivery", (ad) => ad.to - ad.from >= 13, zeroDelivery);
  return stories;
}

export type Facts = Story["facts"];

export function identity(ad: Ad): Pick<Story, "ad_id" | "ad_name" | "adgroup_id" | "adgroup_name"> {
  return {
    ad_id: ad.id,
    ad_name: ad.name,
    adgroup_id: ad.group.id,
    adgroup_name: ad.group.name,
  };
}

export const isLong = (ad: Ad): boolean => ad.to - ad.from >= 55;

/** Two peers to be compared with, and clicks for which the peers' rate promises 45 conversions. */
export function canShowMismatch(ad: Ad): boolean {
  return ad.group.ads.length >= 3 && plannedClicks(ad) * ad.group.cvr >= 45;
}

export function mismatch(ad: Ad, random: Random): Facts {
  const ctrFactor = random.between(1.6, 2.2);
  const cvrFactor = random.between(0.25, 0.45);
  ad.ctr = ctrFactor * peersFactor(ad, "ctr");
  ad.cvr = cvrFactor * peersFactor(ad, "cvr");
  return { ctr_factor: round(ctrFactor), cvr_factor: round(cvrFactor) };
}

/** The factor of the other ads of the group together, weighted by their spend. */
export function peersFactor(ad: Ad, rate: "ctr" | "cvr"): number {
  let weighted = 0;
  let weights = 0;
  for (const peer of ad.group.ads) {
    if (peer === ad) continue;
    const weight = plannedClicks(peer);
    weighted += weight * peer[rate];
    weights += weight;
  }
  return weighted / weights;
}

export const canSpike = (ad: Ad): boolean => ad.to - ad.from >= 34 && plannedClicks(ad) >= 900;

export function clickSpike(ad: Ad, random: Random): Facts {
  const days = random
    .shuffled(Array.from({ length: ad.to - ad.from + 1 }, (_, i) => ad.from + i))
    .slice(0, random.integer(3, 5))
    .toSorted((left, right) => left - right);
  const total = plannedClicks(ad) * random.between(1.2, 1.9);
  for (const day of days) {
    ad.farmedClicks.set(day, Math.round((total / days.length) * random.between(0.8, 1.2)));
  }
  let farmed = 0;
  for (const clicks of ad.farmedClicks.values()) farmed += clicks;
  return { dates: days.map((day) => isoDate(firstDay, day)), farmed_clicks: farmed };
}

/** Of 300 equally likely histories, the one in which few clicks look most like a mismatch. */
function fewClicks(account: Account, ad: Ad, clicks: number): Facts {
  const { group } = ad;
  ad.delivery = (clicks * ad.cpm) / (plannedClicks(ad) * ad.ctr);
  let best = { attempt: 0, extreme: -Infinity, clicks: 0 };
  for (ad.attempt = 0; ad.attempt < 300; ad.attempt++) {
    const sum = history(account, ad);
    if (sum.clicksDestination === 0) continue;
    const ctr = sum.clicksDestination / (group.ctr * sum.impressions);
    const cvr = sum.conversions / (group.cvr * sum.clicksDestination);
    if (ctr - cvr > best.extreme) {
      best = { attempt: ad.attempt, extreme: ctr - cvr, clicks: sum.clicksDestination };
    }
  }
  ad.attempt = best.attempt;
  return { clicks: best.clicks };
}

function history(account: Account, ad: Ad): Counts {
  const chance = chanceOf(account, ad);
  const sum = noCounts();
  for (let day = ad.from; day <= ad.to; day++) add(sum, simulateDay(ad, day, chance));
  return sum;
}

export function fatigue(ad: Ad): Facts {
  ad.cpmTrend = [0.85, 1.5];
  ad.ctrTrend = [1.3, 0.55];
  return { cpm_from: 0.85, cpm_to: 1.5, ctr_from: 1.3, ctr_to: 0.55 };
}

export function weakHold(ad: Ad): Facts {
  ad.hook = 0.71;
  ad.hold = 0.14;
  return { hook: ad.hook, hold: ad.hold };
}

export function zeroDelivery(ad: Ad): Facts {
  ad.delivery = 0;
  return { days: ad.to - ad.from + 1 };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

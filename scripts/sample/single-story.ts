import type { Account, Ad } from "./account.ts";
import { plannedClicks } from "./account.ts";
import { dayCount } from "./brand.ts";
import { Random } from "./random.ts";
import type { Facts, Story, StoryKind } from "./stories.ts";
import {
  canShowMismatch,
  canSpike,
  clickSpike,
  fatigue,
  identity,
  isLong,
  mismatch,
  peersFactor,
  weakHold,
  zeroDelivery,
} from "./stories.ts";

interface Planter {
  readonly fits: (ad: Ad) => boolean;
  readonly change: (ad: Ad, random: Random) => Facts;
}

const runsToTheEnd = (ad: Ad): boolean => ad.to === dayCount - 1;
const days = (ad: Ad): number => ad.to - ad.from + 1;
const hasPeers = (ad: Ad): boolean => ad.group.ads.length >= 3;
/** Conversions that the group's rate promises on a day. */
const perDay = (ad: Ad): number => (plannedClicks(ad) * ad.group.cvr) / days(ad);

const planters: Readonly<Record<Exclude<StoryKind, "few_clicks">, Planter>> = {
  mismatch: { fits: canShowMismatch, change: mismatch },
  click_spike: { fits: canSpike, change: clickSpike },
  fatigue: { fits: isLong, change: fatigue },
  weak_hold: { fits: (ad) => isLong(ad) && hasPeers(ad), change: weakHold },
  zero_delivery: { fits: (ad) => ad.to - ad.from >= 13, change: zeroDelivery },
  ignored: {
    fits: (ad) => hasPeers(ad) && plannedClicks(ad) >= 600,
    change: (ad, random) => {
      const factor = random.between(0.2, 0.3);
      ad.ctr = factor * peersFactor(ad, "ctr");
      return { ctr_factor: factor };
    },
  },
  cpm_creep: {
    fits: isLong,
    change: (ad) => {
      ad.cpmTrend = [0.75, 1.6];
      return { cpm_from: 0.75, cpm_to: 1.6 };
    },
  },
  slow_page: {
    fits: (ad) => hasPeers(ad) && plannedClicks(ad) >= 600,
    change: (ad, random) => {
      ad.landing = random.between(0.25, 0.4);
      return { landing_factor: ad.landing };
    },
  },
  cpa_jump: {
    fits: (ad) => runsToTheEnd(ad) && days(ad) >= 30 && 3 * perDay(ad) >= 28,
    change: (ad) => {
      ad.cvr = 1;
      for (let day = dayCount - 3; day < dayCount; day++) ad.cvrOfDays.set(day, 0.1);
      return { cvr_factor: 0.1 };
    },
  },
  event_loss: {
    fits: (ad) => ad.group.campaign.goal === "purchase" && runsToTheEnd(ad),
    change: (ad, random) => {
      const lost = random.integer(3, 6);
      return { days: lost, campaign: [ad.group.campaignId] };
    },
  },
  cost_jump: {
    fits: (ad) => isLong(ad) && plannedClicks(ad) / days(ad) >= 20,
    change: (ad, random) => {
      const first = random.integer(ad.from + 20, ad.to - 8);
      const factor = random.between(3.5, 5);
      for (let day = first; day < first + random.integer(2, 4); day++)
        ad.costOfDays.set(day, factor);
      return { cost_factor: factor, days: ad.costOfDays.size };
    },
  },
};

export type PlantedKind = keyof typeof planters;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the record above
export const plantedKinds = Object.keys(planters) as PlantedKind[];

/** Plants one story in an account that is ordinary otherwise; null where no ad of it fits. */
export function plantStory(account: Account, kind: PlantedKind): Story | null {
  const random = new Random(account.seed, account.block, 4);
  const { fits, change } = planters[kind];
  const ad = random.shuffled(account.ads).find(fits);
  if (!ad) return null;
  const facts = change(ad, random);
  if (kind === "event_loss") {
    for (const other of account.ads) {
      if (other.group.campaignId === ad.group.campaignId)
        other.uncountedFrom = dayCount - Number(facts["days"]);
    }
  }
  return { kind, ...identity(ad), facts };
}

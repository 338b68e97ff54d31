import { campaigns, dayCount, formats, type CampaignPlan } from "./brand.ts";
import { Random } from "./random.ts";

/** One ad account: what is advertised, to whom, for how much, and how it truly performs. */
export interface Account {
  readonly seed: number;
  /** 0 for the sample; larger accounts are many of these, one after the other. */
  readonly block: number;
  readonly ads: readonly Ad[];
  readonly groups: readonly AdGroup[];
}

export interface AdGroup {
  readonly campaign: CampaignPlan;
  readonly campaignName: string;
  readonly campaignId: string;
  readonly id: string;
  readonly name: string;
  /** EUR per day. */
  readonly budget: number;
  /** People who can be reached. */
  readonly audience: number;
  /** Factor on the reach of a day: how often the group's people open the app. */
  readonly reach: number;
  readonly cpm: number;
  readonly ctr: number;
  readonly cvr: number;
  /** Share of destination clicks whose landing page loads. */
  readonly landing: number;
  /** Factors of each day, shared by the group's ads. */
  readonly pace: readonly number[];
  readonly cpmOfDay: readonly number[];
  readonly ctrOfDay: readonly number[];
  readonly cvrOfDay: readonly number[];
  readonly ads: Ad[];
}

/** Rates are the group's times these factors. Stories change the factors of their ad. */
export interface Ad {
  readonly index: number;
  readonly group: AdGroup;
  readonly id: string;
  readonly name: string;
  /** First and last day with rows, 0-based. */
  readonly from: number;
  readonly to: number;
  /** Part in the group's delivery, relative to the other ads. */
  readonly weight: number;
  /** Which stream of chance its days are drawn from. */
  attempt: number;
  /** Share of its planned delivery that takes place. */
  delivery: number;
  ctr: number;
  cvr: number;
  readonly cpm: number;
  /** Share of video views that reach 2 s, and of those that reach 6 s. */
  hook: number;
  hold: number;
  /** Factors of CPM and CTR from its first to its last day, in equal steps of their logarithm. */
  cpmTrend: readonly [number, number];
  ctrTrend: readonly [number, number];
  /** Clicks without a person behind them, by day. */
  readonly farmedClicks: Map<number, number>;
  /** Factor on the share of clicks whose page loads. */
  landing: number;
  /** Factors on CVR and on the price of what was shown, by day. */
  readonly cvrOfDays: Map<number, number>;
  readonly costOfDays: Map<number, number>;
  /** From this day on, purchases happen and nobody counts them. */
  uncountedFrom: number;
}

/** Spread between ads of one group (standard deviation of the logarithm). Same page, same product. */
const spread = { ctr: 0.2, cvr: 0.15, correlation: -0.2 };

/** An account of 6 campaigns, 20 ad groups and 80 ads without any story in it. */
export function buildAccount(seed: number, block = 0): Account {
  const random = new Random(seed, block, 1);
  const makeId = idMaker(seed, block);
  const groups: AdGroup[] = [];
  const ads: Ad[] = [];
  for (const campaign of campaigns) {
    const campaignId = makeId();
    const campaignName = block === 0 ? campaign.name : `${campaign.name} | shop ${block + 1}`;
    for (const plan of campaign.adGroups) {
      const group: AdGroup = {
        campaign,
        campaignName,
        campaignId,
        id: makeId(),
        name: plan.name,
        budget: Math.floor(random.between(24, 52) * plan.ads),
        audience: random.integer(180, 1900) * 1000,
        reach: random.between(0.9, 1.12),
        cpm: campaign.cpm * random.factor(0.12),
        ctr: campaign.ctr * random.factor(0.15),
        cvr: campaign.cvr * random.factor(0.15),
        landing: random.between(0.76, 0.88),
        pace: days(() => random.factor(0.12)),
        cpmOfDay: days(() => random.factor(0.08)),
        ctrOfDay: days(() => random.factor(0.06)),
        cvrOfDay: days(() => random.factor(0.1)),
        ads: [],
      };
      groups.push(group);
      const names = adNames(campaign, plan.ads, random);
      for (const name of names) {
        const ad = makeAd(group, name, ads.length, makeId(), random);
        group.ads.push(ad);
        ads.push(ad);
      }
    }
  }
  return { seed, block, ads, groups };
}

function makeAd(group: AdGroup, name: string, index: number, id: string, random: Random): Ad {
  // The first ads of a group open its flight; some later ones replace them.
  const from = group.ads.length < 2 || random.uniform() < 0.4 ? 0 : random.integer(5, 40);
  const to = random.uniform() < 0.55 ? dayCount - 1 : random.integer(from + 28, dayCount - 1);
  const shared = random.normal();
  const own = random.normal();
  const tilt = spread.correlation;
  return {
    index,
    group,
    id,
    name,
    from,
    to,
    weight: random.factor(0.5),
    attempt: 0,
    delivery: 1,
    ctr: Math.exp(spread.ctr * shared),
    cvr: Math.exp(spread.cvr * (tilt * shared + Math.sqrt(1 - tilt * tilt) * own)),
    cpm: random.factor(0.08),
    hook: random.between(0.34, 0.52),
    hold: random.between(0.36, 0.52),
    cpmTrend: [1, 1],
    ctrTrend: [1, 1],
    farmedClicks: new Map(),
    landing: 1,
    cvrOfDays: new Map(),
    costOfDays: new Map(),
    uncountedFrom: dayCount,
  };
}

/** EUR that the ad is planned to spend on a day: its part of the budget among the ads running. */
export function plannedSpend(ad: Ad, day: number): number {
  let running = 0;
  for (const other of ad.group.ads) {
    if (day >= other.from && day <= other.to) running += other.weight;
  }
  return (ad.group.budget * ad.weight) / running;
}

/** Destination clicks that the ad would get with its group's rates. */
export function plannedClicks(ad: Ad): number {
  let spend = 0;
  for (let day = ad.from; day <= ad.to; day++) spend += plannedSpend(ad, day);
  return (spend / ad.group.cpm) * 1000 * ad.group.ctr;
}

function adNames(campaign: CampaignPlan, count: number, random: Random): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    names.add(`${random.pick(formats)} – ${random.pick(campaign.hooks)} v${random.integer(1, 4)}`);
  }
  return [...names];
}

function days(factor: () => number): number[] {
  return Array.from({ length: dayCount }, factor);
}

/** Ids of 19 digits, all different: multiplying by an odd number permutes the 32-bit numbers. */
function idMaker(seed: number, block: number): () => string {
  const prefix = 1_000_000 + new Random(seed, 7).integer(0, 8_999_999);
  let serial = block * 128;
  return () => {
    const scrambled = Math.imul(++serial, 0x9e3779b1) >>> 0;
    return `18${prefix}${String(scrambled).padStart(10, "0")}`;
  };
}

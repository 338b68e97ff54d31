import { plannedSpend, type Ad, type Account } from "./account.ts";
import { dayCount, firstDay, type Goal } from "./brand.ts";
import { expectedReach, noCounts, type Counts } from "./counts.ts";
import { Random } from "./random.ts";

export interface AdDay {
  readonly ad: Ad;
  readonly day: number;
  readonly counts: Counts;
}

/** Every row of the account, day by day, ads in the account's order. */
export function* simulate(account: Account): Generator<AdDay> {
  const runs = account.ads.map((ad) => ({ ad, random: chanceOf(account, ad) }));
  for (let day = 0; day < dayCount; day++) {
    for (const { ad, random } of runs) {
      if (day < ad.from || day > ad.to) continue;
      yield { ad, day, counts: simulateDay(ad, day, random) };
    }
  }
}

/** The stream of chance behind an ad's days. */
export function chanceOf(account: Account, ad: Ad): Random {
  return new Random(account.seed, account.block, 2, ad.index, ad.attempt);
}

/** One ad on one day. Days of an ad are to be drawn in order from one `random`. */
export function simulateDay(ad: Ad, day: number, random: Random): Counts {
  const counts = noCounts();
  if (ad.delivery === 0) return counts;
  const { group } = ad;
  const farmed = ad.farmedClicks.get(day) ?? 0;
  const weekday = (firstWeekday + day) % 7;

  // Farmed clicks eat the budget that people would have seen.
  const share = farmed > 0 ? 0.15 : 1;
  const spend = plannedSpend(ad, day) * ad.delivery * share * (group.pace[day] ?? 1);
  const cost = spend * (paceOfWeekday[weekday] ?? 1) * random.factor(0.1);
  const cpm = group.cpm * ad.cpm * (group.cpmOfDay[day] ?? 1) * trend(ad.cpmTrend, ad, day);
  const shown = Math.round((cost / cpm) * 1000);
  const ctr = group.ctr * ad.ctr * (group.ctrOfDay[day] ?? 1) * trend(ad.ctrTrend, ad, day);
  const clicks = random.binomial(shown, Math.min(0.5, ctr * random.factor(0.05)));

  counts.cost = Math.round(cost * (ad.costOfDays.get(day) ?? 1) * 100);
  counts.impressions = shown;
  counts.clicksDestination = clicks;
  counts.clicksAll = clicks + random.binomial(shown - clicks, 0.6 * group.ctr);
  watch(counts, ad, random);
  buy(counts, ad, day, weekday, random);
  if (farmed > 0) farm(counts, farmed, cpm, random);
  const reach = expectedReach(counts.impressions, group.audience) * group.reach;
  counts.reachSum = Math.min(counts.impressions, Math.round(reach * random.factor(0.03)));
  counts.reachMost = counts.reachSum;
  return counts;
}

function watch(counts: Counts, ad: Ad, random: Random): void {
  counts.videoViews = random.binomial(counts.impressions, 0.96);
  counts.views2s = random.binomial(counts.videoViews, ad.hook);
  counts.views6s = random.binomial(counts.views2s, ad.hold);
  counts.views25 = random.binomial(counts.videoViews, 0.55 * ad.hook + 0.3 * ad.hold);
  counts.views50 = random.binomial(counts.views25, 0.52);
  counts.views75 = random.binomial(counts.views50, 0.62);
  counts.views100 = random.binomial(counts.views75, 0.68);
  const seconds = 0.7 * counts.videoViews + 2.4 * counts.views2s + 7 * counts.views6s;
  counts.watched = Math.round(100 * seconds * random.factor(0.03));
}

/** Share of adds to cart that start a checkout, and of those that end in a purchase. */
const checkoutShare = 0.48;
const purchaseShare = 0.62;

function buy(counts: Counts, ad: Ad, day: number, weekday: number, random: Random): void {
  const { group } = ad;
  const ofDay = (group.cvrOfDay[day] ?? 1) * (cvrOfWeekday[weekday] ?? 1);
  const cvr = group.cvr * ad.cvr * ofDay * (ad.cvrOfDays.get(day) ?? 1);
  const added = Math.min(0.9, cvr / (group.landing * stepsAfterCart[group.campaign.goal]));
  // People who saw the ad and came later by themselves: no click, all steps.
  const viewThrough = random.poisson(0.03 * cvr * counts.clicksDestination);
  counts.landingPageViews = random.binomial(counts.clicksDestination, group.landing * ad.landing);
  const carts = random.binomial(counts.landingPageViews, added);
  const checkouts = random.binomial(carts, checkoutShare);
  const purchases = random.binomial(checkouts, purchaseShare);
  counts.addsToCart = carts + viewThrough;
  counts.checkouts = checkouts + viewThrough;
  counts.purchases = day >= ad.uncountedFrom ? 0 : purchases + viewThrough;
  for (let order = 0; order < counts.purchases; order++) {
    counts.purchaseValue += Math.round(100 * group.campaign.basket * random.factor(0.35));
  }
  counts.conversions = {
    add_to_cart: counts.addsToCart,
    checkout: counts.checkouts,
    purchase: counts.purchases,
  }[group.campaign.goal];
}

const stepsAfterCart: Readonly<Record<Goal, number>> = {
  add_to_cart: 1,
  checkout: checkoutShare,
  purchase: checkoutShare * purchaseShare,
};

/** Clicks by machines: charged, hardly a page that loads, nothing watched, nothing bought. */
function farm(counts: Counts, clicks: number, cpm: number, random: Random): void {
  const shown = clicks * 3;
  counts.cost += Math.round((shown / 1000) * cpm * 100);
  counts.impressions += shown;
  counts.clicksDestination += clicks;
  counts.clicksAll += clicks;
  counts.landingPageViews += random.binomial(clicks, 0.02);
  const views = random.binomial(shown, 0.96);
  counts.videoViews += views;
  counts.watched += views * 12;
}

/** Geometric way from the first factor to the second over the ad's flight. */
function trend([start, end]: readonly [number, number], ad: Ad, day: number): number {
  if (start === 1 && end === 1) return 1;
  const passed = ad.to === ad.from ? 0 : (day - ad.from) / (ad.to - ad.from);
  return start * Math.exp(Math.log(end / start) * passed);
}

const firstWeekday = new Date(`${firstDay}T00:00:00Z`).getUTCDay();
// Sunday first.
const paceOfWeekday = [1.12, 0.93, 0.94, 0.96, 0.98, 1.01, 1.09];
const cvrOfWeekday = [1.1, 0.98, 0.97, 0.97, 0.98, 0.96, 1.04];

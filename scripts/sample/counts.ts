/** What is counted for an ad on a day, or for any sum of ads and days. Money in cents. */
export interface Counts {
  cost: number;
  impressions: number;
  clicksDestination: number;
  clicksAll: number;
  videoViews: number;
  views2s: number;
  views6s: number;
  views25: number;
  views50: number;
  views75: number;
  views100: number;
  /** Hundredths of a second; exported as an average. */
  watched: number;
  landingPageViews: number;
  addsToCart: number;
  checkouts: number;
  purchases: number;
  purchaseValue: number;
  conversions: number;
  /** People do not add up: of a sum, the reach lies between these two. */
  reachSum: number;
  reachMost: number;
}

export function noCounts(): Counts {
  return {
    cost: 0,
    impressions: 0,
    clicksDestination: 0,
    clicksAll: 0,
    videoViews: 0,
    views2s: 0,
    views6s: 0,
    views25: 0,
    views50: 0,
    views75: 0,
    views100: 0,
    watched: 0,
    landingPageViews: 0,
    addsToCart: 0,
    checkouts: 0,
    purchases: 0,
    purchaseValue: 0,
    conversions: 0,
    reachSum: 0,
    reachMost: 0,
  };
}

/** Adds `part` to `sum` in place. */
export function add(sum: Counts, part: Counts): void {
  sum.cost += part.cost;
  sum.impressions += part.impressions;
  sum.clicksDestination += part.clicksDestination;
  sum.clicksAll += part.clicksAll;
  sum.videoViews += part.videoViews;
  sum.views2s += part.views2s;
  sum.views6s += part.views6s;
  sum.views25 += part.views25;
  sum.views50 += part.views50;
  sum.views75 += part.views75;
  sum.views100 += part.views100;
  sum.watched += part.watched;
  sum.landingPageViews += part.landingPageViews;
  sum.addsToCart += part.addsToCart;
  sum.checkouts += part.checkouts;
  sum.purchases += part.purchases;
  sum.purchaseValue += part.purchaseValue;
  sum.conversions += part.conversions;
  sum.reachSum += part.reachSum;
  if (part.reachMost > sum.reachMost) sum.reachMost = part.reachMost;
}

/** People reached by so many impressions: each of them sees 1.2 at first, more as the audience is used up. */
export function expectedReach(impressions: number, audience: number): number {
  return Math.round(audience * (1 - Math.exp(-impressions / (1.2 * audience))));
}

/** Reach of a sum over days or ads, within what its parts allow. */
export function reachOf(counts: Counts, audience: number): number {
  const expected = expectedReach(counts.impressions, audience);
  return Math.min(counts.reachSum, Math.max(counts.reachMost, expected));
}

import { buildAccount } from "./account.ts";
import { currency, dayCount, firstDay, type CampaignPlan } from "./brand.ts";
import { isoDate } from "./dates.ts";
import { Random } from "./random.ts";
import { simulate } from "./simulate.ts";
import { plantStories } from "./stories.ts";

/** First day of the three files, 0-based, and the days whose ads lost their UTM parameters. */
const from = dayCount - 42;
const untagged = { from: dayCount - 20, to: dayCount - 12 };
/** The shop of one market; its campaign's purchases are bought there. */
const market = "Nordics";

/** What three systems say about the same shop. Their totals are in the truth, by source. */
export interface ShopFiles {
  readonly ads: string;
  readonly orders: string;
  readonly analytics: string;
  readonly truth: {
    readonly seed: number;
    readonly campaign: string;
    readonly days: { readonly from: string; readonly to: string };
    readonly platform_purchases: number;
    readonly view_through: number;
    readonly tagged_orders: number;
    readonly untagged_days: { readonly from: string; readonly to: string };
  };
}

interface Day {
  readonly cost: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly purchases: number;
  readonly viewThrough: number;
  readonly value: number;
}

interface Order {
  readonly day: number;
  readonly minute: number;
  readonly utm: string;
  readonly cents: number;
  readonly fate: "paid" | "refunded" | "cancelled" | "test";
}

/** The campaign's export, the shop's orders and the analytics of the same weeks, for a seed. */
export function shopFiles(seed: number): ShopFiles {
  const { plan, id, days } = campaignDays(seed);
  const random = new Random(seed, 0, 11);
  const orders = days.flatMap((day, index) => [
    ...ordersOfAds(day, index, id, plan, random),
    ...otherOrders(index, plan, random),
  ]);
  const sorted = orders
    .filter(({ day }) => day < days.length)
    .toSorted((a, b) => a.day - b.day || a.minute - b.minute);
  const sum = (of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0);
  return {
    ads: adsText(plan.name, id, days),
    orders: ordersText(sorted),
    analytics: analyticsText(days, sorted, random),
    truth: {
      seed,
      campaign: plan.name,
      days: { from: dateOf(0), to: dateOf(days.length - 1) },
      platform_purchases: sum(({ purchases }) => purchases),
      view_through: sum(({ viewThrough }) => viewThrough),
      tagged_orders: sorted.filter(({ utm, fate }) => utm.includes("tiktok") && fate === "paid")
        .length,
      untagged_days: { from: dateOf(untagged.from - from), to: dateOf(untagged.to - from) },
    },
  };
}

/** The market's campaign in the account of the seed, day by day, as its export sums it up. */
function campaignDays(seed: number) {
  const account = buildAccount(seed);
  plantStories(account);
  const chance = new Random(seed, 0, 10);
  const days = Array.from({ length: dayCount - from }, () => ({
    cost: 0,
    impressions: 0,
    clicks: 0,
    purchases: 0,
    viewThrough: 0,
    value: 0,
  }));
  const group = account.groups.find(({ campaign }) => campaign.name.startsWith(market));
  if (!group) throw new Error(`no campaign of ${market}`);
  for (const { ad, day, counts } of simulate(account)) {
    const sum = days[day - from];
    if (!sum || ad.group.campaignId !== group.campaignId) continue;
    sum.cost += counts.cost;
    sum.impressions += counts.impressions;
    sum.clicks += counts.clicksDestination;
    sum.purchases += counts.purchases;
    sum.viewThrough += chance.binomial(counts.purchases, 0.06);
    sum.value += counts.purchaseValue;
  }
  return { plan: group.campaign, id: group.campaignId, days };
}

/** Some purchases are reported twice; some links have lost their parameters on the way. */
function ordersOfAds(
  day: Day,
  index: number,
  campaign: string,
  plan: CampaignPlan,
  random: Random,
): Order[] {
  const lost = index + from >= untagged.from && index + from <= untagged.to;
  const orders: Order[] = [];
  for (let purchase = 0; purchase < day.purchases; purchase++) {
    if (random.uniform() < 0.03) continue;
    const clicked = purchase >= day.viewThrough;
    const tagged = clicked && random.uniform() < (lost ? 0.2 : 0.95);
    const utm = tagged ? `utm_source: tiktok; utm_campaign: ${campaign}` : "";
    orders.push(orderOf(index + delay(random), utm, plan, random));
  }
  return orders;
}

/** Days from the click to the order: mostly none, within the window of seven. */
function delay(random: Random): number {
  return random.uniform() < 0.8 ? 0 : Math.min(6, 1 + random.poisson(0.8));
}

/** What search, mail and people who know the shop bring. */
function otherOrders(index: number, plan: CampaignPlan, random: Random): Order[] {
  return Array.from({ length: random.poisson(11) }, () => {
    const share = random.uniform();
    const source = share < 0.4 ? "google" : share < 0.6 ? "newsletter" : "";
    return orderOf(index, source === "" ? "" : `utm_source: ${source}`, plan, random);
  });
}

function orderOf(day: number, utm: string, { basket }: CampaignPlan, random: Random): Order {
  const share = random.uniform();
  return {
    day,
    minute: random.integer(6 * 60, 24 * 60 - 1),
    utm,
    cents: Math.round(100 * basket * random.factor(0.35)),
    fate: share < 0.03 ? "refunded" : share < 0.045 ? "cancelled" : share < 0.05 ? "test" : "paid",
  };
}

function adsText(name: string, id: string, days: readonly Day[]): string {
  return lines([
    [
      "By Day",
      "Campaign name",
      "Campaign ID",
      "Currency",
      "Cost",
      "Impressions",
      "Clicks (destination)",
      "Purchases (website)",
      "Purchase value (website)",
      "CTA Purchase",
      "VTA Purchase",
    ],
    ...days.map((day, index) => [
      dateOf(index),
      `"${name}"`,
      id,
      currency,
      money(day.cost),
      day.impressions,
      day.clicks,
      day.purchases,
      money(day.value),
      day.purchases - day.viewThrough,
      day.viewThrough,
    ]),
  ]);
}

/** As Shopify exports them, with the columns that matter here. */
function ordersText(orders: readonly Order[]): string {
  return lines([
    [
      "Name",
      "Financial Status",
      "Currency",
      "Total",
      "Created at",
      "Lineitem quantity",
      "Lineitem name",
      "Lineitem price",
      "Note Attributes",
      "Cancelled at",
      "Refunded Amount",
      "Tags",
    ],
    ...orders.map(({ day, minute, utm, cents, fate }, index) => {
      const time = `${dateOf(day)} ${clock(minute)}`;
      return [
        `#${20_001 + index}`,
        fate === "refunded" ? "refunded" : fate === "cancelled" ? "voided" : "paid",
        currency,
        money(fate === "test" ? 0 : cents),
        time,
        1,
        "Älva socks",
        money(fate === "test" ? 0 : cents),
        utm,
        fate === "cancelled" ? time : "",
        money(fate === "refunded" ? cents : 0),
        fate === "test" ? "test" : "",
      ];
    }),
  ]);
}

/** Last click: what carried its parameters to the order, less what a blocker kept away. */
function analyticsText(days: readonly Day[], orders: readonly Order[], random: Random): string {
  const rows = days.flatMap((day, index) =>
    ["tiktok", "google", "newsletter", "(direct)"].map((source) => {
      const bought = orders.filter(
        (order) =>
          order.day === index &&
          order.fate !== "test" &&
          (source === "(direct)" ? order.utm === "" : order.utm.includes(source)),
      ).length;
      const seen = random.binomial(bought, 0.93);
      const sessions = source === "tiktok" ? random.binomial(day.clicks, 0.78) : 30 * bought + 20;
      return [dateOf(index).replaceAll("-", ""), source, sessions, seen];
    }),
  );
  return lines([["Date", "Session source", "Sessions", "Key events"], ...rows]);
}

function dateOf(index: number): string {
  return isoDate(firstDay, from + index);
}

function clock(minute: number): string {
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:00`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function money(cents: number): string {
  return (cents / 100).toFixed(2);
}

function lines(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.join(",")}\r\n`).join("");
}

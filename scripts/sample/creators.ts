import type { CreatorPlan, CreatorStory } from "./creator-plans.ts";
import { creatorPlans } from "./creator-plans.ts";
import { isoDate } from "./dates.ts";
import { Random } from "./random.ts";

const firstDay = "2026-06-05";
const dayCount = 56;
/** Cents; each video shows one of them. */
const products = [
  { name: "Merino socks, three pairs", price: 24_90 },
  { name: "Bottle 0.75 l", price: 29_90 },
  { name: "Rain hat", price: 34_90 },
] as const;

export interface CreatorFiles {
  /** One row per creator and day. */
  readonly creators: string;
  /** One row per video. */
  readonly videos: string;
  readonly truth: {
    readonly seed: number;
    /** Whole numbers of cents. */
    readonly gmv: number;
    readonly refunds: number;
    readonly orders: number;
    readonly stories: readonly { readonly kind: CreatorStory; readonly creator: string }[];
  };
}

const counted = [
  "views",
  "likes",
  "comments",
  "shares",
  "impressions",
  "clicks",
  "orders",
  "items",
  "refunded",
  "gmv",
  "refunds",
] as const;

type Counts = Readonly<Record<(typeof counted)[number], number>>;

interface Video {
  readonly plan: CreatorPlan;
  readonly id: string;
  readonly product: (typeof products)[number];
  readonly posted: number;
  /** From the day of the post on. */
  readonly days: readonly Counts[];
}

/** What TikTok Shop says of the creators and of their videos, in the same weeks, for a seed. */
export function creatorFiles(seed: number, hasStories = true): CreatorFiles {
  const plans = creatorPlans(seed, hasStories).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const random = new Random(seed, 0, 21);
  const videos = plans.flatMap((plan, index) => videosOf(plan, index, random));
  const all = sum(videos.flatMap(({ days }) => days));
  return {
    creators: creatorsText(plans, videos),
    videos: videosText(videos),
    truth: {
      seed,
      gmv: all.gmv,
      refunds: all.refunds,
      orders: all.orders,
      stories: plans.flatMap(({ story, name }) => (story ? [{ kind: story, creator: name }] : [])),
    },
  };
}

function videosOf(plan: CreatorPlan, index: number, random: Random): Video[] {
  return Array.from({ length: plan.videos }, (_, video) => {
    const step = (dayCount - 2) / plan.videos;
    const posted = Math.floor(video * step + random.between(0, step));
    const product = random.pick(products);
    let views = plan.views * random.factor(0.25);
    const days: Counts[] = [];
    for (let day = posted; day < dayCount && views >= 30; day++) {
      const today = Math.floor(views * random.between(0.3, 0.45));
      views -= today;
      days.push(countsOf(plan, today, product.price, random));
    }
    const id = `74${String(82_000_000_000_000_000n + BigInt(index * 100 + video) * 9_176_341n)}`;
    return { plan, id, product, posted, days };
  });
}

function countsOf(plan: CreatorPlan, views: number, price: number, random: Random): Counts {
  const clicks = random.binomial(views, plan.clicks);
  const orders = random.binomial(clicks, plan.orders);
  const items = orders + random.binomial(orders, 0.15);
  const refunded = random.binomial(items, plan.refunds);
  return {
    views,
    likes: random.binomial(views, plan.likes),
    comments: random.binomial(views, plan.comments),
    shares: random.binomial(views, plan.shares),
    impressions: clicks + random.binomial(views - clicks, 0.8),
    clicks,
    orders,
    items,
    refunded,
    gmv: items * price,
    refunds: refunded * price,
  };
}

/** A creator on a day. */
interface CreatorDay {
  readonly counts: Counts;
  readonly posted: number;
  readonly samples: number;
  readonly commission: number;
}

/** The custom report: days on which nothing happened have no row, and the last row is the summary. */
function creatorsText(plans: readonly CreatorPlan[], videos: readonly Video[]): string {
  const rows = Array.from({ length: dayCount }, (_, day) => day).flatMap((day) =>
    plans.flatMap((plan) => {
      const own = videos.filter((video) => video.plan === plan);
      const today = own.flatMap(({ days, posted }) => days[day - posted] ?? []);
      if (today.length === 0) return [];
      const counts = sum(today);
      const samples = day === Math.min(...own.map(({ posted }) => posted)) ? plan.samples : 0;
      const posted = own.filter((video) => video.posted === day).length;
      return [{ day, plan, counts, samples, posted, commission: commissionOf(plan, counts) }];
    }),
  );
  const total = (name: "posted" | "samples" | "commission"): number =>
    rows.reduce((all, row) => all + row[name], 0);
  return lines([
    [
      "Date",
      "Creator name",
      "Creator follower count",
      "Creator-attributed GMV",
      "Creator-attributed orders",
      "Creator-attributed items sold",
      "GMV (refund)",
      "Items refunded",
      "Video views",
      "Videos",
      "Samples shipped",
      "Estimated creator commission",
    ],
    ...rows.map((row) => [
      isoDate(firstDay, row.day),
      row.plan.name,
      row.plan.followers,
      ...figuresOf(row),
    ]),
    [
      "Summary",
      "-",
      "-",
      ...figuresOf({
        counts: sum(rows.map(({ counts }) => counts)),
        posted: total("posted"),
        samples: total("samples"),
        commission: total("commission"),
      }),
    ],
  ]);
}

function figuresOf({ counts, posted, samples, commission }: CreatorDay): (string | number)[] {
  const { gmv, orders, items, refunds, refunded, views } = counts;
  const sold = [money(gmv), orders, items, money(refunds), refunded];
  return [...sold, views, posted, samples, money(commission)];
}

function commissionOf({ commission }: CreatorPlan, { gmv }: Counts): number {
  return Math.round(gmv * commission);
}

function videosText(videos: readonly Video[]): string {
  return lines([
    [
      "Video title",
      "Video ID",
      "Post date",
      "Creator username",
      "Creator video-attributed GMV",
      "Video-attributed orders",
      "Video-attributed items sold",
      "Refunds",
      "Items refunded",
      "Est. commission",
      "Video views",
      "Likes",
      "Comments",
      "Shares",
      "Video product impressions",
      "Video product clicks",
    ],
    ...videos.map(({ plan, id, product, posted, days }) => {
      const counts = sum(days);
      return [
        `"${product.name}"`,
        id,
        isoDate(firstDay, posted),
        plan.name,
        money(counts.gmv),
        counts.orders,
        counts.items,
        money(counts.refunds),
        counts.refunded,
        money(commissionOf(plan, counts)),
        counts.views,
        counts.likes,
        counts.comments,
        counts.shares,
        counts.impressions,
        counts.clicks,
      ];
    }),
  ]);
}

function sum(all: readonly Counts[]): Counts {
  const of = (name: keyof Counts): number => all.reduce((total, counts) => total + counts[name], 0);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each of its keys is counted
  return Object.fromEntries(counted.map((name) => [name, of(name)])) as Counts;
}

function money(cents: number): string {
  return (cents / 100).toFixed(2);
}

function lines(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.join(",")}\r\n`).join("");
}

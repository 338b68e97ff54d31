import { Random } from "./random.ts";

/** The creators of an invented affiliate programme, and the stories among them. */

export type CreatorStory = "fake_engagement" | "best_value" | "too_little" | "refunded";

export interface CreatorPlan {
  readonly name: string;
  readonly followers: number;
  readonly videos: number;
  /** Views of a video on average. */
  readonly views: number;
  /** Shares of the views. */
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  /** Product clicks per view, and orders per product click. */
  readonly clicks: number;
  readonly orders: number;
  /** Share of the items that come back. */
  readonly refunds: number;
  /** Share of the sales. */
  readonly commission: number;
  readonly samples: number;
  readonly story: CreatorStory | null;
}

const names = [
  "alma.outside",
  "bergtur",
  "camp.carlo",
  "dry.and.dusty",
  "elin.walks",
  "fjord.frida",
  "gearbylou",
  "hike.with.hugo",
  "ines.en.ruta",
  "jonas.kocht",
  "kajak.kim",
  "lena.laeuft",
  "mads.paa.tur",
  "nora.packs",
  "ola.ute",
  "pia.paddles",
  "quentin.marche",
  "rainy.rosa",
  "sokken.sam",
  "trail.tove",
  "ulla.unterwegs",
  "vandring.vera",
  "wet.walter",
  "yuna.yonder",
  "zelt.zoe",
  "north.nils",
  "two.socks",
  "bottle.bea",
] as const;

const stories: Readonly<Record<CreatorStory, Partial<CreatorPlan>>> = {
  fake_engagement: {
    followers: 912_000,
    videos: 8,
    views: 140_000,
    likes: 0.012,
    comments: 0.00006,
    shares: 0.00004,
    clicks: 0.0004,
    orders: 0.012,
    samples: 3,
  },
  best_value: {
    followers: 6_800,
    videos: 6,
    views: 6_500,
    clicks: 0.034,
    orders: 0.13,
    commission: 0.08,
    samples: 1,
  },
  too_little: { followers: 14_500, videos: 1, views: 6_000, samples: 1 },
  refunded: { refunds: 0.66 },
};

/** One creator for each name; the first ones of a shuffled list have the stories, if there are any. */
export function creatorPlans(seed: number, hasStories: boolean): CreatorPlan[] {
  const random = new Random(seed, 0, 20);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the record above
  const kinds = hasStories ? (Object.keys(stories) as CreatorStory[]) : [];
  return random.shuffled(names).map((name, index) => {
    const story = kinds[index] ?? null;
    return { ...ordinary(name, random), ...(story ? stories[story] : {}), story };
  });
}

function ordinary(name: string, random: Random): Omit<CreatorPlan, "story"> {
  return {
    name,
    followers: Math.round(60_000 * random.factor(0.6)),
    videos: random.integer(5, 7),
    views: 26_000 * random.factor(0.25),
    likes: 0.05 * random.factor(0.2),
    comments: 0.0035 * random.factor(0.25),
    shares: 0.0022 * random.factor(0.25),
    clicks: 0.016 * random.factor(0.15),
    orders: 0.05 * random.factor(0.12),
    refunds: 0.06 * random.factor(0.2),
    commission: random.integer(14, 18) / 100,
    samples: random.integer(1, 3),
  };
}

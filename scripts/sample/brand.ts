/** Tideløn: an invented shop for rain jackets, merino socks, backpacks and bottles. */

/** The step that a campaign optimises for and that its conversions count. */
export type Goal = "purchase" | "checkout" | "add_to_cart";

export interface CampaignPlan {
  readonly name: string;
  readonly goal: Goal;
  /** EUR per 1,000 impressions. */
  readonly cpm: number;
  /** Destination clicks per impression, 0–1. */
  readonly ctr: number;
  /** Conversions per destination click, 0–1. */
  readonly cvr: number;
  /** EUR per purchase. */
  readonly basket: number;
  readonly adGroups: readonly { readonly name: string; readonly ads: number }[];
  /** What the ads say; the language is the market's. */
  readonly hooks: readonly string[];
}

export const currency = "EUR";
/** First day of the account, ISO, and the number of days. */
export const firstDay = "2026-05-01";
export const dayCount = 90;

export const formats = [
  "UGC",
  "Studio",
  "Unboxing",
  "Tutorial",
  "Founder story",
  "Before/after",
  "Street interview",
  "ASMR",
  "Stop-motion",
] as const;

export const campaigns: readonly CampaignPlan[] = [
  {
    name: "DACH | Conversions | Regenjacke Dünenwind",
    goal: "purchase",
    cpm: 6.8,
    ctr: 0.0102,
    cvr: 0.022,
    basket: 89,
    adGroups: [
      { name: "DE Broad 18-34", ads: 5 },
      { name: "DE Interesse: Wandern, Camping", ads: 4 },
      { name: "AT+CH Broad", ads: 4 },
      { name: "DE Lookalike 2% Käufer", ads: 3 },
    ],
    hooks: [
      "Regen? Egal.",
      'Oma sagt: "Zieh dich warm an"',
      "Trocken in 3 Sekunden 🌧️",
      "Was wiegt eine gute Jacke?",
      "Grün, Größe M, glücklich",
      "5 Jahre später",
    ],
  },
  {
    name: "Nordics | Conversions | Älva socks, merino",
    goal: "purchase",
    cpm: 7.9,
    ctr: 0.0091,
    cvr: 0.034,
    basket: 36,
    adGroups: [
      { name: "SE Bred 25-44", ads: 5 },
      { name: "NO Friluftsliv", ads: 4 },
      { name: "DK+FI Bred", ads: 4 },
      { name: "NO Lookalike 1%", ads: 2 },
    ],
    hooks: [
      "Fötter som tackar dig 🧦",
      "Ull, året rundt",
      "Tre par, én uke, null lukt",
      'Mormors "hemlighet"',
      "Blød som smør",
      "Myggfri på fjellet",
    ],
  },
  {
    name: "UK & Ireland | Conversions | Nøk backpack",
    goal: "purchase",
    cpm: 5.9,
    ctr: 0.0113,
    cvr: 0.019,
    basket: 74,
    adGroups: [
      { name: "UK Commuters", ads: 6 },
      { name: "UK Students 18-24", ads: 4 },
      { name: "IE Broad", ads: 3 },
    ],
    hooks: [
      "Fits under the seat ✈️",
      "Laptop, lunch, umbrella",
      '"I was wrong about roll-tops"',
      "One bag, nine days",
      "The zip that never jams",
    ],
  },
  {
    name: "France | Add to cart | Été en forêt 🌿",
    goal: "add_to_cart",
    cpm: 4.6,
    ctr: 0.0124,
    cvr: 0.071,
    basket: 58,
    adGroups: [
      { name: "FR Large 18-34", ads: 5 },
      { name: "FR Randonnée & plein air", ads: 4 },
      { name: "FR Similaires 3 %", ads: 3 },
    ],
    hooks: [
      "Dimanche, 7 h, silence 🌲",
      "Le sac qui part avec vous",
      "À l'abri, même trempé",
      "Trois essentiels, un été",
      "Déballage façon forêt",
    ],
  },
  {
    name: "Benelux | Checkout | Brisk bottle",
    goal: "checkout",
    cpm: 5.4,
    ctr: 0.0107,
    cvr: 0.041,
    basket: 31,
    adGroups: [
      { name: "NL Sport, fitness", ads: 4 },
      { name: "NL Breed", ads: 5 },
      { name: "BE Breed NL/FR", ads: 3 },
    ],
    hooks: [
      "24 uur koud 🧊",
      "Geen druppel in je tas",
      "Weg met plastic",
      "Past in elke fietshouder",
      "De dop, eindelijk goed",
    ],
  },
  {
    name: "EU | Retargeting | Viewed, not bought",
    goal: "purchase",
    cpm: 9.6,
    ctr: 0.0143,
    cvr: 0.052,
    basket: 67,
    adGroups: [
      { name: "Cart 1-7 days", ads: 6 },
      { name: "Product page 8-30 days", ads: 4 },
      { name: "Video viewers 50%+", ads: 2 },
    ],
    hooks: [
      "Still thinking? 🤔",
      "What 2,314 reviews say",
      "Free returns, 60 days",
      "Back in stock: moss green",
      "Your size is waiting",
    ],
  },
];

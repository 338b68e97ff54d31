import { columnById } from "../metrics/columns.ts";

/** What rules compute with, and the columns that can stand for it, the best first. */
const candidates = {
  date: ["date"],
  cost: ["cost"],
  impressions: ["impressions"],
  reach: ["reach"],
  clicks: ["clicks_destination"],
  clicks_all: ["clicks_all"],
  conversions: ["conversions"],
  view_through_conversions: ["view_through_conversions"],
  video_views: ["video_views"],
  views_2s: ["video_views_2s"],
  views_6s: ["video_views_6s"],
  views_75: ["video_views_75"],
  landings: ["landing_page_views"],
  carts: ["add_to_cart", "add_to_cart_website", "add_to_cart_tiktok"],
  checkouts: ["checkouts_initiated"],
  purchases: ["purchases", "purchases_website", "purchases_tiktok"],
  value: ["purchase_value", "purchase_value_website", "purchase_value_tiktok"],
  likes: ["likes_paid"],
  comments: ["comments_paid"],
  shares: ["shares_paid"],
  status: ["status_primary"],
  country: ["country", "region"],
  url: ["landing_page_url"],
  format: ["creative_type"],
  cvr_printed: ["cvr_ambiguous"],
  campaign: ["campaign_id", "campaign_name"],
  campaign_name: ["campaign_name"],
  adgroup: ["adgroup_id", "adgroup_name"],
  adgroup_name: ["adgroup_name"],
  ad: ["ad_id", "ad_name"],
  ad_name: ["ad_name"],
  currency: ["currency"],
  creator: ["creator_username"],
  followers: ["followers"],
  all_views: ["total_video_views"],
  live_views: ["live_views"],
  all_comments: ["comments"],
  video_orders: ["orders_video", "orders", "conversions"],
  all_orders: ["orders"],
  sales: ["gmv_creator", "gmv_affiliate_video"],
  refunds: ["refund_amount"],
  commission: ["estimated_commission"],
  estimated: ["estimated_gmv", "gmv_creator"],
  settled: ["settled_gmv", "settled_revenue"],
  settled_revenue: ["settled_revenue"],
} as const satisfies Record<string, readonly string[]>;

export type Role = keyof typeof candidates;

/** Amounts and counts, which are summed. */
export const measures = [
  "cost",
  "impressions",
  "clicks",
  "clicks_all",
  "conversions",
  "view_through_conversions",
  "video_views",
  "views_2s",
  "views_6s",
  "views_75",
  "landings",
  "carts",
  "checkouts",
  "purchases",
  "value",
  "likes",
  "comments",
  "shares",
] as const satisfies readonly Role[];

/** What exports of creators count, which only their rules read. */
export const creatorCounts = [
  "followers",
  "all_views",
  "live_views",
  "all_comments",
  "video_orders",
  "all_orders",
] as const satisfies readonly Role[];

/** What is in a currency. */
export const amounts = [
  "cost",
  "value",
  "sales",
  "refunds",
  "commission",
  "estimated",
  "settled",
  "settled_revenue",
] as const satisfies readonly Role[];

export type Roles = ReadonlyMap<Role, string>;

/**
 * The source's columns by role.
 *
 * @param clicksAre  what the user says that the source's clicks are; clicks (all) stand for
 *   destination clicks only then
 */
export function rolesOf(columns: Iterable<string>, clicksAre: string | undefined): Roles {
  const names = new Set(columns);
  const roles = new Map<Role, string>();
  for (const role of roleNames) {
    const found = candidates[role].find((name) => names.has(name));
    if (found !== undefined) roles.set(role, found);
  }
  if (!roles.has("clicks") && clicksAre === "all" && names.has("clicks_all"))
    roles.set("clicks", "clicks_all");
  return roles;
}

/** What to ask an export for: "Landing page views (website)". */
export function roleLabel(role: Role): string {
  const [first] = candidates[role];
  return columnById(first)?.label ?? first;
}

/** The columns that can stand for it, the best first. */
export function roleColumns(role: Role): readonly string[] {
  return candidates[role];
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the record above
export const roleNames = Object.keys(candidates) as Role[];

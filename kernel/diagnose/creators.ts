import type { Role } from "./roles.ts";
import type { RuleInputs } from "./rule.ts";
import { defineRule, ours } from "./rule.ts";

const money: readonly Role[] = ["sales", "refunds", "commission"];
const attention: readonly Role[] = ["all_views", "live_views", "video_orders", "all_orders"];

/** One row for each creator, summed; a sum is NULL where one of its values is missing. */
function creatorsSql({ source, column, has }: RuleInputs, sums: readonly Role[]): string {
  const figures = sums.map((role) =>
    has(role)
      ? `CASE WHEN count(${column(role)}) = count(*) THEN sum(${column(role)})::DOUBLE END AS ${role}`
      : `NULL::DOUBLE AS ${role}`,
  );
  return `SELECT ${column("creator")} AS thing_id, any_value(${column("creator")}) AS thing_name,
      NULL AS within, ${has("currency") ? `max(${column("currency")})` : "NULL"} AS currency,
      ${has("followers") ? `max(${column("followers")})::DOUBLE` : "NULL::DOUBLE"} AS followers,
      ${figures.join(",\n      ")}
    FROM ${source} WHERE ${column("creator")} IS NOT NULL GROUP BY ${column("creator")}`;
}

/** The logarithm of a rate; with half of one more counted, none has one too. */
function logOf(part: string): string {
  return `ln((${part} + 0.5) / nullif(views, 0))`;
}

/**
 * How far a rate is above the middle creator's, in standard errors, allowing for chance and for how
 * far creators differ anyway: by the median distance from the middle, and at least as ads of a group do.
 */
function aboveMiddle(part: string, spread: string): string {
  const differ = `greatest(1.4826 * ${part}_mad, ${spread})`;
  return `(${logOf(part)} - ln(usual_${part}_rate)) / sqrt(1 / (${part} + 0.5) + pow(${differ}, 2))`;
}

function middleOf(part: string): string {
  return `median(${part} / nullif(views, 0)) OVER () AS usual_${part}_rate, mad(${logOf(part)}) OVER () AS ${part}_mad`;
}

/** Orders with the views that they came from: those of LIVE only with the orders of LIVE. */
function ordersAndViews({ has }: RuleInputs): string {
  if (!has("all_orders")) return "video_orders AS orders, all_views AS views";
  return `all_orders AS orders, all_views + ${has("live_views") ? "live_views" : "0"} AS views`;
}

const middle = "the middle creator of the table, by the median";
const test =
  "test of the ratio to the middle creator, one-sided, allowing for chance and for how far creators differ anyway";
const fewestCreators = ours(5, "count", "Fewest creators to know what is usual");

/** Source document 003: whose attention is real, and whose sales are worth their price. */
export const creators = [
  defineRule({
    id: "C13",
    name: "Fake engagement of a creator suspected",
    severity: "medium",
    kind: "problem",
    about: "creator",
    needs: ["creator", "all_views", "all_comments", "video_orders"],
    uses: ["followers"],
    readsRows: true,
    thresholds: {
      many: ours(2, "multiple", "Many views or followers: times the middle creator's"),
      hardly: ours(
        0.3,
        "multiple",
        "Hardly any comments and orders per view: times the middle creator's",
      ),
      min_expected: ours(10, "count", "Fewest comments and orders that so many views let expect"),
      min_creators: fewestCreators,
    },
    query: (inputs) => `SELECT *, NULL AS stake, NULL AS short, NULL AS pace,
    round(usual_comments_rate * views) AS expected_comments,
    round(usual_orders_rate * views) AS expected_orders,
    creators >= ${inputs.t("min_creators")}
      AND least(expected_comments, expected_orders) >= ${inputs.t("min_expected")} AS enough,
    (views >= ${inputs.t("many")} * usual_views
        OR coalesce(followers >= ${inputs.t("many")} * usual_followers, false))
      AND comments <= ${inputs.t("hardly")} * expected_comments
      AND orders <= ${inputs.t("hardly")} * expected_orders AS effect,
    -- Both must be beyond chance, so the weaker one counts.
    least(-${aboveMiddle("comments", inputs.t("usual_spread"))},
      -${aboveMiddle("orders", inputs.t("usual_spread"))}) AS z
  FROM (
    SELECT *, count(*) OVER () AS creators, median(views) OVER () AS usual_views,
      median(followers) OVER () AS usual_followers,
      ${middleOf("comments")}, ${middleOf("orders")}
    FROM (
      SELECT * RENAME (all_views AS views, all_comments AS comments, video_orders AS orders)
      FROM (${creatorsSql(inputs, ["all_views", "all_comments", "video_orders"])})
    )
  )`,
    sentence:
      "{views|view}, where half of the creators have more than {usual_views}, brought {comments|comment} and {orders|order}; at the rates of the middle creator {expected_comments} and {expected_orders} would be expected.",
    evidence: [
      { column: "views", label: "Video views", unit: "count", base: "usual_views" },
      { column: "followers", label: "Followers", unit: "people", base: "usual_followers" },
      { column: "comments", label: "Comments", unit: "count", base: "expected_comments" },
      { column: "orders", label: "Orders", unit: "count", base: "expected_orders" },
    ],
    base: middle,
    test,
    stake: null,
    action:
      "Cross-check who follows and what the comments say before anything more is paid: ask for the audience by country and age, and read fifty comments.",
    chart: [
      { label: "Video views", part: "all_views" },
      { label: "Comments per 1,000 views", part: "all_comments", whole: "all_views", times: 1000 },
    ],
  }),
  defineRule({
    id: "C21",
    name: "Creator worth more budget",
    severity: "low",
    kind: "opportunity",
    about: "creator",
    needs: ["creator", "all_views", "video_orders", "sales", "commission"],
    uses: ["refunds", "all_orders", "live_views"],
    readsRows: true,
    thresholds: {
      high_rate: ours(1.5, "multiple", "Orders per view: times the middle creator's, at least"),
      cost: ours(
        1.1,
        "multiple",
        "Commission per sale that is kept: times the middle creator's, at most",
      ),
      min_orders: ours(30, "count", "Fewest orders to judge a creator"),
      min_creators: fewestCreators,
    },
    query: (inputs) => `SELECT *, NULL AS stake,
    orders / nullif(views, 0) AS rate, rate / nullif(usual_orders_rate, 0) AS rate_multiple,
    creators >= ${inputs.t("min_creators")} AND orders >= ${inputs.t("min_orders")}
      AND usual_orders_rate > 0 AS enough,
    rate_multiple >= ${inputs.t("high_rate")}
      AND commission_share <= ${inputs.t("cost")} * usual_commission_share AS effect,
    ${aboveMiddle("orders", inputs.t("usual_spread"))} AS z,
    ${inputs.t("min_orders")} - orders AS short, NULL AS pace
  FROM (
    SELECT *, count(*) OVER () AS creators, ${middleOf("orders")},
      median(commission_share) OVER () AS usual_commission_share
    FROM (
      SELECT *, ${ordersAndViews(inputs)},
        sales - ${inputs.has("refunds") ? "refunds" : "0"} AS kept,
        CASE WHEN kept > 0 THEN commission / kept END AS commission_share
      FROM (${creatorsSql(inputs, [...attention, ...money])})
    )
  )`,
    sentence:
      "{orders|order} from {views|view}, {rate_multiple} the orders per view of the middle creator, for a commission of {commission_share} of the sales that are kept, where {usual_commission_share} are usual.",
    evidence: [
      {
        column: "rate_multiple",
        label: "Orders per view, times the middle creator's",
        unit: "multiple",
      },
      { column: "orders", label: "Orders", unit: "count" },
      { column: "views", label: "Views", unit: "count" },
      { column: "kept", label: "Sales less refunds", unit: "money" },
      {
        column: "commission_share",
        label: "Commission per sale that is kept",
        unit: "ratio",
        base: "usual_commission_share",
      },
    ],
    base: middle,
    test,
    stake: null,
    action:
      "Book more with this creator at the same terms, and compare engagement, visitors and orders with the next ones. Count fees and samples in, which the export does not hold, and look whether the orders came from videos or from LIVE.",
    chart: [
      { label: "Orders", part: "video_orders" },
      { label: "Orders per 1,000 views", part: "video_orders", whole: "all_views", times: 1000 },
    ],
  }),
];

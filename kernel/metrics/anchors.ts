import { rate } from "./rate-metric.ts";

const source = "TikTok One help: campaign report metrics.";
const inferred = "TikTok One help lists the name without a formula; the formula is ours.";

/** The link on a video: general, game, e-commerce and download anchors. */
export const anchors = [
  rate("anchor_ctr", "anchor_clicks", "anchor_views", {
    label: "Anchor click-through rate",
    doc: "Share of views of the anchor that were clicked.",
    notes:
      "Per view of the anchor; per impression of the ad it is `anchor_click_rate_per_impression`.",
    source,
  }),
  rate("anchor_cta_ctr", "anchor_cta_clicks", "anchor_page_views", {
    label: "Download or CTA click-through rate",
    doc: "Share of visits to the anchor's page with a click on its button.",
    notes: "Per visit to the page behind the anchor, not per view of the anchor.",
    source,
  }),
  rate("anchor_cvr", "anchor_unique_clicks", "anchor_unique_views", {
    label: "Anchor conversion rate",
    doc: "Share of the people who saw the anchor who clicked it.",
    notes: "A “conversion rate” whose numerator is clicks of people: not comparable with `cvr`.",
    of: "people",
    source,
  }),
  rate("anchor_cta_cvr", "anchor_unique_cta_clicks", "anchor_unique_page_views", {
    label: "Download or CTA conversion rate",
    doc: "Share of the people on the anchor's page who clicked its button.",
    notes: "People, not events: not comparable with `cvr`.",
    of: "people",
    source,
  }),
  rate("game_event_ctr", "game_event_card_clicks", "game_event_card_views", {
    label: "Event click-through rate (game anchor)",
    doc: "Share of views of the event card that were clicked.",
    source,
  }),
  rate("shop_anchor_purchase_rate", "shop_anchor_purchases", "anchor_clicks", {
    label: "Purchase rate (e-commerce anchor)",
    doc: "Purchases per click on the anchor.",
    source: inferred,
  }),
  rate("shop_anchor_atc_rate", "shop_anchor_atc_clicks", "anchor_page_views", {
    label: "Add to cart rate (e-commerce anchor)",
    doc: "Add-to-cart clicks per visit to the anchor's page.",
    source: inferred,
  }),
  rate("shop_anchor_purchase_ctr", "purchase_button_clicks", "anchor_page_views", {
    label: "Purchase click rate (e-commerce anchor)",
    doc: "Clicks on the purchase button per visit to the anchor's page.",
    source: inferred,
  }),
  rate("shop_anchor_purchase_cvr", "unique_purchasers", "anchor_unique_page_views", {
    label: "Purchase conversion rate (e-commerce anchor)",
    doc: "Share of the people on the anchor's page who bought.",
    notes: "By analogy with `anchor_cvr`: people, not purchases.",
    of: "people",
    source: inferred,
  }),
  rate("download_anchor_ctr", "download_anchor_clicks", "anchor_page_views", {
    label: "Download click rate (download anchor)",
    doc: "Clicks on the download button per visit to the anchor's page.",
    notes: "By analogy with `anchor_cta_ctr`.",
    source: inferred,
  }),
  rate("download_anchor_cvr", "download_anchor_unique_clicks", "anchor_unique_page_views", {
    label: "Download conversion rate (download anchor)",
    doc: "Share of the people on the anchor's page who clicked the download button.",
    notes: "By analogy with `anchor_cta_cvr`: people, not clicks.",
    of: "people",
    source: inferred,
  }),
] as const;

/** A figure that the field names and that no formula over an export's columns gives. */
export interface NotComputed {
  readonly id: string;
  readonly label: string;
  readonly reason: string;
  /** What would make it computable, or is used in its place. */
  readonly instead: string;
}

/** Named in the field's documents, and not computed: with the reason, so that nobody searches. */
export const notComputed: readonly NotComputed[] = [
  row(
    "audience_size",
    "Estimated audience size",
    "A label of the ad group's settings (such as “Balanced”), not a figure of any export.",
    "Read it in Ads Manager.",
  ),
  row(
    "target_roas",
    "Target ROAS",
    "A decision of the advertiser, not data.",
    "Write it under targets: in the front matter: roas: 2.5.",
  ),
  row(
    "profit_margin",
    "Profit margin",
    "Known to the advertiser alone.",
    "Give it as a parameter, 0-1; break_even_cpa and break_even_roas take it.",
  ),
  row(
    "attribution_window",
    "Attribution window",
    "A setting of the ad group, not a number to sum.",
    "State it as attribution: of the source.",
  ),
  row(
    "conversion_rate_unspecified",
    "Conversion rate (unspecified)",
    "The documents name it without saying per what.",
    "Decide on cvr (per click), cvr_impressions, or orders per visitor.",
  ),
  row(
    "cvr_ambiguous",
    "CVR as printed, basis unknown",
    "A header “CVR” alone: per impression since October 2023, per click before.",
    "Recompute it with cvr and cvr_impressions and see which fits within rounding.",
  ),
  row(
    "unique_shoppers_after_discovery",
    "Share of users who bought after discovery",
    "A statistic about the platform, in no export.",
    "Nothing: it says nothing about a campaign.",
  ),
  row(
    "growth_vs_competitor",
    "Competitor comparison",
    "Needs another company's data.",
    "With a source that has it, lift(rate, base) compares.",
  ),
  row(
    "metric_vs_peers",
    "Metric relative to other ads",
    "Any metric against its peers; which those are is a decision of the query.",
    "lift(rate, base), where base is the peers' pooled ratio or median, never a mean of ratios.",
  ),
  row(
    "traffic_conversion_path",
    "Traffic conversion path (funnel)",
    "Several steps, not one figure.",
    "Sum the steps in one row and show it with view=funnel; the rates between steps are metrics.",
  ),
  row(
    "creator_efficiency",
    "Creator selling efficiency",
    "A judgement from several figures; no document gives a formula.",
    "Compare creators by engagement_rate, visitors_driven and roas over what each was paid.",
  ),
  row(
    "content_quality",
    "Content interaction quality",
    "Named as a dimension of reports, without a formula.",
    "engagement_rate, video_completion_rate and share_rate_paid show its parts.",
  ),
  row(
    "fake_engagement_signals",
    "Fake engagement signals",
    "Flags from followers, views and comments together; no document gives limits.",
    "Compare comments and GMV per view between creators.",
  ),
  row(
    "replenishment_forecast",
    "Replenishment forecast",
    "Needs a trend model and stock data.",
    "A source with stock, and a model of your own.",
  ),
  row(
    "baseline_value",
    "Baseline value of a KPI",
    "Any metric over an earlier period.",
    "Write the period under baseline: in the front matter, or filter with previous_period.",
  ),
  row(
    "lead_score",
    "Lead score",
    "Needs a model of your own leads.",
    "A source with scores from your CRM.",
  ),
  row(
    "video_behaviour",
    "Video behaviour",
    "A set of features, not a figure.",
    "The metrics of attention are its parts.",
  ),
  row(
    "cost_jump_flat_clicks",
    "Cost growth with flat clicks",
    "A comparison of two changes, not one figure.",
    "lift(cost now, cost before) beside lift(clicks now, clicks before).",
  ),
  row(
    "click_quality",
    "Click quality",
    "A judgement; no document gives a formula.",
    "ctr, cvr, landing_page_view_rate and bounce_rate by place and hour are the evidence.",
  ),
  row(
    "conversion_quality",
    "Conversion quality",
    "Needs what became of each conversion.",
    "With a source that has it: refund_rate, true_roas, average_order_value.",
  ),
  row(
    "cost_efficiency",
    "Cost efficiency",
    "A goal; no document gives a formula.",
    "cpa against break_even_cpa, roas against break_even_roas.",
  ),
];

function row(id: string, label: string, reason: string, instead: string): NotComputed {
  return { id, label, reason, instead };
}

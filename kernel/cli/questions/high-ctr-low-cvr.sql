-- Which ads are clicked far more than their peers and bought from far less?
-- The ad keeps a promise that its landing page does not: align the page with the ad, or the ad
-- with the page.
--
-- Needs one row per ad and day in `ads`. $min_clicks: ads with fewer clicks are not judged.
WITH settings AS (
  SELECT
    1.3 AS high_ctr,  -- high: so many times the peers' CTR
    0.6 AS low_cvr,   -- low: so many times the peers' CVR
    3 AS gap,         -- the first divided by the second; ads differ a little in both anyway
    3.2 AS z,         -- standard errors, see the end
    -- With fewer other ads or conversions in the ad group, the campaign is the base.
    2 AS fewest_peers,
    30 AS fewest_peer_conversions
),
ad_days AS (
  SELECT
    campaign_id, adgroup_id, ad_id, date,
    max(adgroup_name) AS adgroup_name,
    max(ad_name) AS ad_name,
    sum(cost) AS cost,
    sum(impressions) AS impressions,
    sum(clicks_destination) AS clicks,
    sum(conversions) AS conversions
  FROM ads
  GROUP BY campaign_id, adgroup_id, ad_id, date
),
-- A burst of clicks on a few days (a click farm, a bot) gives a high CTR and a low CVR too. Days
-- that stand out from the ad's own median day in clicks and in CTR are left out everywhere below.
usual_day AS (
  SELECT
    ad_id,
    median(clicks) FILTER (impressions > 0) AS clicks,
    mad(clicks) FILTER (impressions > 0) AS clicks_mad,
    median(ctr(clicks, impressions)) AS ctr
  FROM ad_days
  GROUP BY ad_id
),
judged_days AS (
  SELECT
    ad_days.*,
    -- Conversions also arrive on days without impressions; such days stay in.
    coalesce(
      ad_days.clicks > usual_day.clicks + 6 * 1.4826 * usual_day.clicks_mad + 10
        AND ctr(ad_days.clicks, ad_days.impressions) > 2.5 * usual_day.ctr,
      false
    ) AS stands_out
  FROM ad_days JOIN usual_day USING (ad_id)
),
per_ad AS (
  SELECT
    campaign_id, adgroup_id, ad_id,
    max(adgroup_name) AS adgroup_name,
    max(ad_name) AS ad_name,
    coalesce(sum(cost) FILTER (NOT stands_out), 0) AS cost,
    coalesce(sum(impressions) FILTER (NOT stands_out), 0) AS impressions,
    coalesce(sum(clicks) FILTER (NOT stands_out), 0) AS clicks,
    coalesce(sum(conversions) FILTER (NOT stands_out), 0) AS conversions,
    count(*) FILTER (stands_out) AS days_left_out
  FROM judged_days
  GROUP BY campaign_id, adgroup_id, ad_id
),
-- Peers: all other ads of the ad group, or of the campaign, pooled.
others AS (
  SELECT
    *,
    count(*) FILTER (clicks > 0) OVER (PARTITION BY adgroup_id) - 1 AS group_ads,
    sum(impressions) OVER (PARTITION BY adgroup_id) - impressions AS group_impressions,
    sum(clicks) OVER (PARTITION BY adgroup_id) - clicks AS group_clicks,
    sum(conversions) OVER (PARTITION BY adgroup_id) - conversions AS group_conversions,
    sum(impressions) OVER (PARTITION BY campaign_id) - impressions AS campaign_impressions,
    sum(clicks) OVER (PARTITION BY campaign_id) - clicks AS campaign_clicks,
    sum(conversions) OVER (PARTITION BY campaign_id) - conversions AS campaign_conversions
  FROM per_ad
),
against_peers AS (
  SELECT
    others.*,
    group_ads >= fewest_peers AND group_conversions >= fewest_peer_conversions AS in_group,
    CASE WHEN in_group THEN group_impressions ELSE campaign_impressions END AS peer_impressions,
    CASE WHEN in_group THEN group_clicks ELSE campaign_clicks END AS peer_clicks,
    CASE WHEN in_group THEN group_conversions ELSE campaign_conversions END AS peer_conversions
  FROM others, settings
),
rates AS (
  SELECT
    *,
    ctr(clicks, impressions) AS ctr,
    wilson_low(clicks, impressions) AS ctr_low,
    wilson_high(clicks, impressions) AS ctr_high,
    ctr(peer_clicks, peer_impressions) AS peers_ctr,
    cvr(conversions, clicks) AS cvr,
    wilson_low(conversions, clicks) AS cvr_low,
    wilson_high(conversions, clicks) AS cvr_high,
    cvr(peer_conversions, peer_clicks) AS peers_cvr
  FROM against_peers
)
SELECT
  ad_name, adgroup_name,
  CASE WHEN in_group THEN 'ad group' ELSE 'campaign' END AS peers,
  clicks::BIGINT AS clicks,
  ctr, ctr_low, ctr_high, peers_ctr,
  conversions::BIGINT AS conversions,
  cvr, cvr_low, cvr_high, peers_cvr,
  cost,
  -- The part of the cost whose clicks would have had to convert as the peers' do, and did not.
  cost * -lift(cvr, peers_cvr) AS cost_at_stake,
  days_left_out,
  ad_id
FROM rates, settings
WHERE clicks >= $min_clicks
  AND lift(ctr, peers_ctr) >= high_ctr - 1
  AND lift(cvr, peers_cvr) <= low_cvr - 1
  AND ctr / peers_ctr >= gap * cvr / peers_cvr
  -- Many ads are tested at once: z = 3.2 is 95% for all of 80 ads together (Bonferroni, one-sided).
  -- At that z the whole interval of the ad must be clear of its peers' whole interval, in both
  -- rates. The intervals shown are the usual 95% of one ad.
  AND wilson_low(clicks, impressions, z) > wilson_high(peer_clicks, peer_impressions, z)
  AND wilson_high(conversions, clicks, z) < wilson_low(peer_conversions, peer_clicks, z)
ORDER BY cost_at_stake DESC, ad_id

/** Norwegian labels by id. */
export const nb: Readonly<Record<string, string>> = {
  potential_ad_reach: "Potensiell annonse-reach",
  cost: "Totalt forbruk",
  clicks_all: "Clicks (All)",
  ctr_all: "CTR (Click-Through Rate)",
  cpc_all: "CPC (Cost Per Click)",
  cvr_clicks: "CVR (Conversion Rate)",
  cpa: "CPA (Cost Per Action)",
  roas: "Return On Ad Spend (ROAS)",
  purchase_roas: "Purchase ROAS (Return On Ad Spend)",
  purchases: "Kjøp",
  video_views_3s: "3-sekunders visning",
  spend_pace: "Tempo",
  budget: "Budsjett",
  view_through_conversions: "View-through-konvertering",
};

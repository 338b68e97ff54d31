import type { Spelled } from "./column.ts";

/**
 * Headers of TikTok Ads Manager in other languages, by canonical id, as real files and their readers
 * have them. Swedish is inferred from labels that another surface of the platform shows.
 */
export const japanese: Spelled = {
  campaign_name: ["キャンペーン名"],
  status_primary: ["一級ステータス"],
  budget: ["キャンペーン予算"],
  cost: ["コスト"],
  cpc_destination: ["CPC（誘導先）"],
  cpm: ["CPM"],
  impressions: ["インプレッション"],
  clicks_destination: ["クリック（誘導先）"],
  ctr_destination: ["CTR（誘導先）"],
  conversions: ["コンバージョン"],
  cost_per_conversion: ["コンバージョン単価"],
  cvr_ambiguous: ["コンバージョン率（CVR）"],
  results: ["結果"],
  cost_per_result: ["結果の単価"],
  result_rate: ["結果率（％）"],
  deep_funnel_results: ["ディープファネル結果"],
  cost_per_deep_funnel_result: ["ディープファネル結果ごとのコスト"],
  deep_funnel_result_rate: ["ディープファネル結果の割合"],
  goal_based_budget_increase: ["目標ベースの予算増加"],
  currency: ["通貨"],
};

export const spanish: Spelled = {
  campaign_name: ["Nombre de la campaña"],
  ad_name: ["Nombre del anuncio"],
  objective: ["Objetivo publicitario"],
  cost: ["Gasto", "Coste"],
  impressions: ["Impresiones"],
  reach: ["Alcance"],
  clicks_destination: ["Clics (destino)"],
  video_views: ["Visualizaciones de vídeo"],
  follows_paid: ["Seguidores de pago"],
  profile_visits_paid: ["Visitas al perfil pagadas"],
  date: ["Por día"],
  currency: ["Moneda"],
  conversions: ["Conversiones"],
  age_bucket: ["Edad"],
  ctr_destination: ["CTR (destino)"],
  cpc_destination: ["CPC (destino)"],
  frequency: ["Frecuencia"],
};

export const portuguese: Spelled = {
  campaign_name: ["Nome da campanha"],
  cost: ["Custo"],
  impressions: ["Impressões"],
  reach: ["Alcance"],
  results: ["Resultados"],
  cost_per_result: ["Custo por resultado"],
  cpc_destination: ["CPC (Destino)"],
  cpm: ["CPM"],
  clicks_destination: ["Cliques (Destino)"],
};

export const french: Spelled = {
  clicks_destination: ["Clics (destination)"],
  adgroup_name: ["Groupe de publicités"],
  video_views: ["Vues de la vidéo"],
};

export const swedishInferred: Spelled = {
  cost: ["Kostnad"],
  cpc_destination: ["CPC (destination)"],
  cpm: ["CPM (kostnad per tusen)"],
  clicks_destination: ["Klick (destination)"],
  impressions: ["Visningsspårning"],
  conversions: ["Konverteringar"],
};

/** Names of metrics in the English documentation beside headers that were seen. */
export const englishInferred: Spelled = {
  cvr_ambiguous: ["Conversion rate (CVR)"],
  cvr_clicks: ["Conversion rate (CVR, clicks)"],
  cvr_impressions_by_conversion_time: [
    "Conversion rate (CVR) by conversion time",
    "Real-time conversion rate (CVR)",
  ],
  purchases_website: ["Purchases (website)"],
  purchase_value_website: ["Purchase value (website)"],
  skan_cvr: ["Conversion rate (SKAN)"],
};

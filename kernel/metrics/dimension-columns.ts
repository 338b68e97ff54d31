import type { Unit } from "../protocol/unit.ts";

/** What a row is about. */
export const dimensionColumns: readonly {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
}[] = [
  { id: "date", label: "Date", unit: "date" },
  { id: "currency", label: "Currency", unit: "category" },
  { id: "account_id", label: "Account ID", unit: "id" },
  { id: "account_name", label: "Account name", unit: "text" },
  { id: "campaign_id", label: "Campaign ID", unit: "id" },
  { id: "campaign_name", label: "Campaign name", unit: "text" },
  { id: "adgroup_id", label: "Ad group ID", unit: "id" },
  { id: "adgroup_name", label: "Ad group name", unit: "text" },
  { id: "ad_id", label: "Ad ID", unit: "id" },
  { id: "ad_name", label: "Ad name", unit: "text" },
  { id: "ad_text", label: "Ad text", unit: "text" },
  { id: "landing_page_url", label: "Website URL", unit: "url" },
  { id: "date_created", label: "Date created", unit: "date" },
  { id: "status_primary", label: "Primary status", unit: "category" },
  { id: "status_secondary", label: "Secondary status", unit: "category" },
  { id: "attribution_source", label: "Attribution source", unit: "category" },
  { id: "post_source_primary", label: "Primary source", unit: "category" },
  { id: "post_source_secondary", label: "Secondary source", unit: "category" },
  { id: "audience_bucket", label: "Audience", unit: "category" },
  { id: "age_bucket", label: "Age", unit: "category" },
  { id: "gender", label: "Gender", unit: "category" },
  { id: "country", label: "Country", unit: "category" },
  { id: "region", label: "Region", unit: "category" },
  { id: "city", label: "City", unit: "category" },
  { id: "interest", label: "Interest", unit: "category" },
  { id: "search_term", label: "Search term", unit: "text" },
  { id: "product_id", label: "Product ID", unit: "id" },
  { id: "creative_type", label: "Creative type", unit: "category" },
  { id: "video_id", label: "Video ID", unit: "id" },
  { id: "video_title", label: "Video title", unit: "text" },
  { id: "creator_username", label: "TikTok account", unit: "text" },
  { id: "posted_at", label: "Time posted", unit: "timestamp" },
  { id: "authorization_type", label: "Authorization type", unit: "category" },
];

/** Files of the systems that hold no figures, told by headers that only they have. */
export const noReports: readonly {
  readonly label: string;
  readonly headers: readonly string[];
  readonly next: string;
}[] = [
  {
    label: "a settings sheet of TikTok Ads Manager (bulk export)",
    headers: [
      "Campaign Status",
      "Advertising Objective",
      "Campaign type",
      "Sales destination",
      "Use catalog",
      "Product source",
      "iOS 14 Dedicated Campaign",
      "Campaign Budget Type",
      "Campaign Budget Amount",
      "Campaign Budget Optimization",
      "Special ads categories",
      "Realtime API (RTA)",
      "Ad Group Status",
      "Placement Types",
      "Placements",
      "TikTok Pixel ID",
      "Pixel Event",
    ],
    next: "It has settings and no metrics: export the report from the Campaign tab instead.",
  },
];

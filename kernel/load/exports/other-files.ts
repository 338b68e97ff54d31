const ownDefinition =
  "That system is not read here; `campaign-notebook load --stub` with the file prints a definition to begin with.";

/** Files that are no export of a system here, told by headers that only they have. */
export const otherFiles: readonly {
  /** After "This is". */
  readonly label: string;
  readonly headers: readonly string[];
  readonly next: string;
}[] = [
  {
    label: "a settings sheet of TikTok Ads Manager (bulk export), not a report",
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
  {
    label: "a report of Google Ads or Microsoft Advertising",
    headers: [
      "Impr.",
      "Interactions",
      "Interaction rate",
      "Avg. cost",
      "Avg. CPC",
      "Avg. CPM",
      "Avg. CPV",
      "Currency code",
      "Campaign status",
      "Campaign state",
      "Ad group status",
      "Budget type",
      "Bid strategy type",
      "Optimization score",
      "Status reasons",
      "Conv. rate",
      "Cost / conv.",
      "Conv. value",
      "Conv. value / cost",
      "View-through conv.",
      "Cross-device conv.",
      "Search impr. share",
      "Impr. (Top) %",
      "Impr. (Abs. Top) %",
    ],
    next: ownDefinition,
  },
  {
    label: "a report of LinkedIn Campaign Manager",
    headers: [
      "Start Date (in UTC)",
      "Campaign Group ID",
      "Campaign Group Name",
      "Campaign Group Status",
      "Total Budget",
      "Total Spent",
      "Click Through Rate",
      "Average CPM",
      "Average CPC",
      "Total Social Actions",
      "Total Engagements",
      "Engagement Rate",
    ],
    next: ownDefinition,
  },
];

import type { ChartTable } from "../../kernel/chart/chart-table.ts";
import { parseChartSpec } from "../../kernel/chart/parse-spec.ts";
import type { RenderedChart } from "../../kernel/chart/render-chart.ts";
import { renderChart } from "../../kernel/chart/render-chart.ts";
import { ProblemError, type Problem } from "../../kernel/protocol/problem.ts";

const campaigns = ["Brand search", "Retargeting EU", "Spring launch"];

/** Twelve ads with every unit a chart knows; values follow from the row number. */
export const ads: ChartTable = {
  name: "by_ad",
  currency: "NOK",
  columns: [
    { name: "ad_id", unit: "id" },
    { name: "campaign", unit: "category", label: "Campaign" },
    { name: "ctr", unit: "ratio", label: "CTR (destination)" },
    { name: "cvr", unit: "ratio", label: "CVR" },
    { name: "cost", unit: "money", label: "Spend" },
    { name: "roas", unit: "multiple", label: "ROAS" },
    { name: "clicks", unit: "count", label: "Clicks (destination)" },
    { name: "watch", unit: "seconds", label: "Average watch time" },
  ],
  rows: Array.from({ length: 12 }, (_, i) => [
    9007199254740993000n + BigInt(i),
    campaigns[i % 3],
    0.004 + i * 0.002,
    0.05 - i * 0.003,
    `${1200 + i * 350}.50`,
    0.5 + i / 4,
    BigInt(100 + i * 900),
    2 + i,
  ]),
};

/** Ninety days of three campaigns, from 2024-01-01, dates as ISO text. */
export const daily: ChartTable = {
  name: "daily",
  currency: "EUR",
  columns: [
    { name: "date", unit: "date", label: "Day" },
    { name: "campaign", unit: "category", label: "Campaign" },
    { name: "cost", unit: "money", label: "Spend" },
  ],
  rows: Array.from({ length: 90 }, (_, day) =>
    campaigns.map((campaign, i) => [
      new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
      campaign,
      100 * (i + 1),
    ]),
  ).flat(),
};

export function render(text: string, data: ChartTable): Promise<RenderedChart> {
  return renderChart({ ...parseChartSpec(text), data });
}

/** The problem a chart ends with. */
export async function problemOf(text: string, data: ChartTable): Promise<Problem> {
  try {
    await render(text, data);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error("the chart was drawn");
}

/** Texts of an SVG in document order. */
export function texts(svg: string): string[] {
  return Array.from(svg.matchAll(/<(?:text|tspan)[^<>]*>([^<]*)</g), (match) => match[1] ?? "");
}

/** How many elements stand in the groups of a kind of mark. */
export function countMarks(svg: string, kind: string): number {
  const groups = svg.matchAll(new RegExp(`<g class="mark-${kind} role-mark"[^>]*>(.*?)</g>`, "gs"));
  return Array.from(groups).reduce(
    (sum, [, inside = ""]) => sum + (inside.match(/<(path|rect|text|line)\b/g)?.length ?? 0),
    0,
  );
}

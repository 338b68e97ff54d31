import { notebookNames } from "../../kernel/language/notebook-names.ts";
import type { Names } from "../../kernel/language/names.ts";
import { describeMetrics } from "../../kernel/metrics/describe.ts";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import type { CellText } from "../../kernel/protocol/calls.ts";
import type { OutlineTable } from "../../kernel/protocol/outline.ts";
import type { Unit } from "../../kernel/protocol/unit.ts";

export const setup: CellText = {
  kind: "setup",
  language: "yaml",
  attributes: "",
  text: `campaign-notebook: 1
sources:
  ads: ads.csv
  shop: shop.csv
params:
  min_clicks: 100
  period: { from: 2026-01-01, to: 2026-01-31 }
columns:
  cost_per_engaged_view: { formula: cost / video_views_6s, unit: money }
  engaged: cost_per_engaged_view * 2
targets:
  cost_per_engaged_view: 2
`,
};

export function sqlCell(text: string, attributes = ""): CellText {
  return { kind: "code", language: "sql", attributes, text };
}

export function table(name: string, columns: Readonly<Record<string, Unit>>): OutlineTable {
  return {
    name,
    sql: name,
    rows: 1200,
    columns: Object.entries(columns).map(([column, unit]) => ({
      name: column,
      sql: /^[a-z_0-9]+$/.test(column) ? column : `"${column}"`,
      label: column === "cost" ? "Cost" : column,
      unit,
      type: unit === "count" ? "BIGINT" : "VARCHAR",
      header: column === "cost" ? "Spend" : null,
    })),
  };
}

const ads = table("ads", {
  ad_id: "id",
  cost: "money",
  impressions: "count",
  clicks_destination: "count",
  "odd name": "text",
});

/** What a notebook with that setup names, its sources loaded, `by_ad` run and `later` not. */
export function knownNames(sources: readonly OutlineTable[] = [ads]): Names {
  return notebookNames({
    cells: [setup, sqlCell("", "name=by_ad"), sqlCell("", "name=later")],
    settings: readFrontMatter(setup.text).settings,
    outline: { sources, results: [table("by_ad", { ad_id: "id", ctr: "ratio" })], metrics: [] },
    builtIn: describeMetrics(),
    words: {
      keywords: ["select", "from", "group", "by"],
      functions: [
        { name: "sum", calls: [["arg"]], doc: "Adds up." },
        { name: "round", calls: [["x"], ["x", "precision"]], doc: "Rounds." },
      ],
    },
  });
}

/** The text without its `|`, and where that stood. */
export function atCursor(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf("|");
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}

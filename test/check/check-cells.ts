import { afterAll } from "vitest";
import { checkNotebook } from "../../kernel/check/check-notebook.ts";
import { planCells } from "../../kernel/cells/plan-cells.ts";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import type { LoadReport } from "../../kernel/protocol/load-report.ts";
import type { CheckResult, Mistake } from "../../kernel/protocol/mistake.ts";
import type { Unit } from "../../kernel/protocol/unit.ts";
import { SqlParser } from "../../kernel/session/sql-parser.ts";

const parser = await SqlParser.open();
afterAll(() => parser.close());

const sources = `sources:
  ads: {path: a.csv, attribution: "7-day click, 1-day view", timezone: Europe/Oslo, currency: NOK}
  meta: {path: m.csv, attribution: "1-day click", timezone: America/New_York, currency: USD}
  twin: {path: t.csv, attribution: "7-day click, 1-day view", timezone: Europe/Oslo, currency: NOK}
  shop: {path: s.csv, origin: own}
  mixed: {path: x.csv}
params:
  period: {kind: date_range, default: {from: 2026-05-01, to: 2026-05-04}}`;

const ads: Readonly<Record<string, Unit>> = {
  date: "date",
  country: "category",
  adgroup_name: "text",
  ad_id: "id",
  ad_name: "text",
  cost: "money",
  impressions: "count",
  reach: "people",
  clicks_destination: "count",
  conversions: "count",
  ctr_destination: "ratio",
  cpm_printed: "money",
  frequency_printed: "score",
  cvr_ambiguous: "ratio",
};
const shop: Readonly<Record<string, Unit>> = {
  order_id: "id",
  created_at: "timestamp",
  cancelled_at: "timestamp",
  order_refund_amount: "money",
  order_status: "category",
  gmv: "money",
  estimated_gmv: "money",
  settled_revenue: "money",
  pii_email: "text",
};

function report(
  name: string,
  columns: Readonly<Record<string, Unit>>,
  currencies: readonly string[] = [],
): LoadReport {
  return {
    version: 1,
    name,
    files: [],
    export: { id: "x", label: "x", language: "en", certainty: 1 },
    grain: { level: "ad", period: "day", key: name === "shop" ? ["order_id"] : ["date", "ad_id"] },
    rows: { read: 0, loaded: 0, leftOut: [] },
    columns: Object.entries(columns).map(([id, unit]) => ({
      id,
      header: id,
      means: id,
      unit,
      type: "VARCHAR",
      nulls: 0,
    })),
    rejected: [],
    totals: { status: "none" },
    duplicates: { rows: 0, keys: 0 },
    dates: { from: "2026-05-01", to: "2026-05-30", days: 30, missing: [], missingDays: 0 },
    currencies,
    declared: {},
    notices: [],
  };
}

const loads = [
  report("ads", ads, ["NOK"]),
  report("meta", ads, ["USD"]),
  report("twin", ads, ["NOK"]),
  report("shop", shop),
  report("mixed", ads, ["EUR", "SEK"]),
];

/** A notebook of these cells over the sources above, which nobody has to load. */
export async function check(
  cells: readonly string[],
  { isLoaded = true, attributes = "" } = {},
): Promise<CheckResult> {
  const fences = cells.map((text, index) => {
    const name = index < cells.length - 1 ? ` name=cell_${index + 1}` : attributes;
    return `\`\`\`sql${name}\n${text}\n\`\`\`\n`;
  });
  const { cells: read } = parseNotebook(
    `---\ncampaign-notebook: 1\n${sources}\n---\n\n${fences.join("\n")}`,
  );
  const { settings, problems } = readFrontMatter(read[0]?.text ?? "");
  if (!settings) throw new Error(problems[0]?.message);
  return checkNotebook(planCells(read, new Map()), {
    settings,
    loads: isLoaded ? loads : [],
    custom: new Map(),
    parameters: new Map([
      ["period_from", "2026-05-01"],
      ["period_to", "2026-05-04"],
    ]),
    parse: parser.parse,
  });
}

/** The part of the text that a mistake is about. */
export function spanText(text: string, { range }: Mistake): string {
  return text.slice(
    offset(text, range.line, range.character),
    offset(text, range.endLine, range.endCharacter),
  );
}

/** The text with a mistake's edits made. */
export function fixed(text: string, { fix }: Mistake): string {
  return (fix?.edits ?? []).reduceRight((before, { range, text: inserted }) => {
    const start = offset(before, range.line, range.character);
    const end = offset(before, range.endLine, range.endCharacter);
    return before.slice(0, start) + inserted + before.slice(end);
  }, text);
}

function offset(text: string, line: number, character: number): number {
  const lines = text.split("\n").slice(0, line - 1);
  return lines.reduce((sum, one) => sum + one.length + 1, 0) + character - 1;
}

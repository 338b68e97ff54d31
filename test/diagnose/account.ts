import { DuckDBInstance } from "@duckdb/node-api";
import { rules } from "../../kernel/diagnose/catalogue.ts";
import { diagnose } from "../../kernel/diagnose/diagnose.ts";
import type { DiagnoseRequest } from "../../kernel/diagnose/diagnose-request.ts";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { macroStatements } from "../../kernel/metrics/macros.ts";
import type { FindingsOutput } from "../../kernel/protocol/findings.ts";
import { literal } from "../../kernel/sql.ts";
import type { QueryResult } from "../../kernel/session/result.ts";

/** An ordinary day of an ordinary ad. */
const usual = {
  cost: 30,
  impressions: 5000,
  clicks_destination: 50,
  clicks_all: 70,
  conversions: 2,
  view_through_conversions: 0,
  video_views: 4800,
  video_views_2s: 2000,
  video_views_6s: 900,
  video_views_75: 500,
  landing_page_views: 40,
  add_to_cart: 8,
  checkouts_initiated: 4,
  purchases: 2,
  purchase_value: 100,
  likes_paid: 60,
  comments_paid: 20,
  shares_paid: 20,
  cvr_ambiguous: 0.04,
};

/** What exports of creators and orders hold: unknown of an ad. */
const others = {
  total_video_views: "BIGINT",
  live_views: "BIGINT",
  comments: "BIGINT",
  orders: "BIGINT",
  orders_video: "BIGINT",
  gmv_creator: "DECIMAL(18,2)",
  estimated_commission: "DECIMAL(18,2)",
  estimated_gmv: "DECIMAL(18,2)",
  settled_gmv: "DECIMAL(18,2)",
  settled_revenue: "DECIMAL(18,2)",
};

export type Day = {
  readonly [Column in keyof typeof usual | keyof typeof others]?: number | null;
} & {
  readonly creator_username?: string | null;
  readonly status_primary?: string;
  readonly country?: string | null;
  readonly landing_page_url?: string | null;
  readonly creative_type?: string | null;
};

export interface Ad {
  readonly ad: string;
  readonly group?: string;
  readonly campaign?: string;
  /** First day and the number of days; all 42 by default. */
  readonly from?: number;
  readonly days?: number;
  readonly of?: Day | ((day: number) => Day);
}

export const lastDay = 41;
const texts = [
  "status_primary",
  "country",
  "landing_page_url",
  "creative_type",
  "creator_username",
] as const;
const types: Readonly<Record<string, string>> = {
  cost: "DECIMAL(18,2)",
  purchase_value: "DECIMAL(18,2)",
  cvr_ambiguous: "DOUBLE",
  ...others,
};
const measures = [...Object.keys(usual), ...Object.keys(others)];
export const columns = [
  "campaign_id",
  "campaign_name",
  "adgroup_id",
  "adgroup_name",
  "ad_id",
  "ad_name",
  "date",
  "currency",
  ...texts,
  ...measures,
];

/** Three ordinary ads, with which the others are compared. */
export const peers: readonly Ad[] = [{ ad: "a" }, { ad: "b" }, { ad: "c" }];

/** Five ordinary creators, and x. */
export const creators = (of: Day, more: Partial<Ad> = {}): readonly Ad[] =>
  ["a", "b", "c", "d", "e", "x"].map((creator) => {
    const views = { total_video_views: 4000, live_views: 0, comments: 12 };
    const counted = { orders: 3, orders_video: 3 };
    const sold = { gmv_creator: 100, estimated_commission: 15, creator_username: creator };
    const [own, rest] = creator === "x" ? [of, more] : [{}, {}];
    return { ad: creator, of: { ...views, ...counted, ...sold, ...own }, ...rest };
  });
/** A creator whom many see and hardly anyone follows. */
export const watched: Day = { total_video_views: 20_000, comments: 1, orders_video: 1 };

const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
for (const statement of macroStatements(catalogue)) await connection.run(statement);

/** What the rules say of these ads, and a connection on which `ads` holds them. */
export async function diagnoseAds(
  ads: readonly Ad[],
  request: Partial<DiagnoseRequest> = {},
): Promise<{ output: FindingsOutput; rowsOf: (sql: string) => Promise<QueryResult["rows"]> }> {
  const typed = columns.map(
    (name) =>
      `${name} ${name === "date" ? "DATE" : (types[name] ?? (measures.includes(name) ? "BIGINT" : "VARCHAR"))}`,
  );
  await connection.run(`CREATE OR REPLACE TABLE ads (${typed.join(", ")})`);
  await connection.run(`INSERT INTO ads VALUES ${ads.flatMap(rowsOfAd).join(",\n")}`);
  const run = async (sql: string): Promise<QueryResult> => {
    const reader = await connection.runAndReadAll(sql);
    const names = reader.columnNames();
    const rows = reader.getRowsJson();
    return {
      columns: names.map((name) => ({ name, type: "" })),
      rows,
      cut: false,
      total: rows.length,
      changed: null,
    };
  };
  const output = await diagnose(run, {
    source: "ads",
    columns,
    report: null,
    currency: "EUR",
    known: rules,
    level: null,
    rules: null,
    thresholds: new Map(),
    targets: new Map(),
    notebook: null,
    ...request,
  });
  return { output, rowsOf: async (sql) => (await run(sql)).rows };
}

function rowsOfAd({ ad, group = "g", campaign = "k", from, days, of = {} }: Ad): string[] {
  const first = from ?? (days === undefined ? 0 : lastDay + 1 - days);
  const last = days === undefined ? lastDay : first + days - 1;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const own: Day = typeof of === "function" ? of(first + index) : of;
    const day = { status_primary: "Active", ...usual, ...own };
    const values = [
      ...[campaign, `campaign ${campaign}`, group, `group ${group}`, ad, `ad ${ad}`].map(literal),
      `DATE '2026-05-01' + ${first + index}`,
      "'EUR'",
      ...texts.map((name) => literal(day[name] ?? null)),
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names are its keys
      ...measures.map((name) => literal(day[name as keyof typeof usual] ?? null)),
    ];
    return `(${values.join(", ")})`;
  });
}

import { renderChart } from "../../kernel/chart/render-chart.ts";
import { chartVariables } from "../../kernel/chart/vega/theme.ts";
import type { FindingsOutput } from "../../kernel/protocol/findings.ts";
import type { LoadReport } from "../../kernel/protocol/load-report.ts";
import type {
  ChartOutput,
  KpiTile,
  OutputColumn,
  OutputTable,
} from "../../kernel/protocol/output.ts";
import type { ReportCell, ReportModel } from "../../kernel/report/model.ts";

/** Gives every name and sentence of the model; takes the one that a harmless model has there. */
type Wording = (harmless: string) => string;

const asItIs: Wording = (text) => text;

/** A report with one of everything: prose, tiles, tables, a chart, a problem, a load with findings. */
export async function sampleModel(word: Wording = asItIs): Promise<ReportModel> {
  const {
    rows: _rows,
    live: _live,
    ...drawn
  } = await renderChart({
    spec: {
      mark: "point",
      encoding: {
        x: { field: "ctr", type: "quantitative" },
        y: { field: "cost", type: "quantitative" },
        color: { field: "ad_name", type: "nominal" },
      },
    },
    data: { columns: [{ name: "ad_name" }, { name: "ctr" }, { name: "cost" }], rows: adRows },
  });
  const chart: ChartOutput = {
    kind: "chart",
    ...drawn,
    title: word(drawn.title),
    description: word(drawn.description),
    notes: [word("One ad has no value.")],
    table: adTable(word),
  };
  return {
    title: word("High CTR, low CVR"),
    lang: "en",
    incomplete: null,
    cells: [
      prose(
        "# Which ads promise too much?\n\nThree ads, see [the tables](#tables).\n\n#### A level is skipped here",
      ),
      code("sql", word("SELECT 1 AS ctr"), word("figures"), {
        kind: "kpi",
        currency: "EUR",
        tiles: tiles(word),
      }),
      prose("## Tables\n\n| Market | Ads |\n|---|--:|\n| NO | 12 |"),
      code("sql", "SELECT …", word("ads"), {
        kind: "table",
        name: word("ads"),
        table: adTable(word),
      }),
      code("vega-lite", "mark: point", null, chart),
      code("diagnose", word("level: ad"), word("problems"), findings(word)),
      code("sql", "SELECT …", null, {
        kind: "error",
        problem: {
          code: "sql_unknown_name",
          message: word("There is no column “clicks”."),
          place: { cell: word("ads"), line: 3 },
          next: word("Did you mean clicks_destination?"),
        },
      }),
    ],
    loads: [loadReport(word)],
    parameters: [{ name: "min_clicks", label: word("Fewest clicks"), value: word("100") }],
    notices: [],
    versions: { product: "0.1.0", engine: "1.5.5" },
    chartVariables,
  };
}

function prose(text: string): ReportCell {
  return { kind: "markdown", text };
}

function code(
  language: string,
  text: string,
  name: string | null,
  output: Extract<ReportCell, { kind: "code" }>["outputs"][number],
): ReportCell {
  return { kind: "code", language, code: text, hidden: false, name, outputs: [output] };
}

export function column(name: string, unit: OutputColumn["unit"], type = "DOUBLE"): OutputColumn {
  return { name, label: name, unit, type };
}

const adRows = [
  ["Unboxing v1", 0.0187, 7014.76],
  ["Studio v4", 0.0211, 2601.9],
  ["Street interview v2", 0.0092, null],
] as const;

function adTable(word: Wording): OutputTable {
  return {
    columns: [
      { ...column("ad_name", "text", "VARCHAR"), label: word("Ad") },
      { ...column("ctr", "ratio"), label: word("CTR (destination)") },
      column("ctr_low", "ratio"),
      column("ctr_high", "ratio"),
      column("cost", "money", "DECIMAL(18,2)"),
      column("note", null, "VARCHAR"),
    ],
    rows: adRows.map(([name, ctr, cost]) => [
      word(name),
      ctr,
      ctr * 0.9,
      ctr * 1.1,
      cost,
      word("ordinary"),
    ]),
    total: 7200,
    currency: "EUR",
  };
}

function tiles(word: Wording): KpiTile[] {
  const tile = (name: string, rest: Partial<KpiTile>): KpiTile => ({
    name,
    label: word(name),
    unit: "ratio",
    value: 0.0118,
    better: "higher",
    previous: 0.0119,
    target: 0.0125,
    series: [0.012, null, 0.011, 0.0118],
    ...rest,
  });
  return [
    tile("ctr", {}),
    tile("cvr", { value: 0.036, previous: 0.03, target: 0.036 }),
    tile("cost", { unit: "money", value: "81122.95", better: "neither", target: null }),
    tile("roas", { unit: "multiple", value: null, previous: null, series: [] }),
    tile("best ad", { unit: "text", value: word("Unboxing v1"), previous: null, target: null }),
  ];
}

function findings(word: Wording): FindingsOutput {
  const thing = {
    kind: "ad",
    id: "18",
    name: word("Unboxing v1"),
    within: word("NO Broad"),
  } as const;
  return {
    kind: "findings",
    source: word("ads"),
    findings: (["high", "medium", "low"] as const).map((severity, index) => ({
      rule: `A${index + 1}`,
      title: word("Ad is ignored"),
      severity,
      kind: "problem",
      thing: index === 2 ? { ...thing, id: "19", name: word("Studio v4") } : thing,
      sentence: word("CTR is 0.40% against 1.10% of its peers."),
      evidence: [
        { label: word("CTR"), unit: "ratio", value: 0.004, base: 0.011, low: 0.003, high: 0.005 },
        { label: "Cost", unit: "money", value: "1204.50", base: null, low: null, high: null },
      ],
      base: "the other ads of the same ad group, pooled",
      certainty: "Chance alone: less than 0.0001, corrected for the 77 that were tested.",
      stake: index === 2 ? null : 766.5,
      stakeNote: index === 2 ? null : "what was paid for clicks that did not come",
      currency: "EUR",
      action: "Test new hooks.",
      brief: index === 0 ? word("### Creative brief") : null,
      query: word("SELECT 1"),
      chart: null,
    })),
    more: 3,
    undecided: [
      { rule: "A1", title: "Promise and page", thing, sentence: word("Not enough evidence.") },
    ],
    checked: [
      { rule: "A1", title: "Promise and page", things: 80, judged: 77, found: 3, undecided: 1 },
    ],
    unchecked: [{ rule: "C10", title: "Several regions", needs: word("the column Country") }],
    settings: [
      {
        name: "min_clicks",
        label: "Fewest clicks",
        value: "100",
        origin: "ours",
        isChanged: false,
      },
    ],
    method: "Each rule tests every one of its ads that has enough data.",
  };
}

export function loadReport(word: Wording = asItIs): LoadReport {
  return {
    version: 1,
    name: word("ads"),
    files: [
      {
        name: word("ads-daily.csv"),
        bytes: 1_797_744,
        sha256: "cc13fa1fd394694e2bfb3dc29347df2ac3b7dc2cebf5f706b27c9ed3497b9d3e",
        encoding: "utf-8",
        delimiter: ",",
        quote: '"',
        headerRow: 1,
        preamble: [],
      },
    ],
    export: {
      id: "tiktok",
      label: word("TikTok Ads Manager report"),
      language: "en",
      certainty: 1,
    },
    grain: { level: "ad", period: "day", key: ["date", "ad_id"] },
    rows: { read: 5653, loaded: 5652, leftOut: [{ reason: "totals", rows: 1, examples: [5654] }] },
    columns: [
      { id: "cost", header: "Cost", means: "cost", unit: "money", type: "DECIMAL", nulls: 0 },
    ],
    rejected: [
      {
        column: word("reach"),
        count: 2,
        reason: "not_a_number",
        samples: [{ row: 12, text: word("n/a") }],
      },
    ],
    totals: {
      status: "differs",
      row: 5654,
      columns: [{ column: word("cost"), printed: "10.00", summed: "9.00", agrees: false }],
    },
    duplicates: { rows: 0, keys: 0 },
    dates: { from: "2026-05-01", to: "2026-07-29", days: 90, missing: [], missingDays: 0 },
    currencies: ["EUR"],
    declared: { attribution: word("7-day click") },
    notices: [
      {
        level: "warning",
        problem: {
          code: "totals_differ",
          message: word("The totals row differs."),
          next: word("Download it again."),
        },
      },
    ],
  };
}

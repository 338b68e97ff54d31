import type { LoadReport, TotalsCheck } from "../protocol/load-report.ts";
import { formatNumber } from "../protocol/number-format.ts";
import { describeProblem, visible } from "../protocol/problem.ts";

/** The load report for people: what was found, what was decided, what needs a look. */
export function reportText(report: LoadReport): string {
  const { rows, grain, dates } = report;
  const file = report.files[0];
  const lines = [
    `${report.name}: ${plural(rows.loaded, "row")} of ${report.files.map(({ name }) => name).join(", ")}`,
    line(
      "Export",
      `${report.export.label}, ${language(report.export.language)}, ${headersText(report)}`,
    ),
    line("Grain", grainText(report)),
    line("Rows", rowsText(report)),
    line("Totals row", totalsText(report.totals)),
    line(
      "Period",
      dates ? `${dates.from} to ${dates.to}, ${plural(dates.days, "day")}` : "no dates in the file",
    ),
    line("Currency", report.currencies.join(", ") || "not stated"),
    line(
      "Keys",
      grain.key.length === 0
        ? "none"
        : report.duplicates.rows === 0
          ? `unique (${grain.key.join(", ")})`
          : `${count(report.duplicates.rows)} rows share ${plural(report.duplicates.keys, "key")}`,
    ),
    line("Unreadable", rejectedText(report)),
    ...(file
      ? [
          line(
            "File",
            `${count(file.bytes)} bytes, ${file.encoding}, ${delimiterName(file.delimiter)}, SHA-256 ${file.sha256.slice(0, 12)}…`,
          ),
        ]
      : []),
    ...report.notices.map(
      ({ level, problem }) =>
        `  ${level === "warning" ? "!" : "i"} ${describeProblem({ ...problem, code: "internal" })}`,
    ),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}

function line(label: string, text: string): string {
  return `  ${label.padEnd(11)} ${text}`;
}

function headersText({ columns }: LoadReport): string {
  const known = columns.filter(({ means }) => means !== null).length;
  return `${known} of ${columns.length} columns known`;
}

function grainText({ grain }: LoadReport): string {
  const level = { ad: "ad", adgroup: "ad group", campaign: "campaign", unknown: "row" }[
    grain.level
  ];
  return grain.period === "day" ? `one row per ${level} and day` : `one row per ${level}`;
}

const reasons = {
  totals: "totals",
  blank: "blank",
  footer: "footer",
  repeated_header: "repeated header",
  ragged: "wrong number of cells",
} as const;

function rowsText({ rows }: LoadReport): string {
  const left = rows.leftOut.map(
    ({ reason, rows: number, examples }) =>
      `${count(number)} left out (${reasons[reason]}, row ${examples.map(count).join(", ")}${number > examples.length ? " …" : ""})`,
  );
  return [`${count(rows.read)} read`, `${count(rows.loaded)} loaded`, ...left].join(", ");
}

function totalsText(totals: TotalsCheck): string {
  if (totals.status === "none") return "none in the file";
  const agreeing = totals.columns.filter(({ agrees }) => agrees).length;
  return totals.status === "agrees"
    ? `agrees with the sum of the rows in all ${plural(agreeing, "column")} that add up`
    : `differs in ${totals.columns.length - agreeing} of ${plural(totals.columns.length, "column")}`;
}

function rejectedText({ rejected }: LoadReport): string {
  const total = rejected.reduce((sum, entry) => sum + entry.count, 0);
  return total === 0
    ? "none"
    : `${plural(total, "value")} (${rejected.map((entry) => `${entry.column} ${count(entry.count)}`).join(", ")})`;
}

function language(code: string): string {
  return `${new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code} headers`;
}

function delimiterName(delimiter: string): string {
  const names: Readonly<Record<string, string>> = { ",": "comma", "\t": "tab", ";": "semicolon" };
  return names[delimiter] ?? `“${delimiter}”`;
}

function count(number: number): string {
  return formatNumber(number, "count");
}

function plural(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}

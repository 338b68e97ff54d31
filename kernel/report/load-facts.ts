import type { LoadFact } from "../protocol/export.ts";
import type { LoadReport, RejectedValues, TotalsCheck } from "../protocol/load-report.ts";
import { levelName } from "../protocol/level-name.ts";
import { formatNumber } from "../protocol/number-format.ts";

/** A load report as a person takes it in at a glance, in a fixed order. */
export function loadFacts(report: LoadReport): LoadFact[] {
  const { grain, dates, duplicates, currencies } = report;
  const known = report.columns.filter(({ means }) => means !== null).length;
  return [
    plain(
      "Export",
      `${report.export.label}, ${languageName(report.export.language)} headers, ${count(known)} of ${plural(report.columns.length, "column")} known`,
    ),
    plain("One row is", `one ${levelName(grain.level)}${periods[grain.period]}`),
    plain("Rows", rowsText(report)),
    dates
      ? {
          label: "Period",
          text: `${dates.from} to ${dates.to}, ${plural(dates.days, "day")}, ${dates.missingDays === 0 ? "none without rows" : `${count(dates.missingDays)} without rows`}`,
          state: dates.missingDays === 0 ? "plain" : "look",
        }
      : plain("Period", statedText(report)),
    {
      label: "Currency",
      text: currencies.join(", ") || "not stated in the file",
      state: currencies.length > 1 ? "look" : "plain",
    },
    totalsFact(report.totals),
    grain.key.length === 0
      ? plain("Duplicates", "not checked: no columns identify a row")
      : {
          label: "Duplicates",
          text:
            duplicates.rows === 0
              ? `none: ${grain.key.join(" + ")} identify every row`
              : `${plural(duplicates.rows, "row")} with ${plural(duplicates.keys, "shared key")} (${grain.key.join(" + ")})`,
          state: duplicates.rows === 0 ? "check" : "look",
        },
    rejectedFact(report.rejected),
    ...Object.entries(report.declared).map(([name, value]) => plain(`Stated: ${name}`, value)),
  ];
}

/** Of files without a column of days. */
function statedText({ files, columns, rows }: LoadReport): string {
  const times = columns.filter(
    ({ type, nulls }) => (type === "DATE" || type === "TIMESTAMP") && nulls < rows.loaded,
  );
  const periods = new Set(
    files.flatMap(({ period }) => (period ? [`${period.from} to ${period.to}`] : [])),
  );
  return periods.size === 0
    ? times.length === 0
      ? "no dates in the file"
      : `not by day; rows have ${times
          .slice(0, 3)
          .map(({ id }) => id)
          .join(", ")}${times.length > 3 ? " …" : ""}`
    : `${[...periods].slice(0, 3).join("; ")}${periods.size > 3 ? " …" : ""}, as the file says; no dates in its rows`;
}

function plain(label: string, text: string): LoadFact {
  return { label, text, state: "plain" };
}

export function plural(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}

const periods = { hour: " in one hour", day: " on one day", total: "" } as const;

const reasons = {
  totals: "totals",
  description: "description of the columns",
  section: "another table below",
  blank: "blank",
  footer: "footer",
  repeated_header: "repeated header",
  ragged: "wrong number of cells",
  repeated: "repeated in a later file",
} as const;

/** Why a value was not read. */
export const misreadings = {
  not_a_number: "no number",
  not_whole: "no whole number",
  not_a_date: "no date",
  period: "several days",
  out_of_range: "out of range",
  masked: "masked by the platform",
  ambiguous: "readable in two ways",
} as const;

function rowsText({ rows }: LoadReport): string {
  const leftOut = rows.leftOut.map(
    ({ reason, rows: number, examples, file }) =>
      `${count(number)} left out as ${reasons[reason]} (${file === undefined ? "" : `${file} `}row ${examples.map(rowNumber).join(", ")}${number > examples.length ? " …" : ""})`,
  );
  return [`${count(rows.read)} read`, `${count(rows.loaded)} loaded`, ...leftOut].join(", ");
}

function totalsFact(totals: TotalsCheck): LoadFact {
  const label = "Totals row";
  if (totals.status === "none") return { label, text: "none in the file", state: "plain" };
  const wrong = totals.columns.filter(({ agrees }) => !agrees);
  if (wrong.length === 0)
    return {
      label,
      text: `agrees with the sum of the rows in ${totals.columns.length === 1 ? "the one column" : `all ${count(totals.columns.length)} columns`} that add up`,
      state: "check",
    };
  const examples = wrong
    .slice(0, 3)
    .map(({ column, printed, summed }) => `${column}: ${printed} printed, ${summed} summed`);
  return {
    label,
    text: `differs in ${count(wrong.length)} of ${plural(totals.columns.length, "column")} (${examples.join("; ")}${wrong.length > 3 ? " …" : ""})`,
    state: "look",
  };
}

function rejectedFact(rejected: readonly RejectedValues[]): LoadFact {
  const label = "Unreadable values";
  const total = rejected.reduce((sum, entry) => sum + entry.count, 0);
  if (total === 0) return { label, text: "none", state: "check" };
  const entries = rejected.map(({ column, count: number, reason, samples }) => {
    const sample = samples[0];
    const where = sample?.file === undefined ? "" : `${sample.file} `;
    const example = sample ? `, ${where}row ${rowNumber(sample.row)} “${sample.text}”` : "";
    return `${column} ${count(number)} (${misreadings[reason]}${example})`;
  });
  return { label, text: `${count(total)}, left empty: ${entries.join("; ")}`, state: "look" };
}

function languageName(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

const languages = new Intl.DisplayNames("en", { type: "language" });

function rowNumber(row: number): string {
  return count(row);
}

function count(number: number): string {
  return formatNumber(number, "count");
}

import type { LoadReport, Notice, NoticeCode } from "../../protocol/load-report.ts";
import { counted, inform, warn } from "../notice.ts";
import { partPeriods } from "./part-periods.ts";
import type { PartReport, Union } from "./part-report.ts";

/** Looked at again over all files. */
const ofTheWhole = new Set<NoticeCode>([
  "duplicate_keys",
  "missing_days",
  "mixed_currencies",
  "stated_period",
]);

/** They name the file. */
const ofFiles = new Set<NoticeCode>(["left_out_files"]);

/** What the files brought up, each thing once, and what only shows in all of them together. */
export function* unionNotices(
  report: Omit<LoadReport, "notices">,
  parts: readonly PartReport[],
  { repeated, columns, notices }: Union,
): Generator<Notice> {
  yield* notices;
  const { grain, duplicates, dates, currencies } = report;
  const rows = repeated.reduce((sum, each) => sum + each.rows, 0);
  const changed = repeated.reduce((sum, each) => sum + each.changed, 0);
  if (rows > 0)
    yield warn(
      "repeated_rows",
      `${counted(rows, "row is", "rows are")} in several files (same ${grain.key.join(", ")}) and counted once, as the last file has them; ${changed} differ between files.`,
      changed > 0
        ? "Name the newest export last: platforms restate recent days."
        : "The periods of the files overlap.",
    );
  if (duplicates.rows > 0)
    yield warn(
      "duplicate_keys",
      `${duplicates.rows} rows share ${counted(duplicates.keys, "key", "keys")} (${grain.key.join(", ")}): sums count them several times.`,
      grain.period === "day"
        ? "A breakdown may be missing among the columns, or periods overlap; add the id columns to the report."
        : "If the files are of different periods, group by _file; otherwise load one of them.",
    );
  const dated = columns.some(({ plan }) => plan.type === "DATE" || plan.type === "TIMESTAMP");
  if (grain.period === "total" && !dated) yield* periodNotices(parts);
  if (dates && dates.missingDays > 0)
    yield inform(
      "missing_days",
      `${dates.missingDays} of ${dates.days} days have no row (${dates.missing.slice(0, 5).join(", ")}${dates.missingDays > 5 ? " …" : ""}).`,
      "A file may be missing.",
    );
  if (currencies.length > 1)
    yield warn(
      "mixed_currencies",
      `Amounts are in ${currencies.join(", ")}: do not add them up.`,
      "Group by the column currency.",
    );
  const partial = columns.filter(({ inParts }) => inParts.length < parts.length);
  if (partial.length > 0)
    yield warn(
      "partial_columns",
      `${counted(partial.length, "column is", "columns are")} not in every file and NULL for the others: ${partial
        .slice(0, 5)
        .map(({ plan, inParts }) => `${plan.column.id} (in ${inParts.length} of ${parts.length})`)
        .join(", ")}${partial.length > 5 ? " …" : ""}.`,
      "Sums of such a column are of those files only.",
    );
  yield* timezones(parts);
  yield* once(parts);
}

/** Files without dates may state their period in their names: `Campaign_20260101_20260131_GMT+0.xlsx`. */
function* periodNotices(parts: readonly PartReport[]): Generator<Notice> {
  const periods = partPeriods(parts);
  if (!periods) {
    yield inform(
      "periods_unknown",
      "The files have no dates, so whether their periods overlap cannot be told.",
      "Add the column “By Day” to the reports.",
    );
    return;
  }
  const { inOrder, overlap } = periods;
  yield inform(
    "stated_period",
    `The files state their periods, ${inOrder[0]?.from ?? ""} to ${
      inOrder
        .map(({ to }) => to)
        .toSorted()
        .at(-1) ?? ""
    } in all: each row has its own in _period_from and _period_to.`,
  );
  if (overlap)
    yield warn(
      "periods_overlap",
      `${overlap[0].name} is of ${overlap[0].from} to ${overlap[0].to} and ${overlap[1].name} of ${overlap[1].from} to ${overlap[1].to}: sums count the days of both twice.`,
      "Load one of them, or reports that have the column “By Day”.",
    );
}

function* timezones(parts: readonly PartReport[]): Generator<Notice> {
  const zones = new Set(
    parts.flatMap(({ report }) => report.files.flatMap(({ timezone = [] }) => timezone)),
  );
  if (zones.size > 1)
    yield warn(
      "mixed_timezones",
      `The files state different time zones (${[...zones].join(", ")}): their days do not begin at the same time.`,
      "Compare days of these files with care.",
    );
}

/** Notices of single files; one that several files share is said once. */
function* once(parts: readonly PartReport[]): Generator<Notice> {
  const byText = new Map<string, { notice: Notice; files: string[] }>();
  for (const { name, report } of parts)
    for (const notice of report.notices) {
      if (ofTheWhole.has(notice.problem.code)) continue;
      const text = `${notice.problem.code} ${notice.problem.message}`;
      const found = byText.get(text) ?? { notice, files: [] };
      found.files.push(name);
      byText.set(text, found);
    }
  for (const { notice, files } of byText.values()) {
    const [first = ""] = files;
    const file =
      files.length === parts.length
        ? undefined
        : files.length === 1
          ? first
          : `${first} and ${files.length - 1} more`;
    yield {
      ...notice,
      problem: {
        ...notice.problem,
        ...(file === undefined || ofFiles.has(notice.problem.code) ? {} : { place: { file } }),
      },
    };
  }
}

import type { LoadReport, Notice } from "../protocol/load-report.ts";
import type { LoadedTable } from "./loaded-table.ts";
import type { Circumstances } from "./notice.ts";
import { inform, warn } from "./notice.ts";

const places = { name: "name", preamble: "first lines" } as const;

/** What the reader should know about rows. */
export function* rowNotices(
  { rows, totals, duplicates, grain, dates, files }: Omit<LoadReport, "notices">,
  { keptTotals = [], endsShort = false }: LoadedTable,
  { endsWithNewline }: Circumstances,
): Generator<Notice> {
  if (rows.loaded === 0)
    yield warn(
      "no_rows",
      "The export has no data rows.",
      "Check the period and filters of the report.",
    );
  const section = rows.leftOut.find(({ reason }) => reason === "section");
  if (section)
    yield inform(
      "another_table",
      `The file holds another table from row ${section.examples[0] ?? "?"} on (${section.rows} rows), which is not loaded.`,
      "To use it, save it as a file of its own.",
    );
  const ragged = rows.leftOut.find(({ reason }) => reason === "ragged");
  if (ragged)
    yield warn(
      "ragged_rows",
      `${ragged.rows} ${ragged.rows === 1 ? "row has" : "rows have"} more or fewer cells than the header and ${ragged.rows === 1 ? "was" : "were"} left out (row ${ragged.examples.join(", ")}).`,
      "Look at those rows: a name may hold the delimiter without quotes.",
    );
  if (endsShort && !endsWithNewline)
    yield warn("truncated_input", "The file ends in the middle of a line.", "Download it again.");
  if (totals.status === "differs") {
    const wrong = totals.columns.filter(({ agrees }) => !agrees);
    yield warn(
      "totals_differ",
      `The file's totals row differs from the sum of its rows in ${wrong
        .slice(0, 3)
        .map(({ column, printed, summed }) => `${column} (${printed} printed, ${summed} summed)`)
        .join(", ")}.`,
      "Rows may be missing: ads that are delivered at another level, a cut download, or a filter.",
    );
  }
  if (keptTotals.length > 0)
    yield warn(
      "possible_totals",
      `Row ${keptTotals.join(", ")} may be totals, which nothing proves, and ${keptTotals.length === 1 ? "is" : "are"} kept as data.`,
      "If it is no campaign or ad, exclude it in your queries.",
    );
  if (duplicates.rows > 0)
    yield warn(
      "duplicate_keys",
      `${duplicates.rows} rows share ${duplicates.keys} ${duplicates.keys === 1 ? "key" : "keys"} (${grain.key.join(", ")}): sums count them several times.`,
      "A breakdown may be missing among the columns, or files were pasted together.",
    );
  const [{ period, timezone } = {}] = files;
  if (period && dates && (dates.from < period.from || dates.to > period.to))
    yield warn(
      "period_differs",
      `The file's ${places[period.in]} ${period.in === "name" ? "states" : "state"} ${period.from} to ${period.to}, its rows are of ${dates.from} to ${dates.to}.`,
      "Day and month may be the other way round: look at the column date.",
    );
  else if (period && !dates)
    yield inform(
      "stated_period",
      `The file's ${places[period.in]} ${period.in === "name" ? "states" : "state"} the period ${period.from} to ${period.to}${timezone === undefined ? "" : `, ${timezone}`}: it is in _period_from and _period_to.`,
    );
  if (dates && dates.missingDays > 0)
    yield inform(
      "missing_days",
      `${dates.missingDays} of ${dates.days} days have no row (${dates.missing.slice(0, 5).join(", ")}${dates.missingDays > 5 ? " …" : ""}).`,
    );
}

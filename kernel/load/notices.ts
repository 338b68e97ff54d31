import type { LoadReport, Notice, NoticeCode } from "../protocol/load-report.ts";
import type { LoadedTable } from "./loaded-table.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** What is known besides the report's own fields. */
interface Circumstances {
  readonly encoding: TextEncoding;
  /** Headers that mean what an earlier column of the file means. */
  readonly repeated: readonly string[];
  readonly endsWithNewline: boolean;
  readonly roundedIds: readonly { readonly column: string; readonly rows: number }[];
}

/** Everything the reader of the report should know or decide, in words, worst first. */
export function notices(
  report: Omit<LoadReport, "notices">,
  table: LoadedTable,
  circumstances: Circumstances,
): Notice[] {
  return [
    ...rowNotices(report, circumstances),
    ...valueNotices(report, table, circumstances),
    ...meaningNotices(report, table, circumstances),
  ].toSorted((a, b) => Number(a.level === "info") - Number(b.level === "info"));
}

function warn(code: NoticeCode, message: string, next?: string): Notice {
  return { level: "warning", problem: { code, message, ...(next === undefined ? {} : { next }) } };
}

function inform(code: NoticeCode, message: string, next?: string): Notice {
  return { ...warn(code, message, next), level: "info" };
}

function* rowNotices(
  { rows, totals, duplicates, grain, dates }: Omit<LoadReport, "notices">,
  { endsWithNewline }: Circumstances,
): Generator<Notice> {
  if (rows.loaded === 0)
    yield warn(
      "no_rows",
      "The export has no data rows.",
      "Check the period and filters of the report.",
    );
  const ragged = rows.leftOut.find(({ reason }) => reason === "ragged");
  if (ragged)
    yield warn(
      "ragged_rows",
      `${ragged.rows} ${ragged.rows === 1 ? "row has" : "rows have"} more or fewer cells than the header and ${ragged.rows === 1 ? "was" : "were"} left out (row ${ragged.examples.join(", ")}).`,
      "Look at those rows: a name may hold the delimiter without quotes.",
    );
  const lastRow = ragged?.examples.at(-1);
  if (ragged && !endsWithNewline && lastRow !== undefined && ragged.examples.length === ragged.rows)
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
  if (duplicates.rows > 0)
    yield warn(
      "duplicate_keys",
      `${duplicates.rows} rows share ${duplicates.keys} ${duplicates.keys === 1 ? "key" : "keys"} (${grain.key.join(", ")}): sums count them several times.`,
      "A breakdown may be missing among the columns, or files were pasted together.",
    );
  if (dates && dates.missingDays > 0)
    yield inform(
      "missing_days",
      `${dates.missingDays} of ${dates.days} days have no row (${dates.missing.slice(0, 5).join(", ")}${dates.missingDays > 5 ? " …" : ""}).`,
    );
}

function* valueNotices(
  { rejected, columns }: Omit<LoadReport, "notices">,
  table: LoadedTable,
  { encoding, roundedIds }: Circumstances,
): Generator<Notice> {
  for (const { column, count, samples } of rejected.filter(
    ({ reason }) => reason === "ambiguous",
  )) {
    const dated = table.plans.some((plan) => plan.column.id === column && plan.kind === "date");
    yield warn(
      dated ? "ambiguous_date" : "ambiguous_number",
      `${count} ${count === 1 ? "value" : "values"} in ${column} can be read in two ways and ${count === 1 ? "is" : "are"} NULL (row ${samples[0]?.row ?? "?"}: “${samples[0]?.text ?? ""}”).`,
      "State `locale:` for this source, for instance en-US or de-DE.",
    );
  }
  const unread = rejected.filter(({ reason }) => reason !== "ambiguous");
  const count = unread.reduce((sum, entry) => sum + entry.count, 0);
  if (count > 0)
    yield warn(
      "unreadable_values",
      `${count} ${count === 1 ? "value" : "values"} could not be read and ${count === 1 ? "is" : "are"} NULL: ${unread
        .slice(0, 3)
        .map(
          ({ column, samples }) =>
            `${column} row ${samples[0]?.row ?? "?"} “${samples[0]?.text ?? ""}”`,
        )
        .join(", ")}.`,
    );
  for (const { column, rows } of roundedIds)
    yield warn(
      "rounded_ids",
      `${rows} ids in ${column} were rounded by a spreadsheet and identify nothing.`,
      "Use the file as downloaded, without saving it in a spreadsheet.",
    );
  if (table.strayCharacters > 0)
    yield warn(
      "stray_bytes",
      `${table.strayCharacters} ${table.strayCharacters === 1 ? "byte is" : "bytes are"} no character in ${encoding.label} and ${table.strayCharacters === 1 ? "is" : "are"} shown as �.`,
    );
  if (!encoding.proven)
    yield warn(
      "transcoded",
      `The text was read as ${encoding.label}; nothing in the file proves it.`,
      "Check names with accents.",
    );
  const fractional = table.plans.filter(({ kind, type }) => kind === "int" && type !== "BIGINT");
  if (fractional.length > 0)
    yield warn(
      "fractional_counts",
      `Counts have fractions in ${fractional.map(({ column }) => column.id).join(", ")}: the file was worked over after its export.`,
    );
  const assumed = table.plans.filter((plan) => plan.assumed).map((plan) => plan.column.id);
  if (assumed.length > 0)
    yield inform(
      "assumed_format",
      `The decimal mark of ${assumed.join(", ")} follows the file's other columns.`,
    );
  const unknown = columns.filter(({ means }) => means === null);
  if (unknown.length > 0)
    yield inform(
      "unknown_columns",
      `${unknown.length} ${unknown.length === 1 ? "column is" : "columns are"} not known to this format and kept as they are: ${unknown
        .slice(0, 5)
        .map(({ header, id }) => `“${header}” as ${id}`)
        .join(", ")}${unknown.length > 5 ? " …" : ""}.`,
    );
}

function* meaningNotices(
  report: Omit<LoadReport, "notices">,
  table: LoadedTable,
  { repeated }: Circumstances,
): Generator<Notice> {
  const { columns, currencies, files, declared } = report;
  if (currencies.length > 1)
    yield warn(
      "mixed_currencies",
      `Amounts are in ${currencies.join(", ")}: do not add them up.`,
      "Group by the column currency.",
    );
  const money = columns.some(({ unit }) => unit === "money");
  if (money && report.rows.loaded > 0 && currencies.length === 0)
    yield inform(
      "no_currency",
      table.cellCurrencies.length > 0
        ? `The file does not say which currency “${table.cellCurrencies.join(" ")}” is.`
        : "The file does not say its currency.",
      "State `currency:` for this source.",
    );
  if (repeated.length > 0)
    yield warn(
      "repeated_column",
      `The file has several columns of one meaning; the first one is used (${repeated.join(", ")} kept under numbered names).`,
    );
  const ids = new Set(columns.map(({ means }) => means));
  if (ids.has("clicks_unspecified") && declared["clicks"] === undefined)
    yield warn(
      "clicks_unspecified",
      "The column “Clicks” does not say which clicks it counts.",
      "State `clicks: destination` or `clicks: all` for this source.",
    );
  const preamble = files[0]?.preamble ?? [];
  if (preamble.length > 0)
    yield inform(
      "preamble",
      `${preamble.length} ${preamble.length === 1 ? "row" : "rows"} above the header: “${preamble.join(" / ").slice(0, 120)}”.`,
    );
}

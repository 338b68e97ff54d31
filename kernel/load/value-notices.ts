import type { LoadReport, Notice } from "../protocol/load-report.ts";
import type { LoadedTable } from "./loaded-table.ts";
import { dateNotices } from "./date-notices.ts";
import { transcoded } from "./encoding/transcoded.ts";
import type { Circumstances } from "./notice.ts";
import { counted, inform, warn } from "./notice.ts";

/** What the reader should know about cells. */
export function* valueNotices(
  { rejected, columns }: Omit<LoadReport, "notices">,
  table: LoadedTable,
  { encoding, others, roundedIds, strayCharacters }: Circumstances,
): Generator<Notice> {
  for (const { column, count, samples } of rejected.filter(
    ({ reason }) => reason === "ambiguous",
  )) {
    const plan = table.plans.find((each) => each.column.id === column);
    const dated = plan?.kind === "date" || plan?.kind === "timestamp";
    const unsigned = plan?.kind === "percent" && plan.marks !== null;
    yield warn(
      dated ? "ambiguous_date" : "ambiguous_number",
      `${count} ${count === 1 ? "value" : "values"} in ${column} can be read in two ways and ${count === 1 ? "is" : "are"} NULL (row ${samples[0]?.row ?? "?"}: “${samples[0]?.text ?? ""}”).`,
      unsigned
        ? "Whether they are percent or shares is not to be told: compute the rate from its counts."
        : "State `locale:` for this source, for instance en-US or de-DE.",
    );
  }
  for (const { column, count, samples } of rejected.filter(({ reason }) => reason === "period"))
    yield warn(
      "date_periods",
      `${counted(count, "cell", "cells")} of ${column} ${count === 1 ? "holds" : "hold"} several days and ${count === 1 ? "is" : "are"} NULL (row ${samples[0]?.row ?? "?"}: “${samples[0]?.text ?? ""}”): the rows are of periods, not of days.`,
      "For days, add the column “By Day” to the report.",
    );
  const unread = rejected.filter(({ reason }) => reason !== "ambiguous" && reason !== "period");
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
  yield* dateNotices(table);
  for (const { column, rows, by } of roundedIds)
    yield by === "spreadsheet"
      ? warn(
          "rounded_ids",
          `${rows} ids in ${column} were rounded by a spreadsheet and identify nothing.`,
          "Use the file as downloaded, without saving it in a spreadsheet.",
        )
      : warn(
          "rounded_ids",
          `${rows} ids in ${column} were rounded by a program that took them for numbers, and identify nothing.`,
          "Use the file as downloaded, or have that program keep ids as text.",
        );
  if (strayCharacters > 0)
    yield warn(
      "stray_bytes",
      `${strayCharacters} ${strayCharacters === 1 ? "byte is" : "bytes are"} no character in ${encoding.label} and ${strayCharacters === 1 ? "is" : "are"} shown as �.`,
    );
  yield* transcoded(encoding);
  const fractional = table.plans.filter(
    ({ column, kind, type }) => column.kind === "int" && kind === "int" && type !== "BIGINT",
  );
  if (fractional.length > 0)
    yield warn(
      "fractional_counts",
      `Counts have fractions in ${fractional.map(({ column }) => column.id).join(", ")}: the file was worked over after its export.`,
    );
  const rounded = table.plans.filter(
    ({ type }, index) => type === "DECIMAL(18,6)" && table.evidence?.columns[index]?.marks.long,
  );
  if (rounded.length > 0)
    yield inform(
      "rounded_decimals",
      `Amounts with more than six decimals are rounded to six in ${rounded.map(({ column }) => column.id).join(", ")}.`,
    );
  const assumed = (basis: "file" | "grouping") =>
    table.plans.filter((plan) => plan.assumed === basis).map((plan) => plan.column.id);
  if (assumed("file").length > 0)
    yield inform(
      "assumed_format",
      `The decimal mark of ${assumed("file").join(", ")} follows the file's other columns.`,
    );
  if (assumed("grouping").length > 0)
    yield warn(
      "assumed_format",
      `The mark in ${assumed("grouping").join(", ")} was read as one that groups thousands: it always stands before three digits, and whole numbers below 1,000 have none.`,
      "If it is a decimal mark, state `locale:` for this source.",
    );
  const against = table.plans.filter((plan) => plan.againstLocale).map((plan) => plan.column.id);
  if (against.length > 0)
    yield inform(
      "locale_contradicted",
      `The cells of ${against.join(", ")} are not written as the stated locale has it, and were read as they are written.`,
      "Check `locale:` of this source.",
    );
  const unknown = columns.filter(({ means, header }) => means === null && !others.includes(header));
  if (unknown.length > 0)
    yield inform(
      "unknown_columns",
      `${counted(unknown.length, "column is not known to this format and kept as it is", "columns are not known to this format and kept as they are")}: ${unknown
        .slice(0, 5)
        .map(({ header, id }) => `“${header}” as ${id}`)
        .join(", ")}${unknown.length > 5 ? " …" : ""}.`,
    );
}

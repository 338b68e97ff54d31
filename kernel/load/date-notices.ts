import type { Notice } from "../protocol/load-report.ts";
import type { LoadedTable } from "./loaded-table.ts";
import { counted, inform, warn } from "./notice.ts";

/** What the reader should know about how dates were read. */
export function* dateNotices({ plans, evidence }: LoadedTable): Generator<Notice> {
  for (const [index, { column, kind }] of plans.entries()) {
    const order = evidence?.columns[index]?.order;
    if (!order || (kind !== "date" && kind !== "timestamp")) continue;
    const { days, seconds, zones, standIns, noDates, swapped } = order;
    if (swapped)
      yield warn(
        "swapped_dates",
        `Day and month of ${column.id} were probably swapped by a spreadsheet: what it could read are dates of other months, and what is text has a day above 12.`,
        "Use the file as downloaded, without saving it in a spreadsheet.",
      );
    if (days > 0)
      yield (days < order.dates ? warn : inform)(
        "counted_dates",
        `${counted(days, "cell", "cells")} of ${column.id} ${days === 1 ? "holds" : "hold"} a spreadsheet's day number, read as days since 1900.`,
      );
    if (seconds > 0)
      yield inform(
        "counted_dates",
        `${counted(seconds, "cell", "cells")} of ${column.id} ${seconds === 1 ? "holds" : "hold"} a count of seconds or of parts of them, read as UTC.`,
      );
    if (zones.size > 0)
      yield inform(
        "time_offsets",
        `Times of ${column.id} are kept as written, in ${[...zones].slice(0, 5).join(", ")}.`,
        zones.size > 1 ? "They are of several time zones, or of winter and summer." : undefined,
      );
    if (standIns > 0)
      yield inform(
        "no_dates",
        `${counted(standIns, "cell", "cells")} of ${column.id} ${standIns === 1 ? "stands" : "stand"} for no date and ${standIns === 1 ? "is" : "are"} NULL: ${[...noDates.keys()].map((text) => `“${text}”`).join(", ")}.`,
      );
  }
}

import type { Notice } from "../protocol/load-report.ts";
import type { LoadedTable } from "./loaded-table.ts";
import type { Circumstances } from "./notice.ts";
import { counted, inform, warn } from "./notice.ts";

/** Of fewer headers than this share a format knows too little, if there are some more. */
const fewHeaders = 0.4;
const fewest = 5;

/** What the reader should know about columns that are left out or uncertain. */
export function* columnNotices(
  { plans }: LoadedTable,
  { personal, inferred, others, definition }: Circumstances,
): Generator<Notice> {
  const unknown = plans.filter(
    ({ column: { means, header } }) =>
      means === undefined && header !== "" && !others.includes(header),
  );
  const headers = plans.filter(({ column: { header } }) => header !== "").length;
  const known = headers - unknown.length;
  if (!definition.ownColumns && unknown.length >= fewest && known < fewHeaders * headers)
    yield warn(
      "few_known_headers",
      `Only ${known} of ${headers} headers are those of a ${definition.label}: the file may be of another system.`,
      "Check where it is from, and what its columns mean.",
    );
  const { withheld, unfound } = personal;
  if (withheld.length > 0)
    yield inform(
      "personal_data",
      `${counted(withheld.length, "column", "columns")} with personal data ${withheld.length === 1 ? "is" : "are"} not loaded: ${listed(withheld)}.`,
      "Name those that you need in `personal_data:` of this source.",
    );
  if (unfound.length > 0)
    yield warn(
      "personal_data",
      `The file has no column ${listed(unfound)}, for which \`personal_data:\` asks.`,
      withheld.length > 0 ? "Write the name as in the file's header." : undefined,
    );
  const rates = plans.filter(({ assumedPercent }) => assumedPercent).map(({ column }) => column.id);
  if (rates.length > 0)
    yield inform(
      "assumed_format",
      `Whether ${rates.join(", ")} ${rates.length === 1 ? "is" : "are"} percent or shares follows the file's other rates.`,
    );
  if (inferred.length > 0)
    yield inform(
      "inferred_headers",
      `${counted(inferred.length, "header is", "headers are")} known from the user interface only, no file of this system with ${inferred.length === 1 ? "it" : "them"} was seen: ${listed(inferred)}.`,
      "Check what those columns mean.",
    );
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, 4).map((name) => `“${name.trim().slice(0, 40)}”`);
  return `${first.join(", ")}${names.length > 4 ? " …" : ""}`;
}

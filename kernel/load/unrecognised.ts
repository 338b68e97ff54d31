import { ProblemError } from "../protocol/problem.ts";
import type { Candidate } from "./header-candidates.ts";
import { headerDepth } from "./header-candidates.ts";
import type { TextRecord } from "./records.ts";

/** @param candidates best first */
export function unrecognised(
  candidates: readonly Candidate[],
  records: readonly TextRecord[],
  file: string,
): ProblemError {
  const [nearest] = candidates;
  const width = Math.max(0, ...records.slice(0, headerDepth).map((record) => record.length));
  if (!nearest)
    return new ProblemError({
      code: "unrecognised_export",
      message: `No known export has these headers (${width} columns, ${describe(records[0])})`,
      place: { file },
      next: "Download a campaign, ad group or ad report from TikTok Ads Manager as CSV, English headers.",
    });
  const missing = nearest.missing.map((group) => group.slice(0, 3).join(" or ")).join("; ");
  return new ProblemError({
    code: "unrecognised_export",
    message:
      `Nearest format: ${nearest.definition.label}, of which ${nearest.known} headers are there` +
      (missing === "" ? ", fewer than the 3 that prove it" : `; missing: ${missing}`),
    place: { file, row: nearest.headerIndex + 1 },
    next:
      missing === ""
        ? "Add columns to the report and download it again."
        : "Add those columns to the report in Ads Manager and download it again.",
  });
}

function describe(record: TextRecord | undefined): string {
  const text = (record ?? []).slice(0, 3).join(" | ").slice(0, 60);
  return text === "" ? "no text" : `first row: ${text}`;
}

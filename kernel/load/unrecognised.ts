import { ProblemError } from "../protocol/problem.ts";
import type { ExportDefinition } from "./exports/definition.ts";
import { otherFiles } from "./exports/other-files.ts";
import type { Candidate } from "./header-candidates.ts";
import { headerDepth } from "./header-candidates.ts";
import { foldHeader } from "./header-text.ts";
import { likelyHeader } from "./likely-header.ts";
import type { TextRecord } from "./records.ts";

const ownFormat =
  "for a format of your own, `campaign-notebook load --stub` with the file prints a definition to begin with.";

/** @param candidates best first */
export function unrecognised(
  candidates: readonly Candidate[],
  records: readonly TextRecord[],
  file: string,
): ProblemError {
  const top = records.slice(0, headerDepth);
  const other = otherFile(top, file);
  if (other) return other;
  const nearest = nearestFormats(candidates.filter((each) => isNear(each, records)));
  const [best] = nearest;
  if (!best) {
    const width = Math.max(0, ...top.map((record) => record.length));
    return new ProblemError({
      code: "unrecognised_export",
      message: `No known export has these headers (${width} columns, ${describe(records)})`,
      place: { file },
      next: `Download the report again as CSV or XLSX, in English if you can; ${ownFormat}`,
    });
  }
  return new ProblemError({
    code: "unrecognised_export",
    message: `${nearest.length === 1 ? "Nearest format" : "Nearest formats"}: ${nearest.map(inWords).join("; ")}`,
    place: { file, row: best.headerIndex + 1 },
    next: `Add those columns to the report and download it again; ${ownFormat}`,
  });
}

/** null: none of the files that are known to be no export of a system here. */
export function otherFile(rows: readonly TextRecord[], file: string): ProblemError | null {
  const other = otherFiles.find(({ headers }) => rows.some((row) => holds(row, headers)));
  if (!other) return null;
  return new ProblemError({
    code: "unrecognised_export",
    message: `This is ${other.label}`,
    place: { file },
    next: other.next,
  });
}

/** Two formats at most; a second one only if it knows almost as many headers. */
function nearestFormats(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<ExportDefinition, Candidate>();
  for (const candidate of candidates)
    if (!best.has(candidate.definition)) best.set(candidate.definition, candidate);
  const [first, second] = best.values();
  if (!first) return [];
  return second && second.known > 1 && second.known * 2 > first.known ? [first, second] : [first];
}

function inWords({ definition, language, known, missing }: Candidate): string {
  const there = `${definition.label}, of which ${known} ${known === 1 ? "header is" : "headers are"} there`;
  if (missing.length === 0) return `${there}, fewer than the 3 that prove it`;
  const groups = missing.slice(0, 2).map((group) =>
    group
      .slice(0, 2)
      .map((id) => `“${headerOf(definition, id, language)}”`)
      .join(" or "),
  );
  return `${there}, missing ${[...new Set(groups)].join(" and ")}`;
}

/** As the file would have it, in its language where that is known. */
function headerOf({ columns }: ExportDefinition, id: string, language: string): string {
  const column = columns.find((each) => each.id === id);
  const { headers = {}, inferred = {} } = column ?? {};
  const found = [headers[language], inferred[language], headers["en"], inferred["en"]];
  return found.find((spelled) => spelled?.length)?.[0] ?? id;
}

function holds(row: TextRecord, headers: readonly string[]): boolean {
  const there = new Set(row.map(foldHeader));
  return headers.filter((header) => there.has(foldHeader(header))).length >= 3;
}

/** One word of many, such as "GMV", makes no format. */
function isNear({ known, headerIndex }: Candidate, records: readonly TextRecord[]): boolean {
  const filled = (records[headerIndex] ?? []).filter((cell) => cell.trim() !== "").length;
  return known > 1 || known * 6 >= filled;
}

function describe(records: readonly TextRecord[]): string {
  const index = likelyHeader(records);
  const text = (records[index] ?? [])
    .map((cell) => cell.replace(/\s+/g, " ").trim())
    .filter((cell) => cell !== "")
    .slice(0, 3)
    .join(" | ")
    .slice(0, 60);
  if (text === "") return "no text";
  return `${index === 0 ? "first row" : `row ${index + 1}`}: ${text}`;
}

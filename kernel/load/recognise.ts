import type { Grain } from "../protocol/load-report.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { ExportDefinition } from "./exports/definition.ts";
import { findGrain } from "./grain.ts";
import type { Candidate } from "./header-candidates.ts";
import { candidatesIn, otherHeaders } from "./header-candidates.ts";
import type { Meaning } from "./header-lookup.ts";
import { headerCurrency } from "./header-text.ts";
import { mapColumns } from "./map-columns.ts";
import type { MappedColumn } from "./map-columns.ts";
import { withhold } from "./personal-data.ts";
import type { PersonalData } from "./personal-data.ts";
import type { TextRecord } from "./records.ts";
import { otherFile, unrecognised } from "./unrecognised.ts";

export interface Recognition {
  readonly definition: ExportDefinition;
  readonly language: string;
  readonly certainty: number;
  /** Index of the header among the records. */
  readonly headerIndex: number;
  readonly columns: readonly MappedColumn[];
  readonly personal: Omit<PersonalData, "columns">;
  /** Headers of the system that mean nothing here. */
  readonly others: readonly string[];
  /** Headers that no one has seen in a file. */
  readonly inferred: readonly string[];
  /** Currencies that headers of amounts name. */
  readonly headerCurrencies: readonly string[];
  readonly grain: Grain;
}

/** What the user says about a source that bears on its columns. */
export interface StatedColumns {
  /** Which clicks a bare "Clicks" counts. */
  readonly clicks?: "destination" | "all";
  /** What a bare "CVR" is per. */
  readonly cvr?: "clicks" | "impressions";
  /** Columns with personal data to load all the same. */
  readonly personal_data?: readonly string[];
}

/** The engine copies the whole table entry for each column comment: time grows with the square. */
const mostColumns = 1000;

/**
 * Finds the header row and the export it belongs to.
 *
 * @throws ProblemError `unrecognised_export` with the nearest format and what it lacks
 */
export function recognise(
  records: readonly TextRecord[],
  catalogue: readonly ExportDefinition[],
  fileName: string,
  stated: StatedColumns,
): Recognition {
  const candidates = candidatesIn(records, catalogue);
  const fit = candidates
    .filter(({ known, missing }) => known >= 3 && missing.length === 0)
    .toSorted((a, b) => a.headerIndex - b.headerIndex);
  // The first one with rows: below it another table may follow, whose header knows more.
  const best = fit.find(
    (each) => !fit.some((later) => later.known > each.known && isAbove(each, later, records)),
  );
  if (!best) throw unrecognised(candidates, records, fileName);

  const header = records[best.headerIndex] ?? [];
  if (header.length > mostColumns)
    throw new ProblemError({
      code: "too_large",
      message: `The header has ${header.length} cells; ${mostColumns} can be loaded`,
      place: { file: fileName, row: best.headerIndex + 1 },
      next: "Remove empty columns at the right, or load fewer columns.",
    });
  const meanings = undisputed(best, fit);
  const { columns, ...personal } = withhold(
    mapColumns(header, meanings, stated),
    meanings,
    stated.personal_data ?? [],
  );
  const filled = header.filter((cell) => cell.trim() !== "").length;
  const others = otherHeaders(best, header);
  // Campaigns, costs and clicks have the same headers in the reports of many systems.
  const unknown = header.filter((_, position) => !best.meanings[position]);
  const foreign = (best.known + others.length) * 2 < filled ? otherFile([unknown], fileName) : null;
  if (foreign) throw foreign;
  return {
    definition: best.definition,
    language: best.language,
    // A header that no one has seen proves half as much.
    certainty: (best.known + others.length - best.inferred / 2) / Math.max(filled, 1),
    headerIndex: best.headerIndex,
    columns,
    personal,
    others,
    inferred: header.filter((_, position) => best.meanings[position]?.inferred === true),
    headerCurrencies: [
      ...new Set(
        columns
          .filter(({ kind }) => kind === "money")
          .map((column) => headerCurrency(column.header))
          .filter((code) => code !== undefined),
      ),
    ],
    grain: findGrain(best.definition, columns),
  };
}

/**
 * What the headers mean, without what another system means otherwise by the very same ones: TikTok's
 * `clicks` lead to the destination, Meta's are all there are.
 */
function undisputed(best: Candidate, fit: readonly Candidate[]): (Meaning | undefined)[] {
  const rivals = fit.filter(
    ({ definition, headerIndex, meanings }) =>
      definition !== best.definition &&
      headerIndex === best.headerIndex &&
      meanings.every((meaning, position) => !meaning === !best.meanings[position]),
  );
  const unspecified = best.definition.columns.find(({ id }) => id === "clicks_unspecified");
  return best.meanings.map((meaning, position) => {
    const id = meaning?.column.id;
    if (!meaning || rivals.every(({ meanings }) => meanings[position]?.column.id === id))
      return meaning;
    return id === "clicks_destination" && unspecified
      ? { ...meaning, column: unspecified }
      : undefined;
  });
}

/** Between them is no row of the first one's width: it lists columns, and the other one has them. */
function isAbove(first: Candidate, later: Candidate, records: readonly TextRecord[]): boolean {
  const header = records[first.headerIndex] ?? [];
  const width = header.findLastIndex((cell) => cell.trim() !== "") + 1;
  return (
    later.headerIndex > first.headerIndex &&
    records
      .slice(first.headerIndex + 1, later.headerIndex)
      .every((record) => record.filter((cell) => cell.trim() !== "").length < width)
  );
}

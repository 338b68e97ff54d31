import type { Grain } from "../protocol/load-report.ts";
import { loadedColumnId } from "../metrics/columns.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { CellKind, ExportColumn, ExportDefinition } from "./exports/definition.ts";
import { cleanName, foldHeader, headerCurrency, withoutCurrency } from "./header-text.ts";
import type { TextRecord } from "./records.ts";

/** One column of the file, as far as its header tells. */
export interface MappedColumn {
  readonly position: number;
  readonly header: string;
  /** Name in the table; unique. */
  readonly id: string;
  /** `unknown`: no definition knows the header; the cells decide. */
  readonly kind: CellKind | "unknown";
  /** Canonical id, where the definition knows the header; the name in the table may differ. */
  readonly means: string | undefined;
  /** An earlier column of the file means the same. */
  readonly repeats: boolean;
}

export interface Recognition {
  readonly definition: ExportDefinition;
  readonly language: string;
  readonly certainty: number;
  /** Index of the header among the records. */
  readonly headerIndex: number;
  readonly columns: readonly MappedColumn[];
  /** Currencies that headers of amounts name. */
  readonly headerCurrencies: readonly string[];
  readonly grain: Grain;
}

interface Candidate {
  readonly definition: ExportDefinition;
  readonly language: string;
  readonly headerIndex: number;
  readonly known: number;
  readonly filled: number;
  readonly missing: readonly (readonly string[])[];
}

/** Headers are looked for in this many rows from the top. */
const headerDepth = 40;
/** The engine copies the whole table entry for each column comment: time grows with the square. */
const mostColumns = 1000;

/**
 * Finds the header row and the export it belongs to.
 *
 * @param clicks which clicks a bare "Clicks" counts, as far as the user says
 * @throws ProblemError `unrecognised_export` with the nearest format and what it lacks
 */
export function recognise(
  records: readonly TextRecord[],
  catalogue: readonly ExportDefinition[],
  fileName: string,
  clicks: "destination" | "all" | undefined,
): Recognition {
  const candidates = catalogue.flatMap((definition) =>
    languages(definition).flatMap((language) => {
      const known = spellings(definition, language);
      return records.slice(0, headerDepth).map((record, headerIndex) => {
        const ids = new Set(record.map((cell) => lookUp(known, cell)?.id).filter(isDefined));
        return {
          definition,
          language,
          headerIndex,
          known: ids.size,
          filled: record.filter((cell) => cell.trim() !== "").length,
          missing: definition.required.filter((group) => !group.some((id) => ids.has(id))),
        };
      });
    }),
  );
  candidates.sort((a, b) => b.known - a.known || a.headerIndex - b.headerIndex);
  // The first one that will do: below it another table may follow, whose header knows more.
  const best = candidates
    .filter(({ known, missing }) => known >= 3 && missing.length === 0)
    .toSorted((a, b) => a.headerIndex - b.headerIndex)[0];
  if (!best) throw unrecognised(candidates[0], records, fileName);

  const header = records[best.headerIndex] ?? [];
  if (header.length > mostColumns)
    throw new ProblemError({
      code: "too_large",
      message: `The header has ${header.length} cells; ${mostColumns} can be loaded`,
      place: { file: fileName, row: best.headerIndex + 1 },
      next: "Remove empty columns at the right, or load fewer columns.",
    });
  const columns = mapColumns(best.definition, best.language, header, clicks);
  return {
    definition: best.definition,
    language: best.language,
    certainty: best.known / Math.max(best.filled, 1),
    headerIndex: best.headerIndex,
    columns,
    headerCurrencies: [
      ...new Set(
        columns
          .filter(({ kind }) => kind === "money")
          .map((column) => headerCurrency(column.header))
          .filter(isDefined),
      ),
    ],
    grain: findGrain(best.definition, columns),
  };
}

function languages(definition: ExportDefinition): string[] {
  return [...new Set(definition.columns.flatMap((column) => Object.keys(column.headers)))];
}

function spellings(definition: ExportDefinition, language: string): Map<string, ExportColumn> {
  const map = new Map<string, ExportColumn>();
  for (const column of definition.columns)
    for (const header of column.headers[language] ?? []) map.set(foldHeader(header), column);
  return map;
}

function lookUp(known: Map<string, ExportColumn>, header: string): ExportColumn | undefined {
  return known.get(foldHeader(header)) ?? known.get(foldHeader(withoutCurrency(header)));
}

function isDefined<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

function mapColumns(
  definition: ExportDefinition,
  language: string,
  header: TextRecord,
  clicks: "destination" | "all" | undefined,
): MappedColumn[] {
  const known = spellings(definition, language);
  const meanings = header.map((cell) => {
    const meaning = lookUp(known, cell);
    return meaning?.id === "clicks_unspecified" && clicks
      ? { ...meaning, id: `clicks_${clicks}` }
      : meaning;
  });
  // Canonical ids first: a cleaned unknown name must never take the place of one.
  const taken = new Set(meanings.filter(isDefined).map(({ id }) => loadedColumnId(id)));
  const seen = new Set<string>();
  return header.map((cell, position) => {
    const meaning = meanings[position];
    const wanted = loadedColumnId(meaning?.id ?? cleanName(cell));
    const repeats = meaning !== undefined && seen.has(wanted);
    seen.add(wanted);
    let id = wanted;
    if (!meaning || repeats)
      for (let number = 2; taken.has(id); number++) id = `${wanted}_${number}`;
    taken.add(id);
    return {
      position,
      header: cell.replace(/^\ufeff/, "").trim(),
      id,
      kind: meaning?.kind ?? "unknown",
      means: meaning?.id,
      repeats,
    };
  });
}

/** What a row stands for, and which columns tell rows apart. */
export function findGrain(
  definition: ExportDefinition,
  columns: readonly Pick<MappedColumn, "id">[],
): Grain {
  const ids = new Set(columns.map((column) => column.id));
  const level = definition.levels.find(({ id, name }) => ids.has(id) || ids.has(name));
  const period = ids.has("date") ? "day" : "total";
  const key: string[] = period === "day" ? ["date"] : [];
  if (level) {
    if (ids.has(level.id)) key.push(level.id);
    else {
      // Names are not keys: the same ad name occurs in several ad groups.
      const from = definition.levels.indexOf(level);
      for (const { id, name } of definition.levels.slice(from).toReversed())
        if (ids.has(id)) key.push(id);
        else if (ids.has(name)) key.push(name);
    }
  }
  key.push(...definition.breakdowns.filter((id) => ids.has(id)));
  return { level: level?.level ?? "unknown", period, key };
}

function unrecognised(
  nearest: Candidate | undefined,
  records: readonly TextRecord[],
  file: string,
): ProblemError {
  const width = Math.max(0, ...records.slice(0, headerDepth).map((record) => record.length));
  if (!nearest || nearest.known === 0)
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

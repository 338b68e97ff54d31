import type { ExportDefinition } from "./exports/definition.ts";
import type { HeaderLookup, Meaning } from "./header-lookup.ts";
import { headerLookup, meaningsIn } from "./header-lookup.ts";
import { foldHeader } from "./header-text.ts";
import type { TextRecord } from "./records.ts";

/** A row read as the header of one export in one language. */
export interface Candidate {
  readonly definition: ExportDefinition;
  readonly language: string;
  readonly headerIndex: number;
  readonly meanings: readonly (Meaning | undefined)[];
  /** Different columns that the row names; of those, the ones in the language itself, and inferred ones. */
  readonly known: number;
  readonly own: number;
  readonly inferred: number;
  readonly missing: readonly (readonly string[])[];
}

/** Headers are looked for in this many rows from the top. */
export const headerDepth = 40;

/** Every way in which a row near the top may be a header, the one with most known columns first. */
export function candidatesIn(
  records: readonly TextRecord[],
  catalogue: readonly ExportDefinition[],
): Candidate[] {
  const lookUp = headerLookup(catalogue);
  return records
    .slice(0, headerDepth)
    .flatMap((record, headerIndex) => candidatesOf(record, headerIndex, lookUp))
    .toSorted(byKnown);
}

function candidatesOf(record: TextRecord, headerIndex: number, lookUp: HeaderLookup): Candidate[] {
  const row = record.map((cell) => lookUp(cell));
  const languages = new Map<ExportDefinition, Set<string>>();
  for (const { definition, language } of row.flat())
    languages.set(definition, (languages.get(definition) ?? new Set()).add(language));
  return [...languages].flatMap(([definition, all]) =>
    [...all].map((language) => candidate(definition, language, row, headerIndex)),
  );
}

function candidate(
  definition: ExportDefinition,
  language: string,
  row: readonly (readonly Meaning[])[],
  headerIndex: number,
): Candidate {
  const meanings = meaningsIn(row, definition, language);
  const found = new Map(
    meanings.flatMap((meaning) => (meaning ? [[meaning.column.id, meaning]] : [])),
  );
  const all = [...found.values()];
  return {
    definition,
    language,
    headerIndex,
    meanings,
    known: all.length,
    own: all.filter((meaning) => meaning.language === language).length,
    inferred: all.filter(({ inferred }) => inferred).length,
    missing: definition.required.filter((group) => !group.some((id) => found.has(id))),
  };
}

/** What the system has besides, as the file writes it. */
export function otherHeaders({ definition, meanings }: Candidate, header: TextRecord): string[] {
  const others = new Set(definition.others?.map(foldHeader));
  return header
    .filter((cell, position) => {
      const text = foldHeader(cell);
      const bare = text.replace(/^(metrics|dimensions)\./, "");
      return !meanings[position] && (others.has(text) || others.has(bare));
    })
    .map((cell) => cell.trim());
}

function byKnown(a: Candidate, b: Candidate): number {
  return (
    b.known - a.known ||
    b.own - a.own ||
    a.inferred - b.inferred ||
    a.missing.length - b.missing.length ||
    a.headerIndex - b.headerIndex
  );
}

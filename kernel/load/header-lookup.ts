import type { ExportColumn, ExportDefinition, Spellings } from "./exports/definition.ts";
import { foldHeader, withoutSuffix } from "./header-text.ts";

/** One column that a header may be of. */
export interface Meaning {
  readonly definition: ExportDefinition;
  readonly language: string;
  readonly column: ExportColumn;
  /** No one has seen the header in a file. */
  readonly inferred: boolean;
  /** Holds only if the file has one of these columns too. */
  readonly beside?: readonly string[] | undefined;
}

export type HeaderLookup = (header: string) => readonly Meaning[];

const lookups = new WeakMap<readonly ExportDefinition[], HeaderLookup>();
const none: readonly Meaning[] = [];

function* meaningsOf(definition: ExportDefinition): Generator<Meaning & { header: string }> {
  const { columns, beside } = definition;
  for (const column of columns) {
    const spelled = [
      ...sides(column.headers, { inferred: false }),
      ...sides(column.inferred ?? {}, { inferred: true }),
      ...Object.entries(beside?.headers ?? {}).flatMap(([language, headers]) =>
        sides(
          { [language]: headers[column.id] ?? [] },
          { inferred: false, beside: beside?.columns },
        ),
      ),
    ];
    for (const each of spelled) yield { definition, column, ...each };
  }
}

function sides<Facts>(spellings: Spellings, facts: Facts) {
  return Object.entries(spellings).flatMap(([language, headers]) =>
    headers.map((header) => ({ header, language, ...facts })),
  );
}

/** All meanings of headers in a catalogue; folding its thousands of spellings is done once, when first asked. */
export function headerLookup(catalogue: readonly ExportDefinition[]): HeaderLookup {
  const known = lookups.get(catalogue);
  if (known) return known;
  const meanings = new Map<string, Meaning[]>();
  for (const meaning of catalogue.flatMap((definition) => [...meaningsOf(definition)])) {
    const text = foldHeader(meaning.header);
    const others = meanings.get(text);
    if (others) others.push(meaning);
    else meanings.set(text, [meaning]);
  }
  const lookUp: HeaderLookup = (header) =>
    meanings.get(foldHeader(header)) ?? meanings.get(foldHeader(withoutSuffix(header))) ?? none;
  lookups.set(catalogue, lookUp);
  return lookUp;
}

/**
 * The columns of one definition that a row's cells name in one language. A file may have columns in
 * another: what only other interface languages know is theirs, if they agree; fields of interfaces are
 * no words of a language, and "clicks" is not "Clicks".
 */
export function meaningsIn(
  row: readonly (readonly Meaning[])[],
  definition: ExportDefinition,
  language: string,
): (Meaning | undefined)[] {
  const mine = row.map((all) => all.filter((meaning) => meaning.definition === definition));
  const there = new Set(mine.flatMap((meanings) => meanings.map(({ column }) => column.id)));
  return mine.map((all) => {
    const meanings = all.filter(({ beside }) => !beside || beside.some((id) => there.has(id)));
    const own = meanings.find((meaning) => meaning.language === language);
    if (own || language === "api") return own;
    const [other, ...others] = meanings.filter((meaning) => meaning.language !== "api");
    return others.every(({ column }) => column === other?.column) ? other : undefined;
  });
}

import type { ExportColumn, ExportDefinition } from "./exports/definition.ts";
import { foldHeader, withoutCurrency } from "./header-text.ts";

/** One column that a header may be of. */
export interface Meaning {
  readonly definition: ExportDefinition;
  readonly language: string;
  readonly column: ExportColumn;
  /** No one has seen the header in a file. */
  readonly inferred: boolean;
}

export type HeaderLookup = (header: string) => readonly Meaning[];

const lookups = new WeakMap<readonly ExportDefinition[], HeaderLookup>();
const none: readonly Meaning[] = [];

/** All meanings of headers in a catalogue; folding its thousands of spellings is done once, when first asked. */
export function headerLookup(catalogue: readonly ExportDefinition[]): HeaderLookup {
  const known = lookups.get(catalogue);
  if (known) return known;
  const meanings = new Map<string, Meaning[]>();
  for (const definition of catalogue)
    for (const column of definition.columns) {
      const sides = [
        [column.headers, false],
        [column.inferred ?? {}, true],
      ] as const;
      for (const [spellings, inferred] of sides)
        for (const [language, headers] of Object.entries(spellings))
          for (const header of headers) {
            const text = foldHeader(header);
            const meaning = { definition, language, column, inferred };
            const others = meanings.get(text);
            if (others) others.push(meaning);
            else meanings.set(text, [meaning]);
          }
    }
  const lookUp: HeaderLookup = (header) =>
    meanings.get(foldHeader(header)) ?? meanings.get(foldHeader(withoutCurrency(header))) ?? none;
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
  return row.map((all) => {
    const meanings = all.filter((meaning) => meaning.definition === definition);
    const own = meanings.find((meaning) => meaning.language === language);
    if (own || language === "api") return own;
    const [other, ...others] = meanings.filter((meaning) => meaning.language !== "api");
    return others.every(({ column }) => column === other?.column) ? other : undefined;
  });
}

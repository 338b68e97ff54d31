import type { Meaning } from "./header-lookup.ts";
import { foldHeader } from "./header-text.ts";
import type { MappedColumn } from "./map-columns.ts";

/** Headers that no format knows and that speak of a person all the same. */
const personalWords =
  /\b(e-?mail|phone|mobile number|(first|last|full|customer|buyer|recipient) name|recipient|street|postal address|(home|billing|shipping|delivery|detail) address|ip address|birth ?da(y|te))\b/;

export interface PersonalData {
  /** The columns that are loaded. */
  readonly columns: readonly MappedColumn[];
  /** Headers of the columns that are not. */
  readonly withheld: readonly string[];
  /** Names that the source asks for and the file does not have. */
  readonly unfound: readonly string[];
}

/**
 * Leaves out the columns that say who someone is or where they live, except those that the source
 * asks for by name: by header, or by column id with or without its `pii_`.
 */
export function withhold(
  columns: readonly MappedColumn[],
  meanings: readonly (Meaning | undefined)[],
  asked: readonly string[],
): PersonalData {
  const withheld = columns.filter((column) => {
    const meaning = meanings[column.position];
    const personal = meaning
      ? meaning.column.personal
      : personalWords.test(foldHeader(column.header));
    return personal === true && !asked.some((name) => isAsked(column, name));
  });
  return {
    columns: columns.filter((column) => !withheld.includes(column)),
    withheld: withheld.map(({ header }) => header),
    unfound: asked.filter((name) => !columns.some((column) => isAsked(column, name))),
  };
}

function isAsked({ header, id }: MappedColumn, name: string): boolean {
  return [foldHeader(header), id, id.replace(/^pii_/, "")].includes(foldHeader(name));
}

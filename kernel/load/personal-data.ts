import type { Meaning } from "./header-lookup.ts";
import { foldHeader } from "./header-text.ts";
import type { MappedColumn } from "./map-columns.ts";

const whose =
  "(?:(?:buyer|customer|client|contact|user|visitor|recipient|billing|shipping|delivery|home|work|mobile)(?:'s)? )*";
const personalHeaders = [
  `${whose}(?:e-?mail|(?:tele)?phone|mobile|cell)(?: (?:address|number|no|#|\\d))*`,
  `${whose}(?:street|postal|detail|ip)?(?: ?address)(?: line)?(?: ?\\d)?|${whose}street`,
  `(?:first|last|full|buyer|customer|recipient|contact|billing|shipping) (?:user|nick)?name|recipient|ip`,
  "(?:date of birth|birth ?da(?:y|te))",
  "(?:correo(?: electrónico)?|tel[ée]fono|direcci[óo]n|endere[çc]o|telefone)",
  "(?:alamat|nomor telepon|nama penerima|e-post(?:adress)?|telefon(?:nummer)?|adress?e?)",
  "(?:姓名|买家姓名|收件人|收货人|电话|手机号?码?|邮箱|地址|收货地址|氏名|電話番号?|住所|メールアドレス)",
];
/** Headers that no format knows and that speak of a person all the same. */
const personalWords = new RegExp(`^(?:${personalHeaders.join("|")})$`);

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
    const personal = meaning ? meaning.column.personal : personalWords.test(words(column.header));
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

/** "customer_name", "customer.name" -> "customer name" */
function words(header: string): string {
  return foldHeader(header).replace(/[_.]+/g, " ");
}

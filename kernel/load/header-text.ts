import { currencyCode, isCurrencyCode } from "./currency-text.ts";
import { visible } from "./spreadsheet-text.ts";

/** Folds what does not distinguish headers: width, case, kinds and runs of spaces, what nobody sees, the mark of a footnote. */
export function foldHeader(header: string): string {
  return visible(header)
    .replace(/[*†‡¹²³]+\s*$/, "")
    .normalize("NFKC")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

const inBrackets = /\s*[([]([A-Z]{3}|[A-Z]{0,2}\p{Sc})[)\]]\s*$/u;
const zone = /\s*\((?:UTC|GMT)[^()]*\)\s*$/i;

/** "Amount spent (USD)", "Cost [€]" -> USD, EUR; "Cost per click (CPC)" names no currency. */
export function headerCurrency(header: string): string | undefined {
  const name = inBrackets.exec(header.normalize("NFKC"))?.[1];
  const code = name === undefined ? undefined : currencyCode(name);
  return code !== undefined && isCurrencyCode(code) ? code : undefined;
}

/** A header without its currency, which some systems write twice, or its time zone. */
export function withoutSuffix(header: string): string {
  const text = header.normalize("NFKC");
  const name = inBrackets.exec(text)?.[1] ?? "";
  // "(CPC)" is no currency, "($)" may be several.
  if (isCurrencyCode(currencyCode(name)) || /\p{Sc}$/u.test(name))
    return withoutSuffix(text.replace(inBrackets, ""));
  return text.replace(zone, "");
}

/** A column name for a header that no definition knows: lower case, words joined by underscores. */
export function cleanName(header: string): string {
  const name = header
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/%/g, " percent ")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60);
  return /^\p{L}/u.test(name) ? name : `column_${name}`.replace(/_$/, "");
}

import { isCurrencyCode } from "./currency-text.ts";
import { visible } from "./spreadsheet-text.ts";

/** Folds what does not distinguish headers: width, case, kinds and runs of spaces, what nobody sees. */
export function foldHeader(header: string): string {
  return visible(header).normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
}

/** "Amount spent (USD)" -> USD; "Cost per click (CPC)" names no currency. */
export function headerCurrency(header: string): string | undefined {
  const code = /\(([A-Z]{3})\)$/.exec(header.normalize("NFKC").trim())?.[1];
  return code !== undefined && isCurrencyCode(code) ? code : undefined;
}

/** A header without its currency suffix, which some systems write twice. */
export function withoutCurrency(header: string): string {
  return headerCurrency(header) === undefined
    ? header
    : header.normalize("NFKC").replace(/(\s*\([A-Z]{3}\))+\s*$/, "");
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

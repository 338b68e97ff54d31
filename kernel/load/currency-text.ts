/** Currencies as amounts and headers name them. */

const codes = new Set(Intl.supportedValuesOf("currency"));

/** Whether three letters are an ISO 4217 code: "CPC" and "CTR" in brackets are not. */
export function isCurrencyCode(text: string): boolean {
  return codes.has(text);
}

/** Signs and abbreviations that stand for one currency only; "$", "¥", "kr", "元" and "Rs" do not. */
const signCurrencies: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
  "₩": "KRW",
  "₫": "VND",
  "฿": "THB",
  "₺": "TRY",
  "₽": "RUB",
  "₱": "PHP",
  "₦": "NGN",
  "₪": "ILS",
  "₴": "UAH",
  "₲": "PYG",
  US$: "USD",
  CA$: "CAD",
  C$: "CAD",
  AU$: "AUD",
  A$: "AUD",
  NZ$: "NZD",
  HK$: "HKD",
  NT$: "TWD",
  S$: "SGD",
  R$: "BRL",
  MX$: "MXN",
  RMB: "CNY",
  Rp: "IDR",
  RM: "MYR",
  "S/": "PEN",
  R: "ZAR",
  zł: "PLN",
  Kč: "CZK",
  Ft: "HUF",
  TL: "TRY",
  lei: "RON",
  円: "JPY",
  원: "KRW",
  // Where Japanese text has its yen sign.
  "\\": "¥",
  đ: "VND",
};

/** The code that a cell of currencies means ("usd ", "€"); what is none stays as it is. */
export function currencyCode(cell: string): string {
  const text = cell.trim();
  const code = text.toUpperCase();
  return isCurrencyCode(code) ? code : (signCurrencies[text] ?? cell);
}

const before = /^(RMB|\\|[A-Z]{3}(?![A-Z])|[A-Z]{0,2}\p{Sc}|Rp|RM|Rs|R(?=[ \d])|S\/|kr|zł)\.? ?/u;
const after = /(RMB|[A-Z]{3}|[A-Z]{0,2}\p{Sc}|kr|zł|Kč|Ft|TL|lei|đ|円|元|원)\.?$/u;

/**
 * An amount's text without the currency beside it, and that currency: a code, or a sign that means
 * several. "$12.00 USD" says it twice.
 */
export function splitCurrency(text: string): { amount: string; currency: string | undefined } {
  const once = split(text);
  if (once.currency === undefined) return once;
  const twice = split(once.amount);
  if (twice.currency === undefined) return once;
  const [code, ...others] = new Set(
    [once.currency, twice.currency].filter((name) => isCurrencyCode(name)),
  );
  return others.length === 0 ? { amount: twice.amount, currency: code ?? once.currency } : once;
}

function split(text: string): { amount: string; currency: string | undefined } {
  const found = before.exec(text) ?? after.exec(text);
  const name = found?.[1];
  if (
    !found ||
    name === undefined ||
    (/^[A-Z]{3}$/.test(name) && !isCurrencyCode(name) && signCurrencies[name] === undefined)
  )
    return { amount: text, currency: undefined };
  const amount =
    found.index === 0
      ? text.slice(found[0].length).trimStart()
      : text.slice(0, found.index).trimEnd();
  return { amount, currency: signCurrencies[name] ?? name };
}

/** Currencies as amounts and headers name them. */

const codes = new Set(Intl.supportedValuesOf("currency"));

/** Whether three letters are an ISO 4217 code: "CPC" and "CTR" in brackets are not. */
export function isCurrencyCode(text: string): boolean {
  return codes.has(text);
}

/** Signs that stand for one currency only; "$", "¥" and "kr" do not. */
const signCurrencies: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
  "₩": "KRW",
  "₫": "VND",
  "฿": "THB",
  "₺": "TRY",
  Rp: "IDR",
  zł: "PLN",
};

const before = /^([A-Z]{3}(?![A-Z])|[A-Z]{0,2}\p{Sc}|Rp|kr|zł)\.?/u;
const after = /([A-Z]{3}|\p{Sc}|kr|zł)\.?$/u;

/** An amount's text without the currency beside it, and that currency: a code, or a sign that means several. */
export function splitCurrency(text: string): { amount: string; currency: string | undefined } {
  const found = before.exec(text) ?? after.exec(text);
  const name = found?.[1];
  if (!found || name === undefined || (/^[A-Z]{3}$/.test(name) && !isCurrencyCode(name)))
    return { amount: text, currency: undefined };
  const amount =
    found.index === 0
      ? text.slice(found[0].length).trimStart()
      : text.slice(0, found.index).trimEnd();
  return { amount, currency: signCurrencies[name] ?? name };
}

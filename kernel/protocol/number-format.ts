import type { NumberUnit } from "./unit.ts";

/**
 * How a number is written, the same in the terminal, in tables, charts and reports.
 * The locale is fixed (`en`), so that the same input gives the same text on every machine.
 *
 * @param value  a number, or an exact decimal text such as "223143331.85"
 * @param currency  ISO 4217 code; money without one is written with two decimals and no sign
 */
export function formatNumber(
  value: number | bigint | string,
  unit: NumberUnit,
  currency?: string,
): string {
  const number = typeof value === "string" && !isDecimal(value) ? Number.NaN : value;
  if (typeof number === "number" && !Number.isFinite(number)) return "—";
  switch (unit) {
    case "count":
    case "people":
      return counts.format(number);
    case "money":
      return money(currency).format(number);
    case "ratio":
      return percent.format(number);
    case "multiple":
      return `${decimals.format(number)}×`;
    case "seconds":
      return `${decimals.format(number)} s`;
    case "score":
      return decimals.format(number);
  }
}

/** Exact decimal text goes to Intl as it is: through a double it would lose digits. */
function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
}

const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat("en", {
  style: "percent",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const decimals = new Intl.NumberFormat("en", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

const moneyFormats = new Map<string, Intl.NumberFormat>();

function money(currency: string | undefined): Intl.NumberFormat {
  const code = currency !== undefined && /^[A-Z]{3}$/.test(currency) ? currency : "";
  let format = moneyFormats.get(code);
  if (!format) {
    format = code
      ? new Intl.NumberFormat("en", { style: "currency", currency: code, currencyDisplay: "code" })
      : decimals;
    moneyFormats.set(code, format);
  }
  return format;
}

/** Exact arithmetic on decimal text such as "-1234.5". */

/** Moves the decimal point `places` to the left: "28" -> "0.28". */
export function shift(text: string, places: number): string {
  const negative = text.startsWith("-");
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const digits = whole.padStart(places + 1, "0");
  const at = digits.length - places;
  return `${negative ? "-" : ""}${digits.slice(0, at)}.${digits.slice(at)}${fraction}`;
}

/** Rounded to six decimals, halves away from zero. */
export function sixDecimals(text: string): string {
  const fraction = text.split(".")[1] ?? "";
  if (fraction.length <= 6) return text;
  const cut = text.slice(0, text.length - fraction.length + 6);
  const away = text.startsWith("-") ? -1n : 1n;
  return fraction[6] !== undefined && fraction[6] >= "5" ? microsText(toMicros(cut) + away) : cut;
}

/** Of a text with at most six decimals; further ones do not count. */
export function toMicros(text: string): bigint {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const micros = BigInt(whole + fraction.padEnd(6, "0").slice(0, 6));
  return negative ? -micros : micros;
}

export function microsText(micros: bigint): string {
  const digits = String(micros < 0n ? -micros : micros);
  return `${micros < 0n ? "-" : ""}${shift(digits, 6)}`;
}

/** "12.340000" -> "12.34". */
export function trimDecimal(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

import type { OutputColumn } from "../../kernel/protocol/output.ts";

/**
 * What somebody typed into a filter as a value of the column: shares are typed in percent, as they are
 * shown, and numbers may be grouped with commas. Digits are moved as text, so that none is rounded.
 */
export function typedValue(text: string, { unit }: Pick<OutputColumn, "unit">): string {
  const plain = text
    .trim()
    .replace(/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, (grouped) => grouped.replaceAll(",", ""));
  return unit === "ratio" ? shifted(plain.replace(/\s*%$/, ""), -2) : plain;
}

/** The same way back, for a filter that is edited. */
export function shownForTyping(value: string, { unit }: Pick<OutputColumn, "unit">): string {
  return unit === "ratio" ? shifted(value, 2) : value;
}

/** A decimal text with its point moved; what is none comes back as it is. */
function shifted(text: string, places: number): string {
  const [, sign = "", whole = "", fraction = ""] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (whole + fraction === "") return text;
  const digits =
    (places < 0 ? whole.padStart(-places + 1, "0") : whole) +
    fraction.padEnd(Math.max(places, 0), "0");
  const padded = places < 0 ? whole.padStart(-places + 1, "0").length : whole.length;
  const point = padded + places;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
  const right = digits.slice(point).replace(/0+$/, "");
  return (sign === "-" ? "-" : "") + left + (right === "" ? "" : `.${right}`);
}

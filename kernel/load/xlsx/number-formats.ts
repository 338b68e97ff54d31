import { splitCurrency } from "../currency-text.ts";

/**
 * What a number format makes of a number. A duration ("[h]:mm") is no date. Formats that put a currency or
 * a percent sign beside the number as it is are that text, with # for the number: "text:# €". "text:000" has
 * at least so many digits.
 */
export type NumberFormat = "plain" | "date" | "percent" | "duration" | `text:${string}`;

/** Formats that have a number but no text in the file: ECMA-376 part 1, 18.8.30. */
export function builtInFormat(id: number): NumberFormat {
  if (id === 9 || id === 10) return "percent";
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return "date";
  return id >= 45 && id <= 47 ? "duration" : "plain";
}

/** Reads a format's text, as in `yyyy\-mm\-dd;@`, `0.00%` or `#,##0.00\ [$€-407]`. */
export function formatOf(code: string): NumberFormat {
  const bare = code.replace(/"[^"]*"|[\\_*]./g, "").toLowerCase();
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return "duration";
  const [first = ""] = bare.replace(/\[[^\]]*\]/g, "").split(";");
  if (first.includes("%")) return "percent";
  if (!first.includes("general") && /[ymdhs]/.test(first))
    return /s/.test(first) && !/[ydh]/.test(first) ? "duration" : "date";
  // "00000": codes that begin with zeros.
  return /^0{2,20}$/.test(first) ? `text:${first}` : besideNumber(code);
}

/** What the format for positive numbers shows around them, where it bears on what they are. */
function besideNumber(code: string): NumberFormat {
  // Sections end at semicolons, but not at those in quotes.
  const [first = ""] = /^(?:"[^"]*"|\\.|[^;"\\])*/.exec(code) ?? [];
  const beside = first
    .replace(/[_*]./g, " ")
    .replace(/\[\$([^\]-]*)[^\]]*\]/g, '"$1"')
    .replace(/\[[^\]]*\]/g, "")
    .replace(/"([^"]*)"|\\(.)|general|[#0?.,]/gi, (_, quoted?: string, escaped?: string) =>
      (quoted ?? escaped ?? "").replace(/[#,.]/g, ""),
    )
    .trim();
  if (beside === "%") return "text:#%";
  const found = [`${beside} #`, `# ${beside}`].find(isAmount);
  return found === undefined ? "plain" : `text:${found}`;
}

function isAmount(text: string): boolean {
  const { amount, currency } = splitCurrency(text.trim().replace("#", "1"));
  return amount === "1" && currency !== undefined;
}

/** What a number format makes of a number. A duration ("[h]:mm") is no date. */
export type NumberFormat = "plain" | "date" | "percent" | "duration";

/** Formats that have a number but no text in the file: ECMA-376 part 1, 18.8.30. */
export function builtInFormat(id: number): NumberFormat {
  if (id === 9 || id === 10) return "percent";
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return "date";
  return id >= 45 && id <= 47 ? "duration" : "plain";
}

/** Reads a format's text, as in `yyyy\-mm\-dd;@` or `0.00%`. */
export function formatOf(code: string): NumberFormat {
  const bare = code.replace(/"[^"]*"|[\\_*]./g, "").toLowerCase();
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return "duration";
  const [first = ""] = bare.replace(/\[[^\]]*\]/g, "").split(";");
  if (first.includes("%")) return "percent";
  if (first.includes("general") || !/[ymdhs]/.test(first)) return "plain";
  return "date";
}

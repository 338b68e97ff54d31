/** A level of a grain in words: "adgroup" -> "ad group", "order_line" -> "order line". */
export function levelName(level: string): string {
  if (level === "unknown") return "line of the file";
  return level === "adgroup" ? "ad group" : level.replaceAll("_", " ");
}

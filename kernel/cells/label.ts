import { columnById } from "../metrics/columns.ts";

const initialisms = new Set(["ctr", "cvr", "cpc", "cpm", "cpa", "roas", "id", "kpi", "url"]);

/** What people read above a column of which nothing better is known: "peers_ctr" -> "Peers CTR". */
export function labelOf(name: string): string {
  const known = columnById(name);
  if (known) return known.label;
  const words = name
    .split("_")
    .filter((word) => word !== "")
    .map((word) => (initialisms.has(word.toLowerCase()) ? word.toUpperCase() : word));
  const text = words.join(" ");
  return text === "" ? name : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The only place that quotes SQL. Everything else binds values or calls these two. */

/** `name` as a quoted SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A value as a SQL literal; an array becomes a list literal. */
export function literal(
  value: string | number | bigint | boolean | null | readonly string[],
): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "object") return `[${value.map((item) => literal(item)).join(", ")}]`;
  if (typeof value === "number" && !Number.isFinite(value)) return `'${value}'::DOUBLE`;
  return String(value);
}

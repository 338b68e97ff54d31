/** The only place that quotes SQL. Everything else binds values or calls these two. */

/** `name` as a quoted SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * `name` as a person would write it: quoted only where it has to be.
 *
 * @param reserved  words that are no names without quotes, in small letters
 */
export function readableIdentifier(name: string, reserved: ReadonlySet<string>): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/i.test(name) && !reserved.has(name.toLowerCase());
  return isPlain ? name : identifier(name);
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

/** What can be asked of a column's values, by its SQL type. */
export type ColumnKind = "whole" | "decimal" | "double" | "text" | "date" | "time" | "other";

export function kindOf(type: string): ColumnKind {
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return "whole";
  if (/^DECIMAL\(\d+,\d+\)$/.test(type)) return "decimal";
  if (type === "FLOAT" || type === "DOUBLE") return "double";
  if (type === "DATE") return "date";
  if (/^TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)?$/.test(type)) return "time";
  if (/^(VARCHAR|UUID|BOOLEAN|TIME|ENUM\(.*\))$/s.test(type)) return "text";
  return "other";
}

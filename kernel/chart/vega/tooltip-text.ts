/** A value of a tooltip. Composite marks, and fields without a unit, come with all their digits. */
export function tooltipText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "no value";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return /^-?\d+\.\d{5,}(e[-+]?\d+)?$/.test(text)
    ? String(Number(Number(text).toPrecision(6)))
    : text;
}

/** "2026-05-01T00:00:00.000Z" -> "2026-05-01". */
export function isoMoment(value: string): string {
  return value
    .trim()
    .replace(/T(?:00:00:00(?:\.0+)?)?Z?$/, "")
    .replace("T", " ");
}

/** The weaker of two statistics, as SQL; NULL where one is not known, which `least` would pass over. */
export function weaker(a: string, b: string): string {
  return `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN least(${a}, ${b}) END`;
}

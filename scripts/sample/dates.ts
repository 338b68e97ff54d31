/** `first` (ISO) plus `days`, as an ISO date. */
export function isoDate(first: string, days: number): string {
  return new Date(Date.parse(`${first}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

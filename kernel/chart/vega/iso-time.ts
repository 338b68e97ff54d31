const iso =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/;

/**
 * ISO text ("2026-01-31", "2026-01-31 13:00:00", "2026-01") as UTC milliseconds; a time without an
 * offset is UTC. A number from 1000 to 9999 is a year, any other is milliseconds already.
 * Undefined for anything else, also for days that do not exist.
 */
export function epochMs(value: unknown): number | undefined {
  if (typeof value === "number" || typeof value === "bigint") {
    const number = Number(value);
    if (Number.isInteger(number) && number >= 1000 && number <= 9999) return Date.UTC(number, 0);
    return Number.isFinite(number) ? number : undefined;
  }
  const match = typeof value === "string" ? iso.exec(value.trim()) : null;
  if (!match) return undefined;
  const part = (index: number, missing: number) =>
    match[index] === undefined ? missing : Number(match[index]);
  const [month, day, hour, minute, second] = [
    part(2, 1),
    part(3, 1),
    part(4, 0),
    part(5, 0),
    part(6, 0),
  ];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = Math.floor(Number(`0.${match[7] ?? "0"}`) * 1000);
  const ms = Date.UTC(part(1, 0), month - 1, day, hour, minute, second, fraction);
  const read = new Date(ms);
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return undefined;
  return ms - offsetMs(match[8]);
}

function offsetMs(text: string | undefined): number {
  if (text === undefined || text === "Z") return 0;
  const digits = text.replace(":", "").slice(1).padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (text.startsWith("-") ? -1 : 1) * minutes * 60_000;
}

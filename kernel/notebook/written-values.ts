import * as z from "zod";
import { WrittenNumber } from "./written-number.ts";

// Every `error` here completes the sentence "… should be …".

const textError = "text (in quotes where it looks like something else)";

/** Text; a number is taken as it was written, digit for digit. */
export const anyText = z.union(
  [z.string(), z.instanceof(WrittenNumber).transform((number) => number.source)],
  { error: textError },
);

export const text = anyText.refine((value) => value.trim() !== "", "text that is not empty");

/** A number that a double holds as it was written. */
export const number = z
  .instanceof(WrittenNumber, { error: "a number" })
  .refine((written) => written.isExact, {
    error: "a decimal number of at most 15 digits",
    abort: true,
  })
  .transform((written) => written.value);

/** Thresholds of diagnoses by name: `min_clicks`, `A1.high_ctr`. */
export const thresholds = z
  .record(z.string(), number, { error: "a map of numbers" })
  .transform((map): ReadonlyMap<string, number> => new Map(Object.entries(map)))
  .prefault({});

/** A calendar date as ISO text. */
export const date = z
  .string({ error: "a date such as 2026-01-31" })
  .refine(isDate, "a date such as 2026-01-31");

const rangeError = "a date range such as 2026-01-01..2026-01-31";

/** Two dates, both inclusive: `2026-01-01..2026-01-31` or `{from: …, to: …}`. */
export const dateRange = z
  .preprocess(
    (value) => (typeof value === "string" ? rangeOf(value) : value),
    z.strictObject({ from: date, to: date }, { error: rangeError }),
  )
  .refine(({ from, to }) => from <= to, "a date range whose first date is not after its last");

function rangeOf(range: string): { from: string; to: string } | undefined {
  const [from = "", to = "", ...more] = range.split("..").map((part) => part.trim());
  return isDate(from) && isDate(to) && more.length === 0 ? { from, to } : undefined;
}

export function isDate(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}

export function isDateRange(range: string): boolean {
  return rangeOf(range) !== undefined;
}

/** A name as it stands in SQL without quotes. */
export const name = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, "a name of letters, digits and _ that starts with no digit");

/** A value that the file may leave out: null then. */
export function stated<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null);
}

/** One value or a list of them; always a list afterwards. */
export function oneOrMany<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) => (Array.isArray(value) ? value : [value]),
    z.array(schema).min(1, "a list that is not empty"),
  );
}

/** A map from names to values, as a list in the file's order: no name can meet a prototype. */
export function named<Schema extends z.ZodType>(schema: Schema) {
  return z
    .record(name, schema, { error: "a map of names" })
    .transform((map) => Object.entries(map).map(([key, value]) => ({ name: key, value })))
    .superRefine((entries, context) => {
      const seen = new Map<string, string>();
      for (const entry of entries) {
        const folded = entry.name.toLowerCase();
        const other = seen.get(folded);
        seen.set(folded, entry.name);
        if (other === undefined) continue;
        context.addIssue({
          code: "custom",
          path: [entry.name],
          message: `a name of its own: SQL does not tell it from “${other}”`,
        });
      }
    })
    .prefault({});
}

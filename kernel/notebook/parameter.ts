import * as z from "zod";
import {
  anyText,
  date,
  dateRange,
  isDate,
  isDateRange,
  number,
  stated,
  text,
} from "./written-values.ts";
import { WrittenNumber } from "./written-number.ts";

const label = stated(text);

const written = z.union([z.string(), z.instanceof(WrittenNumber)], { error: "text or a number" });

const choice = z
  .strictObject({
    kind: z.literal("choice"),
    choices: z.array(written, { error: "a list" }).min(1, "a list that is not empty"),
    default: written.optional(),
    label,
  })
  .transform((parameter) => {
    const { choices } = parameter;
    const areText = choices.some((one) => typeof one === "string" || isId(one));
    const plain = (one: string | WrittenNumber): string | number =>
      typeof one === "string" ? one : areText ? one.source : one.value;
    const first = parameter.default ?? choices[0] ?? "";
    return { ...parameter, choices: choices.map(plain), default: plain(first) };
  })
  .refine(({ choices }) => new Set(choices).size === choices.length, {
    path: ["choices"],
    error: "a list without repetitions",
  })
  .refine((parameter) => parameter.choices.includes(parameter.default), {
    path: ["default"],
    error: "one of the choices",
  });

const kinds = [
  z
    .strictObject({
      kind: z.literal("number"),
      default: number,
      label,
      min: stated(number),
      max: stated(number),
    })
    .refine(
      (parameter) =>
        parameter.default >= (parameter.min ?? -Infinity) &&
        parameter.default <= (parameter.max ?? Infinity),
      { path: ["default"], error: "between min and max" },
    ),
  z.strictObject({ kind: z.literal("text"), default: anyText, label }),
  z.strictObject({ kind: z.literal("date"), default: date, label }),
  z.strictObject({ kind: z.literal("date_range"), default: dateRange, label }),
  choice,
  z.strictObject({ kind: z.literal("query"), choices: text, default: stated(anyText), label }),
] as const;

/**
 * A parameter. The short forms: a number, text, a date or a date range is its default and tells
 * its kind; a list is a choice whose first is the default. The long form is a map with `default`,
 * `label`, `min` and `max`, and `choices`: a list, or an SQL query whose first column is offered.
 */
export const parameter = z.preprocess(
  (value) => longForm(value),
  z.discriminatedUnion("kind", kinds, {
    error: "one of number, text, date, date_range, choice, query",
  }),
);

export type Parameter = z.infer<typeof parameter>;

function longForm(value: unknown): unknown {
  if (Array.isArray(value)) return { kind: "choice", choices: value };
  if (typeof value !== "object" || value === null || value instanceof WrittenNumber) {
    return { kind: kindOf(value), default: value };
  }
  if ("kind" in value) return value;
  if ("choices" in value) {
    return { kind: Array.isArray(value.choices) ? "choice" : "query", ...value };
  }
  if ("from" in value || "to" in value) return { kind: "date_range", default: value };
  return { kind: "default" in value ? kindOf(value.default) : "text", ...value };
}

function kindOf(value: unknown): Parameter["kind"] {
  if (value instanceof WrittenNumber) return isId(value) ? "text" : "number";
  if (typeof value === "object" && value !== null) return "date_range";
  if (typeof value !== "string") return "text";
  if (isDate(value)) return "date";
  return isDateRange(value) ? "date_range" : "text";
}

/** Digits that a number would lose. */
function isId({ isExact, source }: WrittenNumber): boolean {
  return !isExact || /^[-+]?0\d/.test(source);
}

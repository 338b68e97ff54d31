import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import { defaultText } from "../notebook/parameter-default.ts";
import type { ParameterInput } from "../protocol/output.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { ParameterValue } from "../session/parameters.ts";

type Declared = FrontMatter["params"][number];

export interface UsedParameters {
  readonly values: Readonly<Record<string, ParameterValue>>;
  readonly shown: readonly ParameterInput[];
}

/**
 * The values that `$name` stands for: the declared defaults, replaced by what was given as text.
 *
 * @throws ProblemError `bad_arguments` for a name that is not declared or a value of the wrong kind
 */
export function useParameters(
  declared: readonly Declared[],
  given: ReadonlyMap<string, string>,
): UsedParameters {
  const names = declared.map(({ name }) => name);
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new ProblemError({
      code: "bad_arguments",
      message: `The notebook has no parameter “${name}”`,
      next:
        near === undefined
          ? `It has ${names.length === 0 ? "none" : names.join(", ")}.`
          : `Did you mean “${near}”?`,
    });
  }
  const values: Record<string, ParameterValue> = {};
  const shown: ParameterInput[] = [];
  for (const parameter of declared) {
    const { name, kind, label } = parameter;
    const text = given.get(name);
    const { bound, text: value } = valueOf(parameter, text);
    Object.assign(values, bound);
    shown.push({
      name,
      label: label ?? name,
      value,
      kind,
      text: text ?? defaultText(parameter),
      default: defaultText(parameter),
      min: parameter.kind === "number" ? parameter.min : null,
      max: parameter.kind === "number" ? parameter.max : null,
      choices: parameter.kind === "choice" ? parameter.choices.map(String) : null,
    });
  }
  return { values, shown };
}

/** Without those that the setup no longer declares: they were set before, which is no mistake. */
export function declaredOnly(
  settings: FrontMatter | null,
  given: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> {
  const declared = new Set(settings?.params.map(({ name }) => name));
  return new Map(Object.entries(given).filter(([name]) => declared.has(name)));
}

/** The values as texts, by the names that SQL binds, in small letters. */
export function boundTexts(values: UsedParameters["values"]): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(values).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === "object" && value !== null ? value.date : String(value),
    ]),
  );
}

function valueOf(
  parameter: Declared,
  given: string | undefined,
): { bound: Record<string, ParameterValue>; text: string } {
  const { name } = parameter;
  switch (parameter.kind) {
    case "number": {
      const value = given === undefined ? parameter.default : numberOf(given);
      const inside = value >= (parameter.min ?? -Infinity) && value <= (parameter.max ?? Infinity);
      if (!Number.isFinite(value) || !inside)
        throw wrong(name, `a number${range(parameter.min, parameter.max)}`, given);
      return { bound: { [name]: value }, text: String(value) };
    }
    case "text":
      return single(name, given ?? parameter.default);
    case "date": {
      const value = given ?? parameter.default;
      if (!isDay(value)) throw wrong(name, "a date like 2026-05-01", given);
      return { bound: { [name]: { date: value } }, text: value };
    }
    case "date_range": {
      const [from = "", to = "", ...rest] =
        given === undefined ? [parameter.default.from, parameter.default.to] : given.split("..");
      if (rest.length > 0 || !isDay(from) || !isDay(to) || from > to)
        throw wrong(name, "a date range like 2026-05-01..2026-05-31", given);
      return {
        bound: { [`${name}_from`]: { date: from }, [`${name}_to`]: { date: to } },
        text: `${from} to ${to}`,
      };
    }
    case "choice": {
      const value =
        given === undefined
          ? parameter.default
          : parameter.choices.find((choice) => String(choice) === given);
      if (value === undefined)
        throw wrong(name, `one of ${parameter.choices.slice(0, 10).join(", ")}`, given);
      return single(name, value);
    }
    case "query": {
      const value = given ?? parameter.default;
      return value === null ? { bound: { [name]: null }, text: "—" } : single(name, value);
    }
  }
}

function single(name: string, value: string | number) {
  return { bound: { [name]: value }, text: String(value) };
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // 31 February is rolled over, not refused.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** NaN for what is no decimal number, and for digits that a number would lose. */
function numberOf(text: string): number {
  const written = text.trim();
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written)) return NaN;
  const value = Number(written);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? NaN : value;
}

function range(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return ` from ${min} to ${max}`;
  if (min !== null) return ` of at least ${min}`;
  return max === null ? "" : ` of at most ${max}`;
}

function wrong(name: string, expected: string, given: string | undefined): ProblemError {
  return new ProblemError({
    code: "bad_arguments",
    message: `The parameter “${name}” should be ${expected}; it is “${given ?? ""}”`,
    next: "Give such a value, or none for the notebook's own.",
  });
}

import * as z from "zod";
import { numberUnits } from "../protocol/unit.ts";
import { parameter } from "./parameter.ts";
import { pins } from "./pins.ts";
import {
  date,
  dateRange,
  named,
  number,
  oneOrMany,
  stated,
  text,
  thresholds,
} from "./written-values.ts";
import { WrittenNumber } from "./written-number.ts";

const timezone = text.refine(
  (zone) => accepts(() => new Intl.DateTimeFormat("en", { timeZone: zone })),
  "a time zone such as Europe/Oslo",
);
const locale = text.refine(
  (tag) => accepts(() => Intl.getCanonicalLocales(tag)),
  "a locale such as de-DE",
);
const currency = text.refine((code) => /^[A-Z]{3}$/.test(code), "a currency code such as EUR");

/** What a source's files are and what they do not say. A path alone, or a list of paths, will do. */
const sourceFields = {
  path: oneOrMany(text),
  /** Id of the export definition to read it with. */
  as: stated(text),
  attribution: stated(text),
  region: stated(text),
  timezone: stated(timezone),
  currency: stated(currency),
  locale: stated(locale),
  /** Which clicks a bare “Clicks” column counts. */
  clicks: stated(z.enum(["destination", "all"], { error: "destination or all" })),
  /** What a bare “CVR” column is per. */
  cvr: stated(z.enum(["clicks", "impressions"], { error: "clicks or impressions" })),
  origin: stated(z.enum(["platform", "own"], { error: "platform or own" })),
  /** The day the export was made. */
  as_of: stated(date),
  /** Columns with personal data to load all the same. */
  personal_data: oneOrMany(text).default([]),
};

const columnFields = {
  formula: text,
  /** Without one, the formula's own where that is certain. */
  unit: stated(z.enum(numberUnits, { error: `one of ${numberUnits.join(", ")}` })),
  label: stated(text),
  /** Which direction an advertiser wants. */
  better: stated(
    z.enum(["higher", "lower", "neither"], { error: "one of higher, lower, neither" }),
  ),
};

/** Metrics of the notebook's own, or of a team. A formula alone will do. */
const ownColumns = named(
  z.preprocess(
    (value) => (isMap(value) ? value : { formula: value }),
    z.strictObject(columnFields),
  ),
);

const fields = {
  "campaign-notebook": z
    .custom<WrittenNumber>(
      (value) => value instanceof WrittenNumber && value.value === 1,
      "1, the version that this program reads",
    )
    .transform(() => 1 as const),
  title: stated(text),
  sources: named(
    z.preprocess((value) => (isMap(value) ? value : { path: value }), z.strictObject(sourceFields)),
  ),
  /** The core KPIs by metric name; ratios as 0–1, money in the account's currency. */
  targets: named(number),
  /** Of diagnoses, by their written name. A diagnose cell may have its own. */
  thresholds,
  /** The period before the change. */
  baseline: stated(dateRange),
  params: named(parameter),
  columns: ownColumns,
  plugins: oneOrMany(text).default([]),
  /** Files with `columns:` that several notebooks share; relative to the notebook. */
  include: oneOrMany(text).default([]),
  inputs: z.record(z.string(), z.unknown(), { error: "a map" }).default({}),
  /** What the numbers were last made from; written by a command. */
  pins: stated(pins),
};

export const frontMatter = z
  .strictObject(fields, { error: "a map of settings" })
  .transform(
    ({ "campaign-notebook": version, sources, targets, params, columns, inputs, ...rest }) => ({
      version,
      ...rest,
      sources: sources.map(({ name, value: { as_of, personal_data, ...source } }) => ({
        name,
        ...source,
        asOf: as_of,
        personalData: personal_data,
      })),
      targets,
      params: params.map(({ name, value }) => ({ name, ...value })),
      columns: columns.map(({ name, value }) => ({ name, ...value })),
      inputs: plain(inputs),
    }),
  )
  // Checked here, because zod runs checks of the object even where a field's transform did not run.
  .superRefine(({ params }, context) => {
    for (const range of params.filter(({ kind }) => kind === "date_range")) {
      const bound = params.find(({ name }) => rangeNames(range.name).includes(name));
      if (!bound) continue;
      context.addIssue({
        code: "custom",
        path: ["params", bound.name],
        message: `another name: the date range “${range.name}” binds this one`,
      });
    }
  });

/** A file that notebooks include: columns, and nothing else. */
export const includedFile = z
  .strictObject({ columns: ownColumns }, { error: "a map with columns:" })
  .transform((file) => file.columns.map(({ name, value }) => ({ name, ...value })));

export type FrontMatter = z.infer<typeof frontMatter>;

/** Names that may stand at a path, for “did you mean”. */
export function knownKeys(
  path: readonly PropertyKey[],
  top: readonly string[] = Object.keys(fields),
): readonly string[] {
  switch (path[0]) {
    case undefined:
      return top;
    case "sources":
      return Object.keys(sourceFields);
    case "columns":
      return Object.keys(columnFields);
    case "params":
      return ["kind", "default", "label", "choices", "min", "max"];
    case "pins":
      return path.length === 1 ? ["product", "engine", "sources", "files"] : ["sha256", "rows"];
    default:
      return [];
  }
}

function rangeNames(range: string): readonly string[] {
  return [`${range}_from`, `${range}_to`];
}

function accepts(construct: () => unknown): boolean {
  try {
    construct();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}

/** Numbers that a double does not hold as written become text. */
function plain(value: unknown): unknown {
  if (value instanceof WrittenNumber) return value.isExact ? value.value : value.source;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

import { dirname, resolve } from "node:path";
import type { Rule } from "../diagnose/rule.ts";
import type { ExportDefinition } from "../load/exports/definition.ts";
import type { LoadRequest } from "../load/load-request.ts";
import type { LoadOptions } from "../load/loaded-table.ts";
import type { Cell } from "../notebook/cell.ts";
import type { Metric } from "../metrics/metric.ts";
import { readFrontMatter } from "../notebook/front-matter.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { Pins } from "../notebook/pins.ts";
import type { View } from "../plugins/registry.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { IncludedFile } from "./included.ts";
import type { UsedParameters } from "./parameters.ts";

/** What the setup cell gave the other cells. */
export interface Setup {
  /** With the columns of the included files. */
  readonly settings: FrontMatter | null;
  readonly included: readonly IncludedFile[];
  readonly loads: readonly LoadReport[];
  readonly parameters: UsedParameters;
  /** The notebook's columns and the metrics of its plugins, by name in small letters. */
  readonly custom: ReadonlyMap<string, Metric>;
  /** What each name that a plugin gives to SQL is, by name in small letters. */
  readonly owned: ReadonlyMap<string, string>;
  /** Rules and views that are known, built in or a plugin's; the views by name in small letters. */
  readonly rules: readonly Rule[];
  readonly views: ReadonlyMap<string, View>;
  /** Names that SQL keeps to itself, in small letters. */
  readonly reserved: ReadonlySet<string>;
  /** What told the sources' states apart before they were read, by name in small letters. */
  readonly identities: ReadonlyMap<string, string>;
  /** The pins that fit what was read. */
  readonly pins: Pins;
}

type Source = FrontMatter["sources"][number];

/**
 * The notebook's settings; a notebook without front matter has none.
 *
 * @throws ProblemError the first of its problems, with file, line and character
 */
export function readSettings(cells: readonly Cell[], file: string): FrontMatter | null {
  const setup = cells.find(({ kind }) => kind === "setup");
  if (!setup) return null;
  const { settings, problems } = readFrontMatter(setup.text);
  const [first, ...others] = problems;
  if (first)
    throw new ProblemError({
      ...first,
      place: { file, cell: "setup", ...first.place },
      ...(others.length > 0 && first.next === undefined
        ? { next: `${others.length} more in this front matter.` }
        : {}),
    });
  return settings ?? null;
}

/**
 * What to load: the declared sources, the paths relative to the notebook, replaced by the paths that
 * were given.
 *
 * @throws ProblemError `bad_arguments` for a source that the notebook does not have
 */
export function loadRequests(
  settings: FrontMatter | null,
  notebookPath: string,
  given: ReadonlyMap<string, string>,
): LoadRequest[] {
  const sources = settings?.sources ?? [];
  const names = sources.map(({ name }) => name);
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new ProblemError({
      code: "bad_arguments",
      message: `The notebook has no source “${name}”`,
      next:
        near === undefined
          ? `It has ${names.length === 0 ? "none" : names.join(", ")}.`
          : `Did you mean “${near}”?`,
    });
  }
  return sources.map((source) => ({
    name: source.name,
    path: given.get(source.name) ?? source.path.map((path) => resolve(dirname(notebookPath), path)),
    options: loadOptions(source),
  }));
}

/**
 * Holds a source to the export that it says it is.
 *
 * @throws ProblemError `unrecognised_export` for one that was recognised as another, or no known one
 */
export function checkStatedExport(
  settings: FrontMatter | null,
  { name, export: found, files }: LoadReport,
  exports: readonly ExportDefinition[],
): void {
  const stated = settings?.sources.find((source) => source.name === name)?.as ?? null;
  if (stated === null || stated === found.id) return;
  const ids = exports.map(({ id }) => id);
  const near = ids.find((id) => id.includes(stated)) ?? nearest(stated, ids);
  throw new ProblemError({
    code: "unrecognised_export",
    message: `The source “${name}” says as: ${stated}, and its file is a ${found.label} (${found.id})`,
    place: { file: files[0]?.name ?? name },
    next: ids.includes(stated)
      ? "Check which file it is, or leave as: out."
      : near === undefined || near === stated
        ? `There are ${ids.slice(0, 8).join(", ")} …`
        : `Did you mean “${near}”?`,
  });
}

function loadOptions(source: Source): LoadOptions {
  const { locale, currency, attribution, region, timezone, clicks, origin, asOf } = source;
  const { cvr, personalData } = source;
  const stated = {
    locale,
    currency,
    attribution,
    region,
    timezone,
    clicks,
    cvr,
    origin,
    as_of: asOf,
  };
  return {
    ...Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== null)),
    ...(personalData.length === 0 ? {} : { personal_data: personalData }),
  };
}

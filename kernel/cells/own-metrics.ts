/** The notebook's own columns and those that it includes, as metrics. */

import { engineNamesQuery } from "../metrics/macros.ts";
import type { Metric } from "../metrics/metric.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import type { CustomColumnContext } from "../query/custom-columns.ts";
import { customMetrics } from "../query/custom-columns.ts";
import { parseFormula } from "../query/parse-formula.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import { digest } from "./digest.ts";
import { withIncluded } from "./included.ts";
import type { Setup } from "./setup.ts";

/** By name in small letters. @throws `formula`, `name_taken`, `bad_arguments` */
export async function ownMetrics(
  settings: FrontMatter | null,
  loads: readonly LoadReport[],
  parser: SqlParser,
  plugins: Pick<CustomColumnContext, "metrics" | "owned">,
): Promise<ReadonlyMap<string, Metric>> {
  const definitions = Object.fromEntries(
    (settings?.columns ?? []).map(({ name, formula, unit, label, better }) => [
      name,
      {
        formula,
        ...(unit === null ? {} : { unit }),
        ...(label === null ? {} : { label }),
        ...(better === null ? {} : { better }),
      },
    ]),
  );
  const metrics = await customMetrics(definitions, {
    parse: parser.parse,
    columns: loads.flatMap(({ columns }) => columns.map(({ id, unit }) => ({ name: id, unit }))),
    engineNames: await parser.names(engineNamesQuery),
    ...plugins,
  });
  return new Map(metrics.map((metric) => [metric.name.toLowerCase(), metric]));
}

/**
 * Reads the formulas of a setup that need not have run.
 *
 * @param loaded  the last setup: where it loaded other sources, or none, only the parser is asked
 * @throws like ownMetrics()
 */
export async function checkFormulas(
  settings: FrontMatter | null,
  loaded: Setup | null,
  parser: SqlParser,
): Promise<void> {
  const isLoaded = digest(loaded?.settings?.sources ?? []) === digest(settings?.sources ?? []);
  if (loaded && isLoaded) {
    const { owned, custom, included, loads } = loaded;
    const metrics = new Map([...custom].filter(([name]) => owned.has(name)));
    await ownMetrics(withIncluded(settings, included), loads, parser, { metrics, owned });
  }
  for (const { name, formula } of settings?.columns ?? [])
    await parseFormula(name, formula, parser.parse);
}

import type { PluginFile } from "../plugins/find-plugin.ts";
import type { Plugins } from "../plugins/plugins.ts";
import type { ParseSql } from "../query/read-tree.ts";
import { digest } from "./digest.ts";
import type { NotebookInputs } from "./input-hashes.ts";
import { metricIdentities } from "./metric-identities.ts";
import { identitiesOf } from "./notebook-plugins.ts";
import type { WrittenSetup } from "./read-setup.ts";

/**
 * What cells are made from, by a setup.
 *
 * @param sources  what identifies each source, by name in small letters
 * @param files  the plugins as they are to count: those that ran, or those that are there now
 */
export function notebookInputs(
  { settings, included, parameters }: WrittenSetup,
  sources: ReadonlyMap<string, string>,
  {
    files,
    plugins,
    parse,
  }: {
    readonly files: readonly PluginFile[];
    readonly plugins: Plugins;
    readonly parse: ParseSql;
  },
): NotebookInputs {
  const targets = settings?.targets ?? [];
  const thresholds = [...(settings?.thresholds ?? [])];
  return {
    sources,
    parameters: parameters.values,
    metrics: metricIdentities(settings?.columns ?? [], plugins.identities(files)),
    targets: digest(targets),
    included: [...included.map(({ text }) => text), ...identitiesOf(files)],
    limits: digest([targets, thresholds, ...plugins.rulesFrom(files)]),
    views: plugins.viewsFrom(files),
    parse,
  };
}

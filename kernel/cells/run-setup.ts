import type { Kernel } from "../kernel.ts";
import type { LoadRequest } from "../load/load-request.ts";
import type { LoadProgress } from "../load/progress.ts";
import type { Cell } from "../notebook/cell.ts";
import { currentPins } from "../pins/current-pins.ts";
import type { Plugins } from "../plugins/plugins.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import type { Scripts } from "../typescript/scripts.ts";
import { identitiesOf, usePlugins } from "./notebook-plugins.ts";
import { ownMetrics } from "./own-metrics.ts";
import type { RunInputs } from "./read-setup.ts";
import { readSetup } from "./read-setup.ts";
import { reservedNamesQuery } from "./result-names.ts";
import { inFormula, inSetup } from "./setup-problem.ts";
import type { Setup } from "./setup.ts";
import { checkStatedExport, loadRequests } from "./setup.ts";
import { sourceIdentities } from "./source-identity.ts";

export interface LoadContext {
  readonly signal?: AbortSignal;
  readonly progress?: (what: string, progress: LoadProgress) => void;
}

/** What a setup is read with, and told of what it makes known. */
export interface Told {
  readonly kernel: Kernel;
  readonly parser: SqlParser;
  readonly scripts: Scripts;
  readonly plugins: Plugins;
}

/**
 * Forgets what the kernel had loaded, then loads the sources and reads parameters and columns.
 *
 * @throws ProblemError with the notebook's path and the line in the file where it is known
 */
export async function runSetup(
  cells: readonly Cell[],
  inputs: RunInputs,
  told: Told,
  context: LoadContext,
): Promise<Setup> {
  const { path } = inputs;
  const { kernel, parser, plugins } = told;
  await kernel.reset();
  const { settings, included, parameters } = await readSetup(cells, path, inputs.parameters);
  const files = await usePlugins(plugins, settings, inputs, told);
  const { registry } = plugins;
  const requests = loadRequests(settings, path, inputs.sources);
  const identities = await sourceIdentities(requests, identitiesOf(files));
  const check = (report: LoadReport) => checkStatedExport(settings, report, registry.exports);
  const loads: LoadReport[] = [];
  for (const request of requests) {
    const report = await load(kernel, request, context, check).catch((error: unknown) => {
      throw inSetup(error, path);
    });
    loads.push(report);
  }
  const reserved = await parser.names(reservedNamesQuery);
  const columns = await ownMetrics(settings, loads, parser, {
    metrics: plugins.metrics,
    owned: registry.owned,
  }).catch((error: unknown) => {
    throw inFormula(error, path, cells, { settings, included });
  });
  kernel.define([...columns.values()]);
  const custom = new Map([...plugins.metrics, ...columns]);
  const named = files.filter(({ written }) => settings?.plugins.includes(written));
  const pins = currentPins({ loads, included, plugins: named });
  const { owned, rules, views } = registry;
  const read = { settings, included, loads, parameters, custom, reserved, identities, pins };
  return { ...read, owned, rules, views };
}

async function load(
  kernel: Kernel,
  request: LoadRequest,
  { signal, progress }: LoadContext,
  check: (report: LoadReport) => void,
): Promise<LoadReport> {
  const what = sourceTitle(request.path);
  const { report } = await kernel.load(request, {
    ...(signal ? { signal } : {}),
    ...(progress ? { progress: (state) => progress(what, state) } : {}),
  });
  check(report);
  return report;
}

/** What is loaded, as progress names it. */
function sourceTitle(path: string | readonly string[]): string {
  if (typeof path === "string") return path;
  const [first = "", ...others] = path;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

import { basename } from "node:path";
import { metricByName } from "../metrics/catalogue.ts";
import type { Expression } from "../metrics/expression.ts";
import { inputNames } from "../metrics/expression.ts";
import type { Metric } from "../metrics/metric.ts";
import { parameters } from "../metrics/metric.ts";
import { ProblemError } from "../protocol/problem.ts";
import { readFormula } from "../query/formula.ts";
import { parseFormula } from "../query/parse-formula.ts";
import type { ParseSql } from "../query/read-tree.ts";
import { isProblem, readCell } from "../typescript/cell-code.ts";
import type { CellMade, ColumnSignature } from "../typescript/messages.ts";
import { ScriptThread } from "../typescript/script-thread.ts";
import { ruleOf } from "./diagnosis-rule.ts";
import type { PluginFile } from "./find-plugin.ts";
import type { PluginMetric } from "./plugin.ts";
import { checkPlugin } from "./plugin-schema.ts";
import { templateOf } from "./plugin-template.ts";
import type { Registered } from "./registry.ts";

/** A plugin that has run. Its functions stay in its thread, everything else is data. */
export interface LoadedPlugin extends Registered {
  readonly file: PluginFile;
  readonly signatures: readonly ColumnSignature[];
  /** null: it has no columns to compute. */
  readonly thread: ScriptThread | null;
}

const limitMs = 10_000;

/**
 * Runs a plugin's module in a thread of its own and takes over what it defines.
 *
 * @throws ProblemError `plugin` or as a TypeScript cell's, with the plugin's file and line
 */
export async function loadPlugin(file: PluginFile, parse: ParseSql): Promise<LoadedPlugin> {
  const { made, thread } = await runModule(file).catch((error: unknown) => {
    throw inPlugin(error, file);
  });
  const hasColumns = made.columns.length > 0;
  if (!hasColumns) thread.close();
  try {
    if (made.plugin === null) throw noPlugin();
    const plugin = checkPlugin(JSON.parse(made.plugin), file.written);
    const listed = new Set((plugin.columns ?? []).map(({ signature }) => signature.id));
    const unlisted = made.columns.find(({ id }) => !listed.has(id));
    if (unlisted) throw notListed(unlisted.id);
    const metrics = [];
    for (const metric of plugin.metrics ?? [])
      metrics.push(await metricOf(metric, plugin.name, parse));
    const rules = [];
    for (const diagnosis of plugin.diagnoses ?? [])
      rules.push(await ruleOf(diagnosis, plugin.name, parse));
    const templates = [];
    for (const template of plugin.templates ?? [])
      templates.push(await templateOf(template, plugin.name, file));
    return {
      file,
      name: plugin.name,
      metrics,
      exports: plugin.exports ?? [],
      rules,
      templates,
      views: (plugin.views ?? []).map((view) => ({ ...view, plugin: plugin.name })),
      columns: made.columns.map(({ id }) => id),
      signatures: made.columns,
      thread: hasColumns ? thread : null,
    };
  } catch (error) {
    thread.close();
    throw inPlugin(error, file);
  }
}

async function runModule({
  path,
  text,
}: PluginFile): Promise<{ readonly made: CellMade; readonly thread: ScriptThread }> {
  const code = readCell(text);
  if (isProblem(code)) throw new ProblemError(code);
  const { script, inserted, columns } = code;
  const thread = new ScriptThread({ notebookPath: path });
  const signal = AbortSignal.timeout(limitMs);
  try {
    const made = await thread.run(
      { code: { script, inserted, columns }, given: [], parameters: {}, isPlugin: true },
      { query: () => Promise.reject(noQueries()), printed: () => undefined, signal },
    );
    return { made, thread };
  } catch (error) {
    thread.close();
    throw signal.aborted ? tooSlow() : error;
  }
}

/** With its formula as what macros and helpers are made of. */
async function metricOf(metric: PluginMetric, plugin: string, parse: ParseSql): Promise<Metric> {
  const { name, formula, id = name, better = "neither", source, ...rest } = metric;
  const read = typeof formula === "string" ? await parsed(metric, formula, parse) : formula;
  const known = new Set(Object.keys(metric.inputs));
  const other = inputNames(read).find((input) => !known.has(input));
  if (other !== undefined)
    throw new ProblemError({
      code: "plugin",
      message: `The formula of “${name}” uses “${other}”, which is none of its inputs`,
      next: `Its inputs are ${[...known].join(", ")}.`,
    });
  return { ...rest, id, name, better, formula: read, source: source ?? `The plugin ${plugin}.` };
}

async function parsed(metric: PluginMetric, text: string, parse: ParseSql): Promise<Expression> {
  const { expression } = readFormula(await parseFormula(metric.name, text, parse), {
    columns: parameters(metric),
    metric: metricByName,
    custom: () => undefined,
  });
  return expression;
}

/** A problem with the plugin's file in its place. */
export function inPlugin(error: unknown, { written, path }: PluginFile): unknown {
  if (!(error instanceof ProblemError)) return error;
  const { problem } = error;
  const file = written === path ? basename(path) : written;
  return new ProblemError({ ...problem, place: { ...problem.place, file } }, { cause: error });
}

function noPlugin(): ProblemError {
  return new ProblemError({
    code: "plugin",
    message: "The file is no plugin: its default export is nothing that definePlugin() gave",
    next: "Write export default definePlugin({ name: … }).",
  });
}

function notListed(id: string): ProblemError {
  return new ProblemError({
    code: "plugin",
    message: `The column “${id}” is defined and not listed under columns`,
    next: "Add what defineColumn() gave to columns: [ … ].",
  });
}

function noQueries(): ProblemError {
  return new ProblemError({
    code: "plugin",
    message: "A plugin cannot ask SQL while it loads: there are no tables yet",
    next: "Ask in a cell.",
  });
}

function tooSlow(): ProblemError {
  return new ProblemError({
    code: "plugin",
    message: `The plugin took longer than ${limitMs / 1000} s to load, so it was ended`,
    next: "A plugin only defines; leave the work to its columns, or to a cell.",
  });
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";
import { Kernel } from "../../kernel.ts";
import { ProblemError } from "../../protocol/problem.ts";
import { isNumberUnit } from "../../protocol/unit.ts";
import { SqlParser } from "../../session/sql-parser.ts";
import type { ColumnRows } from "../../typescript/messages.ts";
import type { DefinedColumn } from "../../typescript/scripts.ts";
import { Plugins } from "../plugins.ts";
import { diagnosisCases } from "./diagnosis-cases.ts";
import { diagnosisFaults } from "./diagnosis-faults.ts";
import { exportFaults, headerFaults, languagesOf } from "./export-faults.ts";
import { metricFaults } from "./metric-faults.ts";
import { sampleFaults } from "./sample-faults.ts";
import { templateFaults } from "./template-faults.ts";
import { viewFaults } from "./view-faults.ts";

export interface CheckedPlugin {
  readonly name: string;
  /** "2 metrics", "1 export" … what was looked at. */
  readonly checked: readonly string[];
  /** Files that hold what is expected and were not there before. */
  readonly written: readonly string[];
  readonly faults: readonly string[];
}

/**
 * What everything built in has to pass, asked of a plugin; and its sample files, which lie in a folder
 * beside it: of line-items.ts in line-items.test, the cases of its diagnosis AU1 in line-items.test/AU1.
 *
 * @throws ProblemError for a plugin that does not load
 */
export async function checkPluginFile(path: string): Promise<CheckedPlugin> {
  const scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  const parser = await SqlParser.open();
  const plugins = new Plugins();
  const kernel = await Kernel.open({ cacheFolder: join(scratch, "cache"), threads: 1 });
  try {
    const whole = resolve(path);
    await plugins.load(
      { notebookPath: whole, written: [`./${basename(whole)}`], given: [] },
      parser,
    );
    const { registry, names, exports } = plugins;
    kernel.use(registry);
    const session = await kernel.session();
    const ask = async (sql: string) => (await session.run(sql, {}, { trusted: true })).rows;
    const faults: string[] = [];
    for (const metric of plugins.metrics.values())
      faults.push(...(await metricFaults(metric, ask)));
    for (const column of plugins.provided) faults.push(...columnFaults(column));
    for (const definition of exports) {
      faults.push(...exportFaults(definition).map((fault) => `${definition.id}: ${fault}`));
      for (const language of languagesOf(definition)) {
        const use = { cache: kernel.cache, folder: scratch };
        const found = await headerFaults(definition, language, registry.exports, use);
        faults.push(...found.map((fault) => `${definition.id}: ${fault}`));
      }
    }
    const { rules, templates, views } = plugins.own;
    for (const rule of rules) faults.push(...(await diagnosisFaults(rule, ask)));
    for (const view of views)
      faults.push(...(await viewFaults(view, session)).map((fault) => `${view.name}: ${fault}`));
    const folder = join(dirname(whole), `${basename(whole, extname(whole))}.test`);
    const ids = exports.map(({ id }) => id);
    const samples = await sampleFaults(folder, kernel, ids);
    const cases = [];
    for (const rule of rules)
      cases.push(await diagnosisCases(rule, join(folder, rule.id), kernel, registry.rules));
    for (const template of templates)
      faults.push(...(await templateFaults(template, { kernel, parse: parser.parse, registry })));
    return {
      name: names[0] ?? "",
      checked: [
        counted(plugins.metrics.size, "metric"),
        counted(plugins.provided.length, "column"),
        counted(exports.length, "export"),
        ...[
          counted(rules.length, "diagnosis", "diagnoses"),
          counted(templates.length, "template"),
          counted(views.length, "view"),
        ].filter((text) => !text.startsWith("0 ")),
        counted(samples.files + sum(cases), "sample file"),
      ],
      written: samples.written,
      faults: [...faults, ...samples.faults, ...cases.flatMap((each) => each.faults)],
    };
  } finally {
    plugins.close();
    parser.close();
    await kernel.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A column must bear zeros and empty texts, of which every export has some. */
function columnFaults({ signature, thread }: Omit<DefinedColumn, "hash">): readonly string[] {
  const of = (number: number, text: string): ColumnRows["inputs"] =>
    signature.inputs.map(([, unit]) =>
      isNumberUnit(unit) ? Float64Array.from([number, number]) : [text, text],
    );
  const faults: string[] = [];
  for (const inputs of [of(0, ""), of(1, "a"), of(-1.5, "ß"), of(1e15, "0")])
    try {
      thread.compute({ count: 2, inputs, missing: null, number: signature.number }, signature.id);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      faults.push(error.message);
    }
  return faults;
}

function sum(cases: readonly { readonly files: number }[]): number {
  return cases.reduce((total, { files }) => total + files, 0);
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

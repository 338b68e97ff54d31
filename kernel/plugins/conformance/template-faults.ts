import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { chartDataName } from "../../cells/chart-cell.ts";
import { diagnosedTables } from "../../cells/diagnose-cell.ts";
import { useParameters } from "../../cells/parameters.ts";
import type { PlannedCell } from "../../cells/plan-cells.ts";
import { planCells } from "../../cells/plan-cells.ts";
import { runNotebook } from "../../cells/run-notebook.ts";
import { readSettings } from "../../cells/setup.ts";
import type { Kernel } from "../../kernel.ts";
import { parseNotebook } from "../../notebook/parse.ts";
import { filesBeside } from "../../notebook/template.ts";
import { describeProblem, ProblemError } from "../../protocol/problem.ts";
import type { ParseSql } from "../../query/read-tree.ts";
import { parseTree } from "../../query/read-tree.ts";
import { referencedParameters, referencedTables } from "../../query/references.ts";
import type { Registry, RegisteredTemplate } from "../registry.ts";

export interface TemplateUse {
  readonly kernel: Kernel;
  readonly parse: ParseSql;
  readonly registry: Registry;
}

/**
 * What is wrong with a template, as sentences: its cells are read, and every name in them is one of a
 * source, a result above, or a parameter. One whose exports lie beside it is run.
 */
export async function templateFaults(
  { name, path, plugin }: RegisteredTemplate,
  { kernel, parse, registry }: TemplateUse,
): Promise<readonly string[]> {
  const text = await readFile(path, "utf8");
  const notebook = parseNotebook(text);
  try {
    const faults = await nameFaults(notebook.cells, path, { parse, registry });
    if (faults.length > 0 || !(await hasExports(text, path)))
      return faults.map((fault) => `${name}: ${fault}`);
    const plugins = plugin ? [plugin.path] : [];
    const inputs = { notebook, path, sources: new Map(), parameters: new Map(), plugins };
    await runNotebook(inputs, kernel);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [`${name}: ${describeProblem(error.problem)}`];
  }
}

/** @throws ProblemError for front matter that cannot be read */
async function nameFaults(
  cells: Parameters<typeof planCells>[0],
  path: string,
  { parse, registry }: Omit<TemplateUse, "kernel">,
): Promise<readonly string[]> {
  const settings = readSettings(cells, path);
  const known = new Set(settings?.sources.map((source) => source.name.toLowerCase()));
  const { values } = useParameters(settings?.params ?? [], new Map());
  const parameters = new Set(Object.keys(values).map((parameter) => parameter.toLowerCase()));
  const faults: string[] = [];
  for (const planned of planCells(cells, new Map(), registry.views)) {
    const { where, problem, defines } = planned;
    if (problem) faults.push(`${where}: ${describeProblem(problem)}`);
    const names = await namesIn(planned, parse);
    for (const table of names.tables)
      if (!known.has(table.toLowerCase()))
        faults.push(`${where}: “${table}” is no source and no result above`);
    for (const parameter of names.parameters)
      if (!parameters.has(parameter.toLowerCase()))
        faults.push(`${where}: $${parameter} is no parameter`);
    for (const own of defines) known.add(own.toLowerCase());
  }
  return faults;
}

async function namesIn(
  { cell, data }: PlannedCell,
  parse: ParseSql,
): Promise<{ readonly tables: readonly string[]; readonly parameters: readonly string[] }> {
  const none = { tables: [], parameters: [] };
  if (cell.kind !== "code") return none;
  if (cell.language === "vega-lite")
    return { ...none, tables: [chartDataName(cell.text, data)].flatMap((name) => name ?? []) };
  if (cell.language === "diagnose")
    return { ...none, tables: [...(diagnosedTables(cell.text, []) ?? [])] };
  if (cell.language !== "sql") return none;
  const tree = await parseTree(cell.text, parse);
  if (tree.kind !== "tree") return none;
  return {
    tables: referencedTables(tree).map((table) => table.name),
    parameters: referencedParameters(tree),
  };
}

async function hasExports(text: string, path: string): Promise<boolean> {
  const settings = readSettings(parseNotebook(text).cells, path);
  const beside = new Set(filesBeside(text));
  for (const file of settings?.sources.flatMap((source) => source.path) ?? [])
    if (!beside.has(file) || !(await stat(join(dirname(path), file)).catch(() => null)))
      return false;
  return true;
}

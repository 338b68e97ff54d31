import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import { NotebookRunner } from "../../kernel/cells/notebook-runner.ts";
import { runNotebook } from "../../kernel/cells/run-notebook.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { exportScript } from "../../kernel/plain-sql/export-script.ts";
import { identifier } from "../../kernel/sql.ts";

export const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Parameters = Readonly<Record<string, string>>;
type Results = readonly (readonly unknown[])[];

function inputs(path: string, parameters: Parameters) {
  const notebook = parseNotebook(readFileSync(path, "utf8"));
  return { notebook, path, sources: new Map(), parameters: new Map(Object.entries(parameters)) };
}

async function withKernel<Result>(work: (kernel: Kernel) => Promise<Result>): Promise<Result> {
  const kernel = await Kernel.open({ threads: 1, cacheFolder: join(folder, "cache") });
  try {
    return await work(kernel);
  } finally {
    await kernel.close();
  }
}

/** Writes a notebook's script, and gives its text and path. */
export async function scriptOf(path: string, parameters: Parameters = {}) {
  const target = join(folder, `${basename(path)}.sql`);
  const given = inputs(path, parameters);
  return withKernel(async (kernel) => {
    const runner = await NotebookRunner.open(kernel, given);
    try {
      const setup = await runner.setup.run(given.notebook.cells);
      await exportScript({
        path,
        name: basename(path),
        cells: runner.setup.plan(given.notebook.cells),
        setup,
        parameters: setup.parameters,
        parse: runner.parser.parse,
        session: await runner.session(),
        target,
      });
    } finally {
      runner.close();
    }
    return { target, text: readFileSync(target, "utf8") };
  });
}

/** All named results of a notebook, by its own run and by its script in a plain engine: columns, types, rows. */
export async function bothResults(path: string, parameters: Parameters = {}) {
  const given = inputs(path, parameters);
  const own = await withKernel(async (kernel) => {
    const { cells } = await runNotebook(given, kernel);
    const names = cells.flatMap(({ cell, name }) => (cell.language === "sql" ? (name ?? []) : []));
    const session = await kernel.session();
    const results: Results[] = [];
    for (const query of queriesOf(names)) results.push((await session.run(query)).rows);
    return { names, results };
  });
  const { target, text } = await scriptOf(path, parameters);
  const child = join(import.meta.dirname, "run-plain.mjs");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [child, target, ...queriesOf(own.names)],
    { cwd: dirname(target), maxBuffer: 64 * 1024 ** 2 },
  );
  const plain: readonly Results[] = JSON.parse(stdout);
  return { names: own.names, own: own.results, plain, text };
}

/** Texts have every digit, so two equal ones are one value. */
function queriesOf(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [
    `SELECT column_name, column_type FROM (DESCRIBE ${identifier(name)})`,
    `SELECT COLUMNS(*)::VARCHAR FROM ${identifier(name)}`,
  ]);
}

import { basename, resolve } from "node:path";
import { Command } from "commander";
import { NotebookRunner } from "../cells/notebook-runner.ts";
import { Kernel } from "../kernel.ts";
import { parseNotebook } from "../notebook/parse.ts";
import { exportScript } from "../plain-sql/export-script.ts";
import { whileStoppable } from "../session/while-stoppable.ts";
import { nameAndPath, nameAndValue, readNotebook } from "./notebook-argument.ts";
import { ProgressBar } from "./progress-bar.ts";
import { collect } from "./source-options.ts";
import { stoppable } from "./stoppable.ts";

interface Flags {
  readonly out?: string;
  readonly source: readonly string[];
  readonly param: readonly string[];
}

export function scriptCommand(): Command {
  return new Command("script")
    .description(
      "Write a notebook's SQL, with its metrics, as one script for stock DuckDB. Loads its sources, runs nothing.",
    )
    .argument("<notebook>", "a *.campaign.md file")
    .option("--out <file.sql>", "where to write it (<notebook>.sql in this folder)")
    .option("--source <name=path>", "use this export for a source; repeat for several", collect, [])
    .option("--param <name=value>", "a value for a parameter; repeat for several", collect, [])
    .addHelpText(
      "after",
      `
The sources' rows are written beside it as Parquet, into <file>-data. Charts and diagnoses are left
out; SQL that needs a column or table in TypeScript is refused with its place.

Example:
  campaign-notebook script samples/funnel.campaign.md --out funnel.sql && duckdb < funnel.sql`,
    )
    .action(script);
}

async function script(path: string, flags: Flags): Promise<void> {
  const { cells } = parseNotebook(await readNotebook(path));
  const target = resolve(flags.out ?? `${basename(path).replace(/(\.campaign)?\.md$/i, "")}.sql`);
  const bar = new ProgressBar(`Loading the sources of ${basename(path)}`);
  const kernel = await Kernel.open({ threads: 1 });
  const runner = await NotebookRunner.open(kernel, {
    path,
    sources: new Map(flags.source.map(nameAndPath)),
    parameters: new Map(flags.param.map(nameAndValue)),
  });
  try {
    const { data } = await stoppable(async (signal) => {
      const setup = await runner.setup
        .run(cells, { signal, progress: (_, state) => bar.show(state) })
        .finally(() => bar.done());
      const session = await runner.session();
      return whileStoppable(session, signal, () =>
        exportScript({
          path,
          name: basename(path),
          cells: runner.setup.plan(cells),
          setup,
          parameters: setup.parameters,
          parse: runner.parser.parse,
          session,
          target,
        }),
      );
    });
    process.stdout.write([target, ...data].map((file) => `${file}\n`).join(""));
  } finally {
    runner.close();
    await kernel.close();
  }
}

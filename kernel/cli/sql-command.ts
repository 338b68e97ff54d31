import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { KnownTables, sourceTable } from "../cells/results.ts";
import { Kernel } from "../kernel.ts";
import type { Callable } from "../metrics/metric.ts";
import type { Plugins } from "../plugins/plugins.ts";
import { ProblemError } from "../protocol/problem.ts";
import { whileStoppable } from "../session/while-stoppable.ts";
import { Scripts } from "../typescript/scripts.ts";
import { readParameters } from "./parameter-option.ts";
import type { PluginFlags } from "./plugin-option.ts";
import { withPluginOption, withPlugins } from "./plugin-option.ts";
import { ProgressBar } from "./progress-bar.ts";
import { resultAs } from "./result-text.ts";
import type { DataFormat } from "./result-text.ts";
import { tableText } from "./run-text.ts";
import type { SourceFlags } from "./source-options.ts";
import { collect, loadOptions, namedSource, withSourceOptions } from "./source-options.ts";
import type { SqlInputs } from "./sql-result.ts";
import { exportFormatOf, keptTable, writeResult } from "./sql-result.ts";
import { stoppable } from "./stoppable.ts";

interface Flags extends SourceFlags, PluginFlags {
  readonly source: readonly string[];
  readonly param: readonly string[];
  readonly file?: string;
  readonly out?: string;
  readonly format: "table" | "arrow" | DataFormat;
}

export function sqlCommand(): Command {
  const command = new Command("sql")
    .description("Run SQL, with the field's metrics as functions, over exports.")
    .argument("[query]", "one or more statements; the last result is shown")
    .option("--source <name=path>", "an export as a table; repeat for several", collect, [])
    .option("--param <name=value>", "a value for $name; repeat for several", collect, [])
    .option("--file <path>", "read the query from a file")
    .option("--out <path>", "write the result as .xlsx, .csv or .parquet instead of printing it")
    .addOption(
      new Option("--format <format>", "how to print the result")
        .choices(["table", "csv", "json", "arrow"])
        .default("table"),
    );
  return withPluginOption(withSourceOptions(command))
    .addHelpText(
      "after",
      `
Examples:
  campaign-notebook sql "SELECT count(*) FROM ads" --source ads=ads-daily.csv
  campaign-notebook sql "SELECT ad_name, ctr(sum(clicks_destination), sum(impressions)) AS ctr
    FROM ads GROUP BY ALL ORDER BY ctr DESC" --source ads=ads-daily.csv
  campaign-notebook sql --file question.sql --source ads=ads-daily.csv --param min_clicks=100 --format csv
  campaign-notebook sql "FROM ads" --source ads=ads-daily.csv --out ads.xlsx
  campaign-notebook sql "FROM spots" --source spots=spots.csv --plugin audio-ads.ts
  campaign-notebook sql "FROM ads" --source ads=ads-daily.csv --format arrow > ads.arrows

Arrow: an IPC stream; a field's metadata say its unit, label and currency, where they are certain.

JSON: whole numbers beyond 2^53 and decimals of more than 15 digits are text, so that no reader rounds them.`,
    )
    .action(sql);
}

async function sql(given: string | undefined, flags: Flags): Promise<void> {
  await withPlugins(flags, (plugins) => ask(given, flags, plugins));
}

async function ask(given: string | undefined, flags: Flags, plugins: Plugins): Promise<void> {
  const query = await queryText(given, flags.file);
  const parameters = readParameters(flags.param);
  const sources = flags.source.map((source) => namedSource(source, loadOptions(flags)));
  const { format, out } = flags;
  const outFormat = out === undefined ? null : exportFormatOf(out);
  if (format === "arrow" && process.stdout.isTTY) throw notForTerminals();
  const kernel = await Kernel.open();
  kernel.use(plugins.registry);
  const tables = new KnownTables();
  try {
    await stoppable(async (signal) => {
      for (const source of sources) {
        const bar = new ProgressBar(`Loading ${source.path}`);
        const { report } = await kernel
          .load(source, { signal, progress: bar.show })
          .finally(() => bar.done());
        tables.add(sourceTable(report));
      }
      const session = await kernel.session();
      const scripts = new Scripts({ notebookPath: resolve("notebook.campaign.md") });
      scripts.provide(plugins.provided);
      const columns = await scripts.sync(session, () => Promise.resolve(undefined));
      const custom = new Map<string, Callable>([...plugins.metrics, ...columns]);
      const context = { session, tables, parameters, custom };
      const work = (): Promise<void> =>
        out !== undefined && outFormat !== null
          ? writeResult(query, resolve(out), outFormat, context)
          : write(query, format, context);
      await whileStoppable(session, signal, () => scripts.explaining(work));
    });
  } finally {
    await kernel.close();
  }
}

async function write(query: string, format: Flags["format"], context: SqlInputs): Promise<void> {
  const { session, parameters } = context;
  const { stdout } = process;
  if (format === "table") stdout.write(await asTable(query, context));
  else if (format === "arrow") {
    // Loading Arrow takes longer than most commands run.
    const { arrowStream } = await import("../arrow/arrow-stream.ts");
    const { columnMeanings } = await import("../arrow/column-meanings.ts");
    const result = await session.stream(query, parameters);
    const meanings = await columnMeanings(query, result.columns, context);
    for await (const piece of arrowStream(result, meanings))
      if (!stdout.write(piece)) await once(stdout, "drain");
  } else stdout.write(resultAs(format, await session.run(query, parameters)));
}

/** With units, where they are certain: a ratio as percent, money with its currency. */
async function asTable(query: string, context: SqlInputs): Promise<string> {
  const table = await keptTable(query, context);
  return table ? `${tableText(table, table.rows.length)}\n` : "Done.\n";
}

function notForTerminals(): ProblemError {
  return new ProblemError({
    code: "bad_arguments",
    message: "Arrow is binary, not for a terminal",
    next: "Send it to a file: --format arrow > result.arrows.",
  });
}

async function queryText(query: string | undefined, file: string | undefined): Promise<string> {
  if ((query === undefined) === (file === undefined))
    throw new ProblemError({
      code: "bad_arguments",
      message: "Give either a query or --file",
      next: 'For instance: campaign-notebook sql "SELECT 1".',
    });
  if (query !== undefined) return query;
  try {
    return await readFile(file ?? "", "utf8");
  } catch (error) {
    throw new ProblemError(
      { code: "not_found", message: "The query file cannot be read", place: { file: file ?? "" } },
      { cause: error },
    );
  }
}

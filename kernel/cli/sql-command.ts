import { readFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { Kernel } from "../kernel.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { QueryResult } from "../session/result.ts";
import { readParameters } from "./parameter-option.ts";
import { ProgressBar } from "./progress-bar.ts";
import { resultAs } from "./result-text.ts";
import type { ResultFormat } from "./result-text.ts";
import type { SourceFlags } from "./source-options.ts";
import { collect, loadOptions, namedSource, withSourceOptions } from "./source-options.ts";
import { stoppable } from "./stoppable.ts";

interface Flags extends SourceFlags {
  readonly source: readonly string[];
  readonly param: readonly string[];
  readonly file?: string;
  readonly format: ResultFormat;
}

export function sqlCommand(): Command {
  const command = new Command("sql")
    .description("Run SQL, with the field's metrics as functions, over exports.")
    .argument("[query]", "one or more statements; the last result is shown")
    .option("--source <name=path>", "an export as a table; repeat for several", collect, [])
    .option("--param <name=value>", "a value for $name; repeat for several", collect, [])
    .option("--file <path>", "read the query from a file")
    .addOption(
      new Option("--format <format>", "how to print the result")
        .choices(["table", "csv", "json"])
        .default("table"),
    );
  return withSourceOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  campaign-notebook sql "SELECT count(*) FROM ads" --source ads=ads-daily.csv
  campaign-notebook sql "SELECT ad_name, ctr(sum(clicks_destination), sum(impressions)) AS ctr
    FROM ads GROUP BY ALL ORDER BY ctr DESC" --source ads=ads-daily.csv
  campaign-notebook sql --file question.sql --source ads=ads-daily.csv --param min_clicks=100 --format csv

JSON: whole numbers beyond 2^53 and decimals of more than 15 digits are text, so that no reader rounds them.`,
    )
    .action(sql);
}

async function sql(query: string | undefined, flags: Flags): Promise<void> {
  const text = await queryText(query, flags.file);
  const parameters = readParameters(flags.param);
  const sources = flags.source.map((source) => namedSource(source, loadOptions(flags)));
  const kernel = await Kernel.open();
  try {
    const result = await stoppable(async (signal) => {
      for (const source of sources) {
        const bar = new ProgressBar(`Loading ${source.path}`);
        await kernel.load(source, { signal, progress: bar.show }).finally(() => bar.done());
      }
      return await run(kernel, text, parameters, signal);
    });
    process.stdout.write(resultAs(flags.format, result));
  } finally {
    await kernel.close();
  }
}

async function run(
  kernel: Kernel,
  text: string,
  parameters: ReturnType<typeof readParameters>,
  signal: AbortSignal,
): Promise<QueryResult> {
  const stop = (): void => void kernel.interrupt();
  signal.addEventListener("abort", stop);
  try {
    return await kernel.run(text, parameters);
  } finally {
    signal.removeEventListener("abort", stop);
  }
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

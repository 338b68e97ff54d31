import { Command } from "commander";
import { Kernel } from "../kernel.ts";
import { stubForFile } from "../load/new-format.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { PluginFlags } from "./plugin-option.ts";
import { withPluginOption, withPlugins } from "./plugin-option.ts";
import { ProgressBar } from "./progress-bar.ts";
import { reportText } from "./report-text.ts";
import type { SourceFlags } from "./source-options.ts";
import { loadOptions, withSourceOptions } from "./source-options.ts";
import { stoppable } from "./stoppable.ts";

interface Flags extends SourceFlags, PluginFlags {
  readonly as?: string;
  readonly json?: true;
  readonly stub?: true;
}

export function loadCommand(): Command {
  const command = new Command("load")
    .description("Load exports and say what was found, decided, left out and not readable.")
    .argument("<export...>", "files as downloaded")
    .option("--as <name>", "the table's name (ads)")
    .option("--json", "print the load reports as JSON")
    .option(
      "--stub",
      "print a plugin that defines the file's format, to begin with, and load nothing",
    );
  return withPluginOption(withSourceOptions(command))
    .addHelpText(
      "after",
      `
Examples:
  campaign-notebook load ads-daily.csv
  campaign-notebook load ads-daily.csv --as ads --json
  campaign-notebook load line-items.csv --plugin line-items.ts
  campaign-notebook load export.csv --locale de-DE --currency EUR`,
    )
    .action(load);
}

async function load(paths: readonly string[], flags: Flags): Promise<void> {
  if (flags.as !== undefined && paths.length > 1)
    throw new ProblemError({
      code: "bad_arguments",
      message: "--as names one export, and several are given",
      next: "Load them one by one, or leave --as out.",
    });
  if (flags.stub) {
    for (const path of paths) process.stdout.write(await stubForFile(path));
    return;
  }
  const kernel = await Kernel.open();
  const reports = [];
  try {
    await withPlugins(flags, ({ registry }) => Promise.resolve(kernel.use(registry)));
    for (const path of paths) {
      const bar = new ProgressBar(`Loading ${path}`);
      const { report } = await stoppable((signal) =>
        kernel.load(
          { path, name: flags.as ?? "ads", options: loadOptions(flags) },
          { signal, progress: bar.show },
        ),
      ).finally(() => bar.done());
      reports.push(report);
      if (!flags.json) process.stdout.write(reportText(report));
    }
  } finally {
    await kernel.close();
  }
  if (flags.json)
    process.stdout.write(
      `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`,
    );
}

import { writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Command } from "commander";
import type { FinishedRun } from "../cells/run-notebook.ts";
import { reportModel } from "../cells/report-model.ts";
import { runNotebook } from "../cells/run-notebook.ts";
import { Kernel } from "../kernel.ts";
import { wholeFile } from "../export/whole-file.ts";
import { parseNotebook } from "../notebook/parse.ts";
import { renderReport } from "../report/render-report.ts";
import type { PluginFlags } from "./plugin-option.ts";
import { pluginPaths, withPluginOption } from "./plugin-option.ts";
import { ProgressBar } from "./progress-bar.ts";
import { nameAndPath, nameAndValue, readNotebook } from "./notebook-argument.ts";
import { runText } from "./run-text.ts";
import { collect } from "./source-options.ts";
import { stoppable } from "./stoppable.ts";

interface Flags extends PluginFlags {
  readonly source: readonly string[];
  readonly param: readonly string[];
  readonly html?: string;
  readonly json?: true;
}

export function runCommand(): Command {
  const command = new Command("run")
    .description("Run a notebook from top to bottom and write its report, one HTML file.")
    .argument("<notebook>", "a *.campaign.md file")
    .option("--source <name=path>", "use this export for a source; repeat for several", collect, [])
    .option("--param <name=value>", "a value for a parameter; repeat for several", collect, [])
    .option("--html <path>", "where to write the report (<notebook>.html in this folder)")
    .option("--json", "print all results as JSON");
  return withPluginOption(command)
    .addHelpText(
      "after",
      `
Examples:
  campaign-notebook run samples/high-ctr-low-cvr.campaign.md
  campaign-notebook run high-ctr-low-cvr.campaign.md --source ads=my-export.csv --html report.html
  campaign-notebook run funnel.campaign.md --param period=2026-05-01..2026-05-31 --json`,
    )
    .action(run);
}

async function run(path: string, flags: Flags): Promise<void> {
  const notebook = parseNotebook(await readNotebook(path));
  const html = resolve(flags.html ?? `${basename(path).replace(/(\.campaign)?\.md$/i, "")}.html`);
  const bar = new ProgressBar(`Running ${basename(path)}`);
  // One thread: the same input gives the same bytes.
  const kernel = await Kernel.open({ threads: 1 });
  try {
    const finished = await stoppable((signal) =>
      runNotebook(
        {
          notebook,
          path,
          sources: new Map(flags.source.map(nameAndPath)),
          parameters: new Map(flags.param.map(nameAndValue)),
          plugins: pluginPaths(flags),
          signal,
          progress: (_, state) => bar.show(state),
        },
        kernel,
      ),
    ).finally(() => bar.done());
    const report = renderReport(reportModel(finished, basename(path)));
    await wholeFile(
      html,
      (temporary) => writeFile(temporary, report),
      "Name another file with --html.",
    );
    process.stdout.write(flags.json ? asJson(finished, path, html) : runText(finished));
    process.stderr.write(`Report: ${html}\n`);
  } finally {
    await kernel.close();
  }
}

function asJson(finished: FinishedRun, notebook: string, report: string): string {
  const cells = finished.cells
    .filter(({ cell }) => cell.kind !== "markdown")
    .map(({ label, name, cell, outputs }) => ({
      cell: label,
      name,
      language: cell.language,
      outputs,
    }));
  return `${JSON.stringify({ notebook, title: finished.title, report, cells }, null, 2)}\n`;
}

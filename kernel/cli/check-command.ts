import { basename } from "node:path";
import { Command, Option } from "commander";
import { NotebookRunner } from "../cells/notebook-runner.ts";
import { planCells } from "../cells/plan-cells.ts";
import { readSettings } from "../cells/setup.ts";
import { Kernel } from "../kernel.ts";
import type { Cell } from "../notebook/cell.ts";
import { parseNotebook } from "../notebook/parse.ts";
import { unverifiedPins } from "../pins/pin-mistakes.ts";
import type { CheckResult, Mistake } from "../protocol/mistake.ts";
import { describeProblem, ProblemError, visible } from "../protocol/problem.ts";
import { exitStatus } from "./exit-status.ts";
import { nameAndPath, nameAndValue, readNotebook } from "./notebook-argument.ts";
import type { PluginFlags } from "./plugin-option.ts";
import { pluginPaths, withPluginOption } from "./plugin-option.ts";
import { ProgressBar } from "./progress-bar.ts";
import { collect } from "./source-options.ts";
import { stoppable } from "./stoppable.ts";

interface Flags extends PluginFlags {
  readonly source: readonly string[];
  readonly param: readonly string[];
  readonly failOn: "warning" | "info" | "never";
  readonly json?: true;
}

export function checkCommand(): Command {
  const command = new Command("check")
    .description(
      "Find mistakes of analysis in a notebook's cells, and inputs that are not as they were pinned. Loads its sources, runs nothing.",
    )
    .argument("<notebook>", "a *.campaign.md file")
    .option("--source <name=path>", "use this export for a source; repeat for several", collect, [])
    .option("--param <name=value>", "a value for a parameter; repeat for several", collect, [])
    .addOption(
      new Option("--fail-on <level>", "exit with 1 where there is one of this level or above")
        .choices(["warning", "info", "never"])
        .default("warning"),
    )
    .option("--json", "print the mistakes as JSON");
  return withPluginOption(command)
    .addHelpText(
      "after",
      `
What is meant as it is says so on its cell's fence line: allow=limit_without_order

Examples:
  campaign-notebook check samples/high-ctr-low-cvr.campaign.md
  campaign-notebook check weekly.campaign.md --fail-on info
  campaign-notebook check weekly.campaign.md --source ads=exports/ads.csv --json`,
    )
    .action(check);
}

async function check(path: string, flags: Flags): Promise<void> {
  const { cells } = parseNotebook(await readNotebook(path));
  const parameters = new Map(flags.param.map(nameAndValue));
  const sources = new Map(flags.source.map(nameAndPath));
  const kernel = await Kernel.open({ threads: 1 });
  const runner = await NotebookRunner.open(kernel, {
    path,
    sources,
    parameters,
    plugins: pluginPaths(flags),
  });
  try {
    const isLoaded = await load(runner, cells, path);
    const found = await runner.setup.check(cells, parameters);
    const result = isLoaded ? found : withUnverifiedPins(found, cells, path);
    process.stdout.write(
      flags.json
        ? `${JSON.stringify({ notebook: path, isLoaded, ...result }, null, 2)}\n`
        : checkText(result, path),
    );
    if (result.mistakes.some(({ level }) => fails(level, flags.failOn))) process.exitCode = 1;
  } finally {
    runner.close();
    await kernel.close();
  }
}

/** Without its exports a notebook is checked by the names of columns alone, as a repository may have to. */
async function load(
  runner: NotebookRunner,
  cells: readonly Cell[],
  path: string,
): Promise<boolean> {
  const bar = new ProgressBar(`Loading the sources of ${basename(path)}`);
  try {
    await stoppable((signal) =>
      runner.setup.run(cells, { signal, progress: (_, state) => bar.show(state) }),
    ).finally(() => bar.done());
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || exitStatus(error.problem) !== 3) throw error;
    process.stderr.write(
      `campaign-notebook: ${describeProblem(error.problem)}\nChecked by the names of columns alone.\n`,
    );
    return false;
  }
}

/** Pins that nothing was compared with are not taken for verified. */
function withUnverifiedPins(found: CheckResult, cells: readonly Cell[], path: string): CheckResult {
  if (!readSettings(cells, path)?.pins) return found;
  return { ...found, mistakes: [unverifiedPins(planCells(cells, new Map())), ...found.mistakes] };
}

function fails(level: Mistake["level"], failOn: Flags["failOn"]): boolean {
  return failOn === "info" || (failOn === "warning" && level === "warning");
}

/** One line each, in the form that editors and CI make links of. */
function checkText({ mistakes, unread }: CheckResult, path: string): string {
  const lines = mistakes.map(
    ({ fileLine, range, level, code, message, next }) =>
      `${path}:${fileLine ?? range.line}:${range.character}: ${level} ${code}: ${message} ${next}`,
  );
  const skipped = unread.map(({ cell, because }) => `Cell ${cell} was not checked: ${because}.`);
  const total =
    mistakes.length === 0
      ? "No mistakes found."
      : `${mistakes.length} ${mistakes.length === 1 ? "mistake" : "mistakes"} found.`;
  return `${[...lines, ...skipped, total].map(visible).join("\n")}\n`;
}

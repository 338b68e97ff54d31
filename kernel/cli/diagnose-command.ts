import { Command, Option } from "commander";
import { sourceTable } from "../cells/results.ts";
import { diagnose } from "../diagnose/diagnose.ts";
import { readThreshold } from "../diagnose/settings.ts";
import type { Level } from "../diagnose/rule.ts";
import { Kernel } from "../kernel.ts";
import type { FindingsOutput, Severity } from "../protocol/findings.ts";
import { severities } from "../protocol/findings.ts";
import { whileStoppable } from "../session/while-stoppable.ts";
import { findingsText } from "./findings-text.ts";
import type { PluginFlags } from "./plugin-option.ts";
import { withPluginOption, withPlugins } from "./plugin-option.ts";
import { ProgressBar } from "./progress-bar.ts";
import type { SourceFlags } from "./source-options.ts";
import { collect, loadOptions, withSourceOptions } from "./source-options.ts";
import { stoppable } from "./stoppable.ts";

interface Flags extends SourceFlags, PluginFlags {
  readonly level?: Level;
  readonly rule: readonly string[];
  readonly threshold: readonly string[];
  readonly json?: true;
  readonly failOn?: Severity;
}

export function diagnoseCommand(): Command {
  const command = new Command("diagnose")
    .description("Say what is wrong in exports, how sure that is, what it costs and what to do.")
    .argument("<export...>", "files as downloaded; several are diagnosed as one source")
    .addOption(
      new Option("--level <level>", "what is judged (the finest that the export has)").choices([
        "ad",
        "adgroup",
        "campaign",
      ]),
    )
    .option("--rule <id>", "only this rule; repeat for several", collect, [])
    .option("--threshold <name=value>", "another threshold; repeat for several", collect, [])
    .option("--json", "print the findings as JSON")
    .addOption(
      new Option(
        "--fail-on <severity>",
        "exit with 1 where a finding is of this severity or a higher one",
      ).choices(severities),
    );
  return withPluginOption(withSourceOptions(command))
    .addHelpText(
      "after",
      `
Examples:
  campaign-notebook diagnose ads-daily.csv
  campaign-notebook diagnose ads-daily.csv --level adgroup --json
  campaign-notebook diagnose ads-daily.csv --rule A1 --threshold A1.high_ctr=1.5
  campaign-notebook diagnose may.csv june.csv --fail-on high
  campaign-notebook diagnose ads-daily.csv --plugin team-rules.ts`,
    )
    .action(diagnoseExports);
}

async function diagnoseExports(paths: readonly string[], flags: Flags): Promise<void> {
  const thresholds = new Map(flags.threshold.map(readThreshold));
  // One thread: the same input gives the same findings, digit for digit.
  const kernel = await Kernel.open({ threads: 1 });
  try {
    const { rules: known } = await withPlugins(flags, ({ registry }) => {
      kernel.use(registry);
      return Promise.resolve(registry);
    });
    const output = await stoppable(async (signal) => {
      const bar = new ProgressBar(`Loading ${paths.join(", ")}`);
      const { report } = await kernel
        .load(
          {
            path: paths.length === 1 ? (paths[0] ?? "") : paths,
            name: "ads",
            options: loadOptions(flags),
          },
          { signal, progress: bar.show },
        )
        .finally(() => bar.done());
      const session = await kernel.session();
      const { columns, currency } = sourceTable(report);
      return whileStoppable(session, signal, () =>
        diagnose((sql) => session.run(sql, {}, { trusted: true }), {
          source: "ads",
          columns: columns.map(({ name }) => name),
          report,
          currency,
          known,
          level: flags.level ?? null,
          rules: flags.rule.length === 0 ? null : flags.rule,
          thresholds,
          targets: new Map(),
          notebook: null,
        }),
      );
    });
    process.stdout.write(
      flags.json ? `${JSON.stringify(output, null, 2)}\n` : findingsText(output),
    );
    if (flags.failOn && isAsSevere(output, flags.failOn)) process.exitCode = 1;
  } finally {
    await kernel.close();
  }
}

function isAsSevere({ findings }: FindingsOutput, limit: Severity): boolean {
  return findings.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(limit));
}

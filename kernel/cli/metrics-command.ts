import { Argument, Command, Option } from "commander";
import { dateMacroStatements } from "../metrics/macros.ts";
import { describeMetrics } from "../metrics/describe.ts";
import { notComputed } from "../metrics/not-computed.ts";
import type { MetricDescription } from "../protocol/outline.ts";
import { ProblemError } from "../protocol/problem.ts";
import { textTable } from "./text-table.ts";

interface Flags {
  readonly json?: true;
  readonly sql?: "duckdb";
}

export function metricsCommand(): Command {
  return new Command("metrics")
    .description("List the metrics: name, formula, unit; with a name, its whole definition.")
    .addArgument(new Argument("[name]", "one metric"))
    .option("--json", "print all definitions as JSON")
    .addOption(
      new Option("--sql <engine>", "print the statements that create them").choices(["duckdb"]),
    )
    .addHelpText(
      "after",
      `
Examples:
  campaign-notebook metrics
  campaign-notebook metrics hook_rate
  campaign-notebook metrics --json
  campaign-notebook metrics --sql duckdb > metrics.sql`,
    )
    .action(metrics);
}

function metrics(name: string | undefined, flags: Flags): void {
  const all = describeMetrics();
  const chosen = name === undefined ? all : [find(all, name)];
  if (flags.json) process.stdout.write(`${JSON.stringify(chosen, null, 2)}\n`);
  else if (flags.sql) {
    const more = name === undefined ? dateMacroStatements() : [];
    const statements = [...chosen.map(({ sql }) => sql), ...more];
    process.stdout.write(statements.map((sql) => `${sql};\n`).join(""));
  } else if (name === undefined) process.stdout.write(list(all));
  else process.stdout.write(chosen.map(definition).join(""));
}

function find(all: readonly MetricDescription[], name: string): MetricDescription {
  const metric = all.find((candidate) => candidate.name === name || candidate.id === name);
  if (metric) return metric;
  const figure = notComputed.find(({ id }) => id === name);
  if (figure) {
    throw new ProblemError({
      code: "unknown_metric",
      message: `“${figure.label}” is not computed. ${figure.reason}`,
      next: figure.instead,
    });
  }
  throw new ProblemError({
    code: "unknown_metric",
    message: `There is no metric “${name}”`,
    next: "`campaign-notebook metrics` lists them all.",
  });
}

function list(all: readonly MetricDescription[]): string {
  return textTable(
    [
      { header: "function", align: "left" },
      { header: "metric", align: "left" },
      { header: "unit", align: "left" },
      { header: "formula", align: "left" },
    ],
    all.map((metric) => [metric.name, metric.label, metric.unit, metric.formula]),
    60,
  );
}

function definition(metric: MetricDescription): string {
  const lines = [
    `${metric.name}(${metric.inputs.map((input) => input.name).join(", ")})  ${metric.label}`,
    `  ${metric.doc}`,
    `  Formula  ${metric.formula}`,
    `  Unit     ${metric.unit}; better: ${metric.better}`,
    ...(metric.notes === "" ? [] : [`  Notes    ${metric.notes}`]),
    `  Source   ${metric.source}`,
    ...Object.entries(metric.labels).map(([language, label]) => `  In ${language}    ${label}`),
  ];
  return `${lines.join("\n")}\n`;
}

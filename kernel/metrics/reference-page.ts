import { markdownTable as table } from "./markdown-table.ts";
import { families } from "./catalogue.ts";
import { columns } from "./columns.ts";
import type { MetricDescription } from "../protocol/outline.ts";
import { describeMetrics } from "./describe.ts";
import { labelLanguages } from "./label.ts";
import { notComputed } from "./not-computed.ts";

/** The page docs/reference/metrics.md, in full. */
export function metricsReferencePage(): string {
  const metrics = describeMetrics();
  return `# Metrics

<!-- Written by scripts/generate-docs.ts; changes belong in kernel/metrics. -->

Every metric is a SQL function, called by position or by name:

\`\`\`sql
SELECT ad_name,
       ctr(sum(clicks_destination), sum(impressions)) AS ctr,
       cpm(cost := sum(cost), impressions := sum(impressions)) AS cpm
FROM ads GROUP BY ad_name
\`\`\`

Over several rows a metric is a function of sums, as above, never an average of ratios. The result
is a DOUBLE, NULL where an input is NULL or a denominator is zero. Ratios are 0–1 and shown as
percent; money is in the currency of the account.

${families.map(({ family }) => familySection(family, metrics)).join("\n")}
## Columns of loaded exports

Columns marked *no* under “adds up” must not be summed over days, ads or regions; over what they add
up all the same is said there. Metrics never add up: compute them anew over sums. Printed figures
are for checking: compute with the functions above.

${table(
  ["Column", "Label", "Unit", "Adds up"],
  columns
    .filter(({ unit }) => isNumber(unit))
    .map(({ id, label, unit, additive, sums }) => [
      `\`${id}\``,
      label,
      unit,
      sums ?? (additive ? "yes" : "no"),
    ]),
)}
## Named by the field and not computed

${table(
  ["Figure", "Why not", "Instead"],
  notComputed.map(({ label, reason, instead }) => [label, reason, instead]),
)}
## Names in other languages

Words that the field's documents use; where a language has none, the English name is shown.

${table(
  ["Id", "Language", "Name"],
  Object.entries(labelLanguages).flatMap(([language, labels]) =>
    Object.entries(labels).map(([id, label]) => [`\`${id}\``, language, label]),
  ),
)}`;
}

function familySection(family: string, all: readonly MetricDescription[]): string {
  const metrics = all.filter((metric) => metric.family === family);
  const rows = metrics.map((metric) => [
    `\`${signature(metric)}\``,
    metric.label,
    metric.doc,
    `\`${metric.formula}\``,
    metric.unit,
    metric.better,
  ]);
  const remarks = metrics.map(
    ({ name, notes, source }) =>
      `- \`${name}\`: ${notes === "" ? "" : `${notes} `}*Source: ${source}*`,
  );
  return `## ${family}

${table(["Function", "Name", "Meaning", "Formula", "Unit", "Better"], rows)}
${remarks.join("\n")}
`;
}

/** `wilson_low(successes, trials, z := 1.96)` */
function signature({ name, inputs }: MetricDescription): string {
  const list = inputs.map((input) =>
    input.default === undefined ? input.name : `${input.name} := ${input.default}`,
  );
  return `${name}(${list.join(", ")})`;
}

function isNumber(unit: string): boolean {
  return ["count", "people", "money", "ratio", "multiple", "seconds", "score"].includes(unit);
}

import { families } from "../../kernel/metrics/catalogue.ts";
import { markdownTable } from "../../kernel/metrics/markdown-table.ts";
import { parameters } from "../../kernel/metrics/metric.ts";

/** docs/reference/helpers.md: the package as programs import it. */
export function helpersPage(): string {
  return `# The package in programs

<!-- Written by scripts/generate-docs.ts; changes belong in kernel/metrics. -->

\`\`\`ts
import { compute, computeColumns, labelOf, previousPeriod } from "campaign-notebook";

compute.ctr({ clicks: 12, impressions: 400 }); // 0.03
compute.cpa({ cost: 10, conversions: 0 }); // null: there is no price of nothing
computeColumns.cpm({ cost: table.getChild("cost"), impressions: table.getChild("impressions") });
previousPeriod("2025-05-08", "2025-05-14"); // { first: "2025-05-01", last: "2025-05-07" }
labelOf("cost", "sv"); // "Kostnad"
\`\`\`

The helpers, the SQL functions and the documentation come from one definition: \`compute.ctr\` gives
the double that \`ctr()\` gives in SQL, and null where that gives NULL. Inputs are numbers or null;
those with a default may be left out.

| Export | What it is |
| --- | --- |
| \`compute\` | every metric over numbers |
| \`computeColumns\` | every metric over Arrow columns, arrays and single numbers; gives an Arrow column of doubles |
| \`computeMetric\`, \`computeColumn\` | the same for a metric that is a value, such as one of your own |
| \`catalogue\`, \`families\`, \`metricByName\`, \`metricById\`, \`describeMetrics\` | the definitions |
| \`columns\`, \`columnById\` | the columns of loaded exports, with unit and whether they add up |
| \`labelOf\` | what a metric or column is called: en, sv, nb, fr, pl, zh |
| \`notComputed\` | what the field names and no formula gives, with the reason |
| \`previousPeriod\`, \`sameWeekday\` | periods to compare with; days are texts like 2025-05-08 |
| \`ProblemError\` | what is thrown: \`problem.code\`, message, next step |

Arrow columns may hold whole numbers of any width, floats and decimals. The package uses the
program's own \`apache-arrow\`.

## Every helper

${markdownTable(
  ["Helper", "Gives"],
  families.flatMap(({ metrics }) =>
    metrics.map((metric) => [
      `\`compute.${metric.name}({ ${parameters(metric)
        .map(({ name, default: fallback }) => (fallback === undefined ? name : `${name}?`))
        .join(", ")} })\``,
      `${metric.label}, ${metric.unit}`,
    ]),
  ),
)}`;
}

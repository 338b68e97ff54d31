import { families, metricByName } from "../../kernel/metrics/catalogue.ts";
import { dateFunctions } from "../../kernel/metrics/date-functions.ts";
import { markdownTable } from "../../kernel/metrics/markdown-table.ts";
import { parameters, type Metric } from "../../kernel/metrics/metric.ts";

/** docs/reference/functions.md: every function that SQL cells have beside the engine's own. */
export function functionsPage(): string {
  const [evidence] = families
    .filter(({ family }) => family === "Evidence")
    .map((one) => one.metrics);
  return `# Functions in SQL

<!-- Written by scripts/generate-docs.ts; changes belong in kernel/metrics. -->

Inputs go by position or by name: \`ctr(clicks := sum(clicks_destination), impressions := sum(impressions))\`.

- **NULL in, NULL out.** A missing input is not zero.
- **Nothing is divided by zero**: the result is NULL, and says that there is no answer.
- **Outside its limits a function is NULL** rather than a wrong number; each says which they are.
- Everything is calculated as DOUBLE.

## That keep people honest

${(evidence ?? []).map(section).join("\n")}
What many ads with few clicks are truly worth, and where each stands:

\`\`\`sql
WITH by_ad AS (
  SELECT ad_name, sum(conversions)::DOUBLE AS x, sum(clicks_destination)::DOUBLE AS n
  FROM ads GROUP BY ad_name HAVING n > 0
)
SELECT ad_name, cvr(x, n) AS cvr,
       rate_shrunk(x, n, group_rate := sum(x) OVER () / sum(n) OVER (),
         spread := rate_spread(count(*) OVER (), sum(x) OVER (), sum(n) OVER (),
           sum(n * n) OVER (), sum(x * x / n) OVER ())) AS cvr_shrunk,
       percentile_of(rank() OVER (ORDER BY x / n) - 1, count(*) OVER (PARTITION BY x / n),
         count(*) OVER ()) AS percentile
FROM by_ad ORDER BY cvr_shrunk DESC, ad_name
\`\`\`

## Over days

${dateFunctions
  .map(
    ({ name, inputs, doc, notes, example }) =>
      `### \`${call(name, inputs)}\`\n\n${doc} ${notes}\n\n\`\`\`sql\n${example}\n\`\`\`\n`,
  )
  .join("\n")}
## Metrics

With definitions, notes and sources in [metrics](metrics.md).

${markdownTable(
  ["Family", "Functions"],
  families.map(({ family, metrics }) => [
    family,
    metrics.map(({ name }) => `\`${name}\``).join(", "),
  ]),
)}
## Columns of your own

\`columns:\` in the front matter defines more of them, by formula: + - * / over columns, metrics and
other columns. Built in, and written as one would write them:

\`\`\`yaml
columns:
${["cost_per_add_to_cart", "video_view_rate_75", "hook_rate"].map(asColumn).join("\n")}
\`\`\`

A formula calculates on one row of sums: aggregates, texts and choices belong in the query. The
function's parameters are its columns in order of appearance:
\`my_hook_rate(sum(video_views_2s), sum(impressions))\`.
`;
}

function section(metric: Metric): string {
  const { name, label, doc, notes = "", source } = metric;
  return `### \`${call(name, parameters(metric))}\`\n\n${label}. ${doc} ${notes} *Source: ${source}*\n`;
}

function call(
  name: string,
  inputs: readonly { readonly name: string; readonly default?: number }[],
): string {
  const list = inputs.map((input) =>
    input.default === undefined ? input.name : `${input.name} := ${input.default}`,
  );
  return `${name}(${list.join(", ")})`;
}

function asColumn(name: string): string {
  const metric = metricByName(name);
  if (!metric) throw new Error(`no metric ${name}`);
  const [part = "", whole = ""] = parameters(metric).map((one) => one.name);
  return `  my_${name}: { formula: ${part} / ${whole}, unit: ${metric.unit}, label: "${metric.label}" }`;
}

import type { FindingChart } from "../protocol/findings.ts";
import { identifier, literal } from "../sql.ts";
import type { ChartLine } from "./rule.ts";
import type { Role, Roles } from "./roles.ts";

/** The thing's figures by week, as two cells: a query, and a chart that draws it. */
export function chartOf(
  lines: readonly ChartLine[],
  thing: { readonly id: string; readonly key: Role; readonly name: string },
  { source, roles }: { readonly source: string; readonly roles: Roles },
): FindingChart | null {
  const date = roles.get("date");
  const key = roles.get(thing.key);
  if (date === undefined || key === undefined) return null;
  const sum = (role: Role): string => `sum(${identifier(roles.get(role) ?? role)})`;
  const figure = ({ part, whole, times }: ChartLine): string =>
    `${times === undefined ? "" : `${times} * `}${sum(part)}${whole === undefined ? "" : ` / nullif(${sum(whole)}, 0)`}`;
  const query = lines
    .map(
      (
        line,
      ) => `SELECT date_trunc('week', ${identifier(date)})::DATE AS week, ${literal(line.label)} AS figure,
  (${figure(line)})::DOUBLE AS value
FROM ${source} WHERE ${identifier(key)} = ${literal(thing.id)} GROUP BY ALL`,
    )
    .join("\nUNION ALL\n");
  const name = `weeks_${thing.id.replace(/\W+/g, "_").slice(-24)}`;
  const spec = [
    `title: ${JSON.stringify(`${thing.name}, by week`)}`,
    "mark: {type: line, point: true}",
    "width: 640",
    "height: 140",
    "encoding:",
    "  x: {field: week, type: temporal}",
    '  y: {field: value, type: quantitative, scale: {zero: false}, axis: {title: ""}}',
    "  row: {field: figure, type: nominal, title: null}",
    "resolve: {scale: {y: independent}}",
  ].join("\n");
  return { name, query: `${query}\nORDER BY figure, week`, spec };
}

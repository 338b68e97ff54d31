import { exportCatalogue } from "./exports/catalogue.ts";
import { FileEvidence } from "./evidence.ts";
import { headerLookup } from "./header-lookup.ts";
import { likelyHeader } from "./likely-header.ts";
import { mapColumns } from "./map-columns.ts";
import type { MappedColumn } from "./map-columns.ts";
import { inferKind } from "./plan.ts";
import type { TextRecord } from "./records.ts";

/**
 * The text of a plugin that defines the format of a file: its headers, with the kinds that its cells
 * suggest and the ids of columns that other formats know. To be looked through by a person.
 */
export function pluginStub(records: readonly TextRecord[], name: string): string {
  const headerIndex = likelyHeader(records);
  const header = records[headerIndex] ?? [];
  const unknown = mapColumns(header, [], {});
  const evidence = new FileEvidence(unknown);
  for (const record of records.slice(headerIndex + 1))
    if (record.length >= header.length) evidence.add(record);
  const known = headerLookup(exportCatalogue);
  const taken = new Set<string>();
  const columns = unknown.flatMap((column, index) => {
    const cells = evidence.columns[index];
    if (!cells || column.header === "") return [];
    const [same, ...others] = new Set(known(column.header).map((meaning) => meaning.column));
    const agreed = others.every(({ id }) => id === same?.id) ? same : undefined;
    const id = agreed && !taken.has(agreed.id) ? agreed.id : column.id;
    taken.add(id);
    const kind = inferKind(column, cells);
    // Some platforms share a conversion among ads.
    const isShared = agreed?.kind === "int" && kind === "decimal";
    return [{ id, kind: isShared ? kind : (agreed?.kind ?? kind), column }];
  });
  const id = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_");
  return `import { definePlugin } from "campaign-notebook";

export default definePlugin({
  name: ${quoted(id)},
  exports: [
    {
      id: ${quoted(id)},
      label: ${quoted(name)},
      // A file is of this format if it has one column of each group.
      required: [${columns
        .slice(0, 3)
        .map((each) => `[${quoted(each.id)}]`)
        .join(", ")}],
      // From fine to coarse, what a row can stand for; the name may be left out.
      levels: [${levelTexts(taken).join(", ")}],
      // Columns that split a row further: country, age …
      breakdowns: [],
      // Regular expressions, lower case, for the whole cell.
      totalsLabels: ["(grand )?totals?(: .+)?"],
      // [printed, numerator, denominator]
      printedRatios: [],
      // int, money, percent, fraction, decimal, duration, id, text, category, date or timestamp
      columns: [
${columns.map((each) => `        ${columnText(each)},`).join("\n")}
      ],
    },
  ],
});
`;
}

/** Of campaign, ad group and ad, those whose id a column has. */
function levelTexts(ids: ReadonlySet<string>): string[] {
  return ["ad", "adgroup", "campaign"]
    .filter((level) => ids.has(`${level}_id`))
    .map((level) => {
      const name = ids.has(`${level}_name`) ? `, name: "${level}_name"` : "";
      return `{ level: "${level}", id: "${level}_id"${name} }`;
    });
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function columnText({
  id,
  kind,
  column,
}: {
  id: string;
  kind: string;
  column: MappedColumn;
}): string {
  return `{ id: ${quoted(id)}, kind: ${quoted(kind)}, headers: { en: [${quoted(column.header)}] } }`;
}

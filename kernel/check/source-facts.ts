import { columns as knownColumns, loadedColumnId } from "../metrics/columns.ts";
import { printedColumns } from "../metrics/printed-columns.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import type { TableColumn } from "../query/query-columns.ts";
import { sourceTable } from "../cells/results.ts";

/** What is known of a source: what its entry says, and what was found in its files. */
export interface SourceFacts {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Otherwise nothing was loaded, and it may have any column that exports have. */
  readonly isLoaded: boolean;
  /** Columns that identify a row. */
  readonly key: readonly string[];
  readonly days: { readonly from: string; readonly to: string } | null;
  readonly currencies: readonly string[];
  readonly attribution: string | null;
  readonly timezone: string | null;
  readonly region: string | null;
}

export function sourceFacts(
  settings: FrontMatter | null,
  loads: readonly LoadReport[],
): readonly SourceFacts[] {
  return (settings?.sources ?? []).map(({ name, attribution, timezone, region, currency }) => {
    const report = loads.find((load) => load.name === name);
    const stated = currency === null ? [] : [currency];
    const found = report?.currencies ?? [];
    return {
      name,
      columns: (report ? columnsOf(report) : anyColumn).map(({ name: column, unit, label }) => ({
        name: column,
        unit,
        label,
        quantity: {
          kind: "measured",
          unit,
          measure: column.toLowerCase(),
          label: null,
          currencyFrom: unit === "money" ? [name] : null,
          source: name,
        },
      })),
      isLoaded: report !== undefined,
      key: report?.grain.key ?? [],
      days: report?.dates ?? null,
      currencies: found.length > 0 ? found : stated,
      attribution,
      timezone,
      region,
    };
  });
}

function columnsOf(report: LoadReport): readonly TableColumn[] {
  return sourceTable(report).columns;
}

const anyColumn: readonly TableColumn[] = knownColumns.map(({ id, unit, label }) => ({
  name: printedColumns.some((column) => column.id === id) ? id : loadedColumnId(id),
  unit,
  label,
}));

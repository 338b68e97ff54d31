import type { LoadReport } from "../protocol/load-report.ts";
import type { ByteFacts } from "./byte-scan.ts";
import { currencies, dateSpan, duplicateKeys, roundedIds } from "./checks.ts";
import type { LoadedTable, LoadStep } from "./loaded-table.ts";
import { notices } from "./notices.ts";
import { checkTotals } from "./totals.ts";

/** Runs the checks over the written table and puts together everything that was found and decided. */
export async function buildReport(
  table: LoadedTable,
  { file, sniffed, options }: LoadStep,
  name: string,
  scan: Pick<ByteFacts, "sha256" | "endsWithNewline">,
): Promise<LoadReport> {
  const { writer, plans, facts } = table;
  const { recognition, dialect, encoding, records } = sniffed;
  const total = table.totals[0];
  const report: Omit<LoadReport, "notices"> = {
    version: 1,
    name,
    files: [
      {
        name: file.name,
        bytes: file.size,
        sha256: scan.sha256,
        encoding: encoding.label,
        delimiter: dialect.delimiter,
        quote: dialect.quote,
        headerRow: recognition.headerIndex + 1,
        preamble: records.slice(0, recognition.headerIndex).map((record) =>
          record
            .join(" ")
            .replace(/^\ufeff/, "")
            .trim()
            .slice(0, 200),
        ),
      },
    ],
    export: {
      id: recognition.definition.id,
      label: recognition.definition.label,
      language: recognition.language,
      certainty: recognition.certainty,
    },
    grain: recognition.grain,
    rows: { read: table.read, loaded: facts.rows, leftOut: table.leftOut },
    columns: plans.map(({ column, unit, type, format }) => ({
      id: column.id,
      header: column.header,
      means: column.means ?? null,
      unit,
      type,
      nulls: facts.nulls.get(column.id) ?? 0,
      ...(format === undefined ? {} : { format }),
    })),
    rejected: table.rejected,
    totals: total ? checkTotals(total, plans, facts.sums) : { status: "none" },
    duplicates: await duplicateKeys(writer, recognition.grain.key, facts.rows),
    dates: await dateSpan(writer, plans),
    currencies: await currencies(writer, plans, fallbackCurrency(table, sniffed, options.currency)),
    declared: Object.fromEntries(
      Object.entries(options).filter(([, value]) => typeof value === "string"),
    ),
  };
  return {
    ...report,
    notices: notices(report, table, {
      encoding,
      repeated: recognition.columns.filter(({ repeats }) => repeats).map(({ header }) => header),
      endsWithNewline: scan.endsWithNewline,
      roundedIds: await roundedIds(writer, plans),
    }),
  };
}

/** For a file without a currency column: as stated, else as a header says, else as the cells say with one voice. */
function fallbackCurrency(
  table: LoadedTable,
  { recognition }: LoadStep["sniffed"],
  stated: string | undefined,
): string | null {
  const [only, ...others] = table.cellCurrencies;
  const written = others.length === 0 && only !== undefined && /^[A-Z]{3}$/.test(only);
  return stated ?? recognition.headerCurrency ?? (written ? only : null);
}

import type { LoadReport, TotalsCheck } from "../protocol/load-report.ts";
import type { ByteFacts } from "./byte-scan.ts";
import { currencies, dateSpan, duplicateKeys, unreadKeys } from "./checks.ts";
import { roundedIds } from "./rounded-ids.ts";
import type { LoadedTable, LoadStep } from "./loaded-table.ts";
import { statedPeriod, statedZone } from "./dates/stated-period.ts";
import { meaningNotices } from "./meaning/meaning-notices.ts";
import { notices } from "./notices.ts";
import { isCurrencyCode } from "./currency-text.ts";
import { microsText, toMicros, trimDecimal } from "./decimal-text.ts";
import { checkTotals } from "./totals.ts";

/** Runs the checks over the written table and puts together everything that was found and decided. */
export async function buildReport(
  table: LoadedTable,
  { file, sniffed, options }: LoadStep,
  name: string,
  scan: Pick<ByteFacts, "sha256" | "endsWithNewline" | "utf8" | "hasNul">,
): Promise<LoadReport> {
  const { writer, plans, facts } = table;
  const { recognition, dialect, encoding, records } = sniffed;
  const preamble = records.slice(0, recognition.headerIndex).map((record) =>
    record
      .join(" ")
      .replace(/^\ufeff/, "")
      .trim()
      .slice(0, 200),
  );
  const period = statedPeriod(file.name, preamble);
  const timezone = statedZone(file.name, [...preamble, ...sniffed.header]);
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
        preamble,
        ...(period && { period }),
        ...(timezone !== undefined && { timezone }),
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
    totals: totalsCheck(table),
    duplicates: await duplicateKeys(
      writer,
      recognition.grain.key,
      facts.rows,
      unreadKeys(recognition.grain, table.rejected),
    ),
    dates: await dateSpan(writer, plans),
    currencies: await currencies(writer, plans, fallbackCurrency(table, sniffed, options.currency)),
    declared: Object.fromEntries(
      Object.entries(options).map(([key, value]) => [
        key,
        typeof value === "string" ? value : value.join(", "),
      ]),
    ),
  };
  return {
    ...report,
    notices: notices(report, table, {
      definition: recognition.definition,
      encoding,
      repeated: recognition.columns.filter(({ repeats }) => repeats).map(({ header }) => header),
      headerCurrencies: recognition.headerCurrencies,
      personal: recognition.personal,
      inferred: recognition.inferred,
      others: recognition.others,
      endsWithNewline: scan.endsWithNewline,
      // A � that the file itself holds was no byte of another encoding.
      strayCharacters:
        encoding.label === "utf-8" && scan.utf8 && !scan.hasNul ? 0 : table.strayCharacters,
      meanings: await meaningNotices(
        { writer, plans, row: table.row, rows: facts.rows },
        recognition.definition,
      ),
      roundedIds: await roundedIds(writer, plans),
    }),
  };
}

/** Of several totals rows (subtotals before a grand total) the one that carries the sums, else the first. */
function totalsCheck({ totals, plans, facts }: LoadedTable): TotalsCheck {
  const checks = totals
    .slice(0, 100)
    .map((candidate) => ({ candidate, check: checkTotals(candidate, plans, facts.sums) }))
    .filter(({ check }) => check.status !== "none");
  const all = checks.map(({ check }) => check);
  return (
    all.find(({ status }) => status === "agrees") ??
    together(all) ??
    checks.find(({ candidate }) => !candidate.partial)?.check ?? { status: "none" }
  );
}

/** Subtotals of each day, say, without a grand total: they carry the sums together. */
function together(checks: readonly TotalsCheck[]): TotalsCheck | undefined {
  const [first, ...others] = checks.flatMap((check) => (check.status === "none" ? [] : [check]));
  if (!first || others.length === 0) return undefined;
  const columns = first.columns.map(({ column, summed }) => {
    const printed = [first, ...others]
      .map((check) => check.columns.find((each) => each.column === column)?.printed ?? "0")
      .reduce((sum, text) => sum + toMicros(text), 0n);
    const agrees = printed === toMicros(summed);
    return { column, printed: trimDecimal(microsText(printed)), summed, agrees };
  });
  return columns.every(({ agrees }) => agrees)
    ? { ...first, status: "agrees", columns }
    : undefined;
}

/** For a file without a currency column: as stated, else as a header says, else as the cells say with one voice. */
function fallbackCurrency(
  table: LoadedTable,
  { recognition }: LoadStep["sniffed"],
  stated: string | undefined,
): string | null {
  if (stated !== undefined) return stated;
  const { headerCurrencies } = recognition;
  const [only, ...others] = headerCurrencies.length > 0 ? headerCurrencies : table.cellCurrencies;
  return others.length === 0 && only !== undefined && isCurrencyCode(only) ? only : null;
}

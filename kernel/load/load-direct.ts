import { literal, identifier } from "../sql.ts";
import type { ByteFacts } from "./byte-scan.ts";
import { tableFacts } from "./checks.ts";
import { FileEvidence } from "./evidence.ts";
import type { LoadedTable, LoadStep } from "./loaded-table.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { nullTokens, nullWords } from "./null-words.ts";
import { planColumns } from "./plan.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Dialect, TextRecord } from "./records.ts";
import { parseRecords } from "./records.ts";
import { directTable, TableWriter } from "./table.ts";
import { groupedId } from "./spreadsheet-text.ts";
import { subtotalDetector } from "./subtotals.ts";
import { identifyingColumns, totalsDetector } from "./totals.ts";
import type { TotalsCandidate } from "./totals.ts";

/** Below this size the careful way takes no noticeable time. */
const minBytes = 1024 * 1024;
const tailBytes = 64 * 1024;
/** What `String.prototype.trim` takes away. */
const blanks =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/** The last rows of the file, and the totals row among them. */
export interface Tail {
  readonly records: readonly TextRecord[];
  /** Text and column of the totals row's label; null: the file ends with data. */
  readonly totals: {
    readonly record: TextRecord;
    readonly label: string;
    readonly column: string;
  } | null;
}

/**
 * Whether the beginning and the end of a file look as if the engine could read it as it lies there.
 * null: take the careful way.
 */
export async function directTail({
  file,
  sniffed,
}: Pick<LoadStep, "file" | "sniffed">): Promise<Tail | null> {
  const { encoding, dialect, recognition, header } = sniffed;
  if (file.size < minBytes || encoding.label !== "utf-8" || /[*?[\]{}]/.test(file.path))
    return null;
  if (
    recognition.headerIndex > 0 ||
    dialect.escape !== undefined ||
    dialect.wrapped !== undefined ||
    recognition.personal.withheld.length > 0 ||
    identifyingColumns(recognition.definition, recognition.columns).length < 2
  )
    return null;
  const text = new TextDecoder().decode(await file.readTail(tailBytes));
  const records = wholeRecords(text.slice(text.indexOf("\n") + 1), dialect);
  if (!records || records.some((record) => record.length !== header.length)) return null;

  const totalsOf = totalsDetector(recognition.definition, recognition.columns);
  const kinds = records.map(totalsOf);
  const last = records.at(-1);
  const subtotalOf = subtotalDetector(recognition.definition, recognition.columns);
  if (records.slice(0, -1).some((record, index) => subtotalOf(record, records[index - 1])))
    return null;
  if (!last || kinds.slice(0, -1).some((kind) => kind !== null)) return null;
  if (kinds.at(-1) === null) return { records, totals: null };
  const column = recognition.columns.find(({ position }) => (last[position] ?? "").trim() !== "-");
  const label = column ? (last[column.position] ?? "") : "";
  if (kinds.at(-1) !== "proven" || !column || label.trim() === "") return null;
  return { records: records.slice(0, -1), totals: { record: last, label, column: column.id } };
}

/** null where the text begins inside a quoted field and hence ends in an open quote. */
function wholeRecords(text: string, dialect: Dialect): TextRecord[] | null {
  try {
    return parseRecords(text, dialect, true).records;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === "open_quote") return null;
    throw error;
  }
}

/**
 * Lets the engine read the file as it lies there. Everything that could make that wrong is either
 * excluded by the scan of all bytes or makes the engine fail, and then the careful way is taken.
 *
 * @returns null where the careful way must be taken
 */
export async function loadDirect(
  step: LoadStep,
  tail: Tail,
  scanning: Promise<ByteFacts<"tab" | "label">>,
): Promise<LoadedTable | null> {
  const { file, sniffed, temporary, signal, progress } = step;
  const planned = directPlans(step, tail);
  if (!planned) return null;
  const { plans, unseen } = planned;

  const writer = await TableWriter.open(temporary, { readable: [file.path], signal });
  const dataOnly = tail.totals
    ? `${identifier(tail.totals.column)} IS DISTINCT FROM ${literal(tail.totals.label)}`
    : "true";
  const read = async (oddDigits: boolean): Promise<boolean> =>
    await writer.attempt(
      directTable(file.path, plans, { ...sniffed.dialect, dataOnly, oddDigits }),
      progress,
    );
  try {
    // The engine reads while the bytes are scanned; what the scan then finds can undo it.
    let whole = await read(false);
    const scan = await scanning;
    whole &&= isClean(scan, sniffed.dialect, tail);
    if (whole && scan.oddDigits) {
      await writer.run("DROP TABLE data");
      whole = await read(true);
    }
    if (!whole || (await hasOddRows(writer, step, plans))) {
      writer.close();
      return null;
    }
    const facts = await tableFacts(writer, plans);
    if (unseen.some((id) => facts.nulls.get(id) !== facts.rows)) {
      writer.close();
      return null;
    }
    const totals: TotalsCandidate[] = tail.totals
      ? [{ row: facts.rows + 2, record: tail.totals.record, proven: true }]
      : [];
    return {
      writer,
      plans,
      facts,
      // The table holds the file's rows in order, none left out before the last.
      row: "rowid + 2",
      read: facts.rows + totals.length,
      leftOut: totals.map(({ row }) => ({ reason: "totals", rows: 1, examples: [row] })),
      rejected: [],
      totals,
      strayCharacters: 0,
      cellCurrencies: [],
    };
  } catch (error) {
    writer.close();
    throw error;
  }
}

function isClean(scan: ByteFacts<"tab" | "label">, dialect: Dialect, tail: Tail): boolean {
  return (
    scan.utf8 &&
    !scan.hasNul &&
    !scan.hasLoneCr &&
    scan.blankLines === 0 &&
    (dialect.delimiter === "\t" || scan.counts.tab === 0) &&
    (tail.totals === null || scan.counts.label === 1)
  );
}

/**
 * The plans of the careful way, if the first and last rows show nothing that needs it, and the unknown
 * columns of which those rows have no value.
 */
function directPlans(
  { sniffed, options }: LoadStep,
  tail: Tail,
): { readonly plans: ColumnPlan[]; readonly unseen: readonly string[] } | null {
  const { recognition, records, header } = sniffed;
  const evidence = new FileEvidence(recognition.columns);
  const totalsOf = totalsDetector(recognition.definition, recognition.columns);
  for (const record of records.slice(recognition.headerIndex + 1)) {
    if (record.length !== header.length || totalsOf(record)) return null;
    evidence.add(record);
  }
  for (const record of tail.records) evidence.add(record);
  const plans = planColumns(recognition, evidence, options.locale);
  const direct = plans.every((plan, index) => {
    if (plan.type === "VARCHAR") return true;
    if (plan.type === "TIMESTAMP" || evidence.columns[index]?.irregular !== 0) return false;
    if (plan.type === "DATE") return plan.order === "ymd" && plan.column.kind === "date";
    return plan.marks?.decimal === "." && (plan.percent === null || plan.percent === "signed");
  });
  const unseen = evidence.columns.flatMap(({ column, filled }) =>
    column.kind === "unknown" && filled === 0 ? [column.id] : [],
  );
  return direct ? { plans, unseen } : null;
}

/**
 * Rows with fewer than two identifiers may be totals, subtotals or footers: the careful way tells.
 * It also reads padded cells without their padding, which would cost a lot to do for every cell here.
 */
async function hasOddRows(
  writer: TableWriter,
  { sniffed }: LoadStep,
  plans: readonly ColumnPlan[],
): Promise<boolean> {
  const { definition, columns } = sniffed.recognition;
  const present = identifyingColumns(definition, columns).map(
    ({ id }) => `(${identifier(id)} IS NOT NULL)::INTEGER`,
  );
  const padded = plans
    .filter(({ type }) => type === "VARCHAR")
    .map(({ kind, column }) => {
      const name = identifier(column.id);
      if (column.means === "currency") return `NOT regexp_full_match(${name}, '[A-Z]{3}')`;
      const bare = `trim(${name}, ${literal(blanks)})`;
      // A padded token begins with a blank, a hyphen or a dash: few names do, and only those are trimmed.
      if (kind === "text")
        return `(${name} < '.' OR ${name} >= chr(128)) AND ${bare} IN (${nullTokens.map(literal).join(", ")})`;
      if (kind === "category") return `${bare} <> ${name}`;
      // As a spreadsheet keeps an id: '1801… or ="1801…".
      const wrapped = `${name} < '0' OR starts_with(${name}, '=')`;
      // Outside ASCII stand further words for "no id", and characters that nobody sees.
      const grouped = `regexp_full_match(${name}, ${literal(groupedId)})`;
      const word = `lower(${name}) IN (${nullWords.map(literal).join(", ")}) OR strlen(${name}) <> length(${name})`;
      return `contains(${name}, ' ') OR ${wrapped} OR ${grouped} OR ${word} OR ${bare} <> ${name}`;
    });
  const [odd] = await writer.row(
    `SELECT count(*) FROM data WHERE ${[`${present.join(" + ")} < 2`, ...padded].join(" OR ")}`,
  );
  return Number(odd) > 0;
}

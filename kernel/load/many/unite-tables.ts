import type { LoadReport, Notice } from "../../protocol/load-report.ts";
import { identifier, literal } from "../../sql.ts";
import { finishTable, onlyCurrency } from "../build-table.ts";
import { tableFacts } from "../checks.ts";
import type { LoadRequest } from "../load-request.ts";
import type { LoadedTable } from "../loaded-table.ts";
import { findGrain } from "../grain.ts";
import { TableWriter } from "../table.ts";
import type { FilePart } from "./file-part.ts";
import { mergeReports } from "./merge-reports.ts";
import type { PartReport } from "./part-report.ts";
import { leaveOutRepeated } from "./repeated-rows.ts";
import type { UnitedColumn } from "./united-columns.ts";
import { settleKinds, unitedColumns } from "./united-columns.ts";

interface Uniting {
  readonly temporary: string;
  readonly nextPath: () => string;
  readonly request: Required<LoadRequest>;
  readonly signal: AbortSignal | undefined;
  readonly loadPart: (
    part: FilePart,
    index: number,
    path: string,
  ) => Promise<{ table: LoadedTable; report: LoadReport }>;
  readonly notices: readonly Notice[];
}

interface Loaded extends PartReport {
  readonly table: LoadedTable;
  readonly path: string;
}

/** Loads each table into a database of its own, by its own evidence, and puts them together by column. */
export async function uniteTables(
  parts: readonly FilePart[],
  uniting: Uniting,
): Promise<LoadReport> {
  let loaded: Loaded[] = [];
  for (const [index, part] of parts.entries()) loaded.push(await loadOne(part, index, uniting));
  const settled = settleKinds(parts, loaded);
  // Where one file's numbers are another's words, both are words: those files are read again.
  loaded = await inOrder(loaded, async (each, index) => {
    const part = settled[index];
    return part ? await loadOne(part, index, uniting) : each;
  });

  const columns = unitedColumns(loaded.map(({ table }) => table.plans));
  const plans = columns.map(({ plan }) => plan);
  const writer = await TableWriter.open(uniting.temporary, {
    attached: loaded.map(({ path }) => path),
    signal: uniting.signal,
  });
  try {
    await fill(writer, columns, loaded);
    const first = parts[0]?.sniffed.recognition;
    if (!first) throw new Error("nothing to unite");
    const common = columns.filter(({ inParts }) => inParts.length === loaded.length);
    const grain = findGrain(
      first.definition,
      common.map(({ plan }) => plan.column),
    );
    const { definition } = first;
    const repeated = await leaveOutRepeated(writer, { grain, definition, plans });
    const facts = await tableFacts(writer, plans);
    const report = await mergeReports(loaded, {
      writer,
      columns,
      facts,
      grain,
      repeated,
      notices: uniting.notices,
    });
    await finishTable(writer, plans, report, origins(loaded));
    return report;
  } finally {
    writer.close();
  }
}

async function loadOne(part: FilePart, index: number, uniting: Uniting): Promise<Loaded> {
  const path = uniting.nextPath();
  const { table, report } = await uniting.loadPart(part, index, path);
  table.writer.close();
  return { table, report, path, name: part.file.name };
}

async function inOrder<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) results.push(await work(item, index));
  return results;
}

/** One row after another, file after file; `_part` is the file's place from 1. */
async function fill(
  writer: TableWriter,
  columns: readonly UnitedColumn[],
  loaded: readonly Loaded[],
): Promise<void> {
  await writer.run(
    `CREATE TABLE data (${[
      "_part SMALLINT",
      "_row BIGINT",
      ...columns.map(({ plan }) => `${identifier(plan.column.id)} ${plan.type}`),
    ].join(", ")})`,
  );
  const hasCurrency = columns.some(({ plan }) => plan.column.id === "currency");
  for (const [index, { table, report }] of loaded.entries()) {
    const values = columns.map(({ plan, inParts }) => {
      if (inParts.includes(index)) return `${identifier(plan.column.id)}::${plan.type}`;
      // A file without the column may still say its currency: in a header, or beside its amounts.
      const stated = hasCurrency && plan.column.id === "currency" ? onlyCurrency(report) : null;
      return literal(stated);
    });
    await writer.run(
      `INSERT INTO data SELECT ${[`${index + 1}`, table.row, ...values].join(", ")}
        FROM ${identifier(`part_${index}`)}.data`,
    );
  }
}

function origins(loaded: readonly Loaded[]): Parameters<typeof finishTable>[3] {
  const periods = loaded.map(({ report }) => (report.dates ? undefined : report.files[0]?.period));
  return {
    file: byPart(loaded.map(({ name }) => name)),
    row: "_row",
    currency: byPart(loaded.map(({ report }) => onlyCurrency(report))),
    period: periods.some((period) => period !== undefined)
      ? {
          from: byPart(periods.map((period) => period?.from ?? null)),
          to: byPart(periods.map((period) => period?.to ?? null)),
        }
      : undefined,
  };
}

/** SQL: of one text for each file that of the row's. */
function byPart(texts: readonly (string | null)[]): string {
  return `[${texts.map((text) => `${literal(text)}::VARCHAR`).join(", ")}][_part]`;
}

import type { LoadOptions } from "../loaded-table.ts";
import type { UnpackedTable } from "../container/unpacked-table.ts";
import type { Sniffed } from "../sniff.ts";
import { sniff } from "../sniff.ts";
import type { SourceFile } from "../source-file.ts";
import { openSourceFile } from "../source-file.ts";
import type { ExportDefinition } from "../exports/definition.ts";
import { levelName } from "../../protocol/level-name.ts";
import { ProblemError } from "../../protocol/problem.ts";

/** A table of a source and the beginning of it, as far as it is a known export. */
export interface RecognisedTable {
  readonly table: UnpackedTable;
  readonly file: SourceFile;
  readonly sniffed: Sniffed;
}

/**
 * Of the tables in one file on disk those that belong together: a workbook may hold notes, a pivot
 * table and the same numbers by campaign and by ad. Finer rows are taken, as the coarser ones are
 * their sums.
 */
export interface Choice {
  readonly chosen: readonly RecognisedTable[];
  /** Names of the others, each with the reason. */
  readonly leftOut: readonly string[];
}

/**
 * Opens tables and finds out which export each is. The caller closes the files that are chosen.
 *
 * @throws ProblemError of the largest table, where none is a known export
 */
export async function chooseTables(
  tables: readonly UnpackedTable[],
  options: LoadOptions,
  exports: readonly ExportDefinition[],
): Promise<Choice> {
  const recognised: RecognisedTable[] = [];
  const leftOut: string[] = [];
  let worst: { readonly bytes: number; readonly error: ProblemError } | undefined;
  for (const table of tables) {
    const file = await openSourceFile(table.path, table.name);
    try {
      const sniffed = await sniff(file, options, exports, table.format !== undefined);
      recognised.push({ table, file, sniffed });
    } catch (error) {
      await file.close();
      if (!(error instanceof ProblemError)) throw error;
      if (!worst || file.size > worst.bytes) worst = { bytes: file.size, error };
      leftOut.push(`${shortName(table.name)} (${reasonOf(error)})`);
    }
  }
  if (recognised.length === 0) throw worst?.error ?? new Error("no tables to choose from");
  const best = recognised.map(rankOf).toSorted(compareRanks)[0];
  const chosen = recognised.filter((each) => compareRanks(rankOf(each), best ?? []) === 0);
  for (const each of recognised) {
    if (chosen.includes(each)) continue;
    await each.file.close();
    leftOut.push(`${shortName(each.table.name)} (${contents(each)})`);
  }
  return { chosen, leftOut };
}

/** What makes rows comparable: the same export, level, period and breakdowns. */
export function grainOf({ sniffed: { recognition } }: RecognisedTable): string {
  const { definition, grain } = recognition;
  return [definition.id, grain.level, grain.period, ...breakdownsOf({ recognition })].join(" ");
}

export function contents({ sniffed: { recognition }, table }: RecognisedTable): string {
  const { grain, definition } = recognition;
  const rows = grain.level === "unknown" ? definition.label : `by ${levelName(grain.level)}`;
  const day = grain.period === "total" ? "" : ` and ${grain.period}`;
  const more = breakdownsOf({ recognition }).map((id) => ` and ${id}`);
  return `${rows}${day}${more.join("")}${table.hidden ? ", hidden" : ""}`;
}

/** Finer first; rows of no level last. */
function levelRank({ levels }: ExportDefinition, level: string): number {
  const rank = levels.findIndex((each) => each.level === level);
  return rank === -1 ? levels.length : rank;
}

function breakdownsOf({ recognition }: Pick<Sniffed, "recognition">): string[] {
  const { definition, columns } = recognition;
  // An account splits no row: ids are of one account each.
  return definition.breakdowns.filter(
    (id) => id !== "account_id" && columns.some((column) => column.id === id),
  );
}

/** Lower is better; equal ranks are united. */
function rankOf(each: RecognisedTable): (number | string)[] {
  const { grain, definition } = each.sniffed.recognition;
  return [
    each.table.hidden ? 1 : 0,
    levelRank(definition, grain.level),
    breakdownsOf(each.sniffed).length,
    ["hour", "day", "total"].indexOf(grain.period),
    definition.id,
    breakdownsOf(each.sniffed).join(" "),
  ];
}

function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? value;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

function reasonOf(error: ProblemError): string {
  return error.problem.code === "unrecognised_export" ? "no known export" : error.problem.message;
}

/** "exports.zip › ads.csv" -> "ads.csv": the notice names the file on disk. */
function shortName(name: string): string {
  return name.split(" › ").slice(1).join(" › ") || name;
}

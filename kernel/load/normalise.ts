import { createWriteStream } from "node:fs";
import { once } from "node:events";
import type { RejectedValues } from "../protocol/load-report.ts";
import type { RowClassifier } from "./classify-rows.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { readCell } from "./read-cell.ts";
import type { TextRecord } from "./records.ts";

/** 1-based position in the file. */
interface RowOfFile {
  readonly row: number;
  readonly record: TextRecord;
}

/** Counts what could not be read, with the first few cells of each kind. */
export class Rejects {
  readonly #found = new Map<
    string,
    RejectedValues & { samples: { row: number; text: string }[] }
  >();

  add(column: string, reason: RejectedValues["reason"], row: number, text: string): void {
    const key = `${column} ${reason}`;
    const found = this.#found.get(key) ?? { column, reason, count: 0, samples: [] };
    if (found.samples.length < 3) found.samples.push({ row, text: text.slice(0, 60) });
    this.#found.set(key, { ...found, count: found.count + 1 });
  }

  /** What was counted of a row that turned out to be no data. */
  forget({ record, row }: RowOfFile, plans: readonly ColumnPlan[]): void {
    const counted = new Rejects();
    normalisedLine(record, row, plans, counted);
    for (const [key, { count }] of counted.#found) {
      const found = this.#found.get(key);
      if (!found) continue;
      const samples = found.samples.filter((sample) => sample.row !== row);
      if (found.count > count)
        this.#found.set(key, { ...found, count: found.count - count, samples });
      else this.#found.delete(key);
    }
  }

  get list(): RejectedValues[] {
    return [...this.#found.values()];
  }
}

/** One row in the canonical form that the engine reads without any choice of its own. */
export function normalisedLine(
  record: TextRecord,
  row: number,
  plans: readonly ColumnPlan[],
  rejects: Rejects,
): string {
  const cells = plans.map((plan) => {
    const cell = record[plan.column.position] ?? "";
    const { text, reason } = readCell(plan, cell);
    if (reason !== undefined) rejects.add(plan.column.id, reason, row, cell);
    if (text === null) return "";
    return plan.type === "VARCHAR" ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${row},${cells.join(",")}\n`;
}

/**
 * Writes the data rows in canonical form: comma, quoted texts, unquoted empty for NULL, `_row` first.
 *
 * @param firstRow 1-based position of the first record
 */
export async function writeNormalised(
  path: string,
  batches: AsyncIterable<readonly TextRecord[]>,
  firstRow: number,
  classifier: RowClassifier,
  plans: readonly ColumnPlan[],
): Promise<Rejects> {
  const rejects = new Rejects();
  const out = createWriteStream(path, { mode: 0o600 });
  const failed = once(out, "error").then(([error]) => {
    throw error;
  });
  // Only awaited below; a failure must not count as unhandled before that.
  failed.catch(() => undefined);
  let row = firstRow;
  for await (const batch of batches) {
    let text = "";
    for (const record of batch) {
      if (classifier.isData(record, row)) text += normalisedLine(record, row, plans, rejects);
      row++;
    }
    if (!out.write(text)) await Promise.race([once(out, "drain"), failed]);
  }
  classifier.finish();
  out.end();
  await Promise.race([once(out, "close"), failed]);
  return rejects;
}

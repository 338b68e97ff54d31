import type { LoadReport } from "../protocol/load-report.ts";
import type { OutputColumn } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import { columnById } from "../metrics/columns.ts";

/** A table that later cells can use: a source or a named result. */
export interface KnownTable {
  readonly name: string;
  readonly columns: readonly OutputColumn[];
  /** ISO 4217, where all its money is in one currency. */
  readonly currency: string | null;
  readonly isSource?: true;
  /** Of a source: ISO 4217, none where it names none. */
  readonly currencies?: readonly string[];
}

/** What a cell of this notebook may use by name, so far. Names are compared as SQL does. */
export class KnownTables {
  readonly #tables = new Map<string, KnownTable>();
  readonly #unrun = new Map<string, string>();

  add(table: KnownTable): void {
    this.#tables.set(table.name.toLowerCase(), table);
  }

  /** A result that a cell defines, whether or not it is there. */
  addUnrun(name: string, where: string): void {
    this.#unrun.set(name.toLowerCase(), where);
  }

  /** @throws ProblemError `stale_result` for a result that a cell defines and that is not there */
  refuseUnrun(name: string): void {
    const where = this.#unrun.get(name.toLowerCase());
    if (where === undefined || this.get(name)) return;
    throw notUpToDate(name, where);
  }

  get(name: string): KnownTable | undefined {
    return this.#tables.get(name.toLowerCase());
  }

  /** Whether amounts of the notebook's sources may not be added to each other. */
  get hasSeveralCurrencies(): boolean {
    return (
      new Set([...this.#tables.values()].flatMap(({ currencies }) => currencies ?? [])).size > 1
    );
  }

  get names(): string[] {
    return [...this.#tables.values()].map(({ name }) => name);
  }
}

/** @param where  the cell that defines it */
export function notUpToDate(name: string, where: string): ProblemError {
  return new ProblemError({
    code: "stale_result",
    message: `“${name}” is not up to date: the cell that defines it (${where}) changed or has not run`,
    next: "Run that cell first, or run all cells.",
  });
}

export function sourceTable(report: LoadReport): KnownTable {
  const columns = report.columns.map(({ id, header, unit, type }) => ({
    name: id,
    label: columnById(id)?.label ?? header,
    unit,
    type,
  }));
  const extra = (name: string, label: string, unit: "text" | "count", type: string) =>
    columns.some((column) => column.name === name) ? [] : [{ name, label, unit, type } as const];
  return {
    name: report.name,
    columns: [
      ...columns,
      ...extra("currency", "Currency", "text", "VARCHAR"),
      ...extra("_file", "File", "text", "VARCHAR"),
      ...extra("_row", "Row", "count", "BIGINT"),
    ],
    currency: report.currencies.length === 1 ? (report.currencies[0] ?? null) : null,
    isSource: true,
    currencies: report.currencies,
  };
}

import { openedRows } from "../../kernel/protocol/opened-rows.ts";
import type { LevelFacts, OutputValue, TableOutput } from "../../kernel/protocol/output.ts";
import type { LevelPlace, ResultLevel } from "../../kernel/protocol/result-level.ts";
import { levelsOf } from "../../kernel/protocol/result-level.ts";
import type { ColumnFilter, TableView } from "../../kernel/protocol/result-view.ts";

type Row = readonly OutputValue[];

/** The levels that a drawn result has, and ways between them. */
export class ResultLevels {
  readonly list: readonly ResultLevel[];
  readonly #names: readonly string[];
  readonly #rolledUp: readonly string[];

  constructor({ table, rolledUp = [] }: TableOutput) {
    this.list = rolledUp.length === 0 ? [] : levelsOf(table.columns);
    this.#names = table.columns.map(({ name }) => name);
    this.#rolledUp = rolledUp;
  }

  /** Whether rows of a place are made of others. An ad of one row is that row. */
  canOpen({ level }: TableView, facts: LevelFacts | null, total: number): boolean {
    if (!level || !facts) return false;
    const below = this.list.length - 1 - level.opened.length;
    return below > 0 || (below === 0 && facts.rows > total);
  }

  /** The place inside of a row. */
  inside(level: LevelPlace, row: Row): LevelPlace {
    return { ...level, opened: [...level.opened, this.#keyIn(row, level)] };
  }

  outside(level: LevelPlace): LevelPlace | undefined {
    return level.opened.length === 0 ? undefined : { ...level, opened: level.opened.slice(0, -1) };
  }

  /** Whether a row of the place that `level` came from is the one that it is inside of. */
  isAround(row: Row, { from, opened }: LevelPlace): boolean {
    const around = opened.slice(0, -1);
    return opened.length > 0 && this.#keyIn(row, { from, opened: around }) === opened.at(-1);
  }

  /** What the opened rows are called, as a row inside of them says; their keys where it does not. */
  names({ opened }: LevelPlace, row: Row | undefined): readonly string[] {
    return opened.map((key, depth) => {
      const name = row?.[this.#names.indexOf(this.list[depth]?.label ?? "")];
      return typeof name === "string" ? name : (key ?? "no value");
    });
  }

  /** The filters with those of the opened rows. */
  filters({ filters, level }: TableView): readonly ColumnFilter[] {
    return level ? [...filters, ...openedRows(this.list, level)] : filters;
  }

  /** Whether a view's rows are made of others. */
  areMade({ level }: TableView): boolean {
    return level !== undefined && level.opened.length < this.list.length;
  }

  /** Whether a column has values for several rows together. */
  isSummed(place: number): boolean {
    return this.#rolledUp.includes(this.#names[place] ?? "");
  }

  #keyIn(row: Row, { opened }: LevelPlace): string | null {
    const key = row[this.#names.indexOf(this.list[opened.length]?.key ?? "")];
    return typeof key === "string" ? key : null;
  }
}

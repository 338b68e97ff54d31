import { nearest } from "../protocol/near-names.ts";
import type { ChartTable } from "./chart-table.ts";
import type { JsonObject, Path } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";
import type { Scope } from "./scope.ts";
import { emptyScope, scopeOf } from "./scope.ts";
import type { Refuse } from "./spec-problem.ts";

/** The most rows a chart takes in, before its own aggregation. */
export const maxRows = 200_000;

/** The tables of one chart: finds what `data` in a spec means and gives each table a safe name. */
export class ChartData {
  /** By the name the rewritten spec uses. */
  readonly used = new Map<string, ChartTable>();
  readonly #main: ChartTable;
  readonly #named = new Map<string, ChartTable>();
  readonly #refuse: Refuse;

  constructor(main: ChartTable, others: readonly ChartTable[], refuse: Refuse) {
    this.#main = main;
    this.#refuse = refuse;
    for (const table of [...others, main])
      if (table.name !== undefined) this.#named.set(table.name, table);
  }

  /** Named rows written into the spec itself, under `datasets`. */
  addDatasets(datasets: unknown, path: Path): void {
    if (!isObject(datasets)) return;
    for (const [name, values] of Object.entries(datasets))
      this.#named.set(name, this.#inline(values, [...path, name]));
  }

  /** The scope of the chart's own table. */
  main(spec: JsonObject): Scope {
    spec["data"] = { name: this.#use(this.#main) };
    return scopeOf(this.#main);
  }

  /** The scope of `holder.data`, which is rewritten to a table's safe name. */
  take(holder: JsonObject, path: Path): Scope {
    const data = holder["data"];
    const at = [...path, "data"];
    if (data === null) return emptyScope;
    if (!isObject(data)) return this.#refuse(at, "data is an object with a name or values.");
    if ("sequence" in data) return this.#sequence(data, at);
    if ("values" in data) {
      const table = this.#inline(data["values"], [...at, "values"]);
      holder["data"] = { name: this.#use(table) };
      return scopeOf(table);
    }
    const name = data["name"];
    if (typeof name !== "string") return this.#refuse(at, "data needs a name or values.");
    const table = this.#named.get(name);
    if (!table) {
      const near = nearest(name, this.#named.keys());
      return this.#refuse(
        [...at, "name"],
        `There is no data named "${name}".`,
        near === undefined
          ? "Leave data out to draw the cell's own result."
          : `Did you mean "${near}"?`,
      );
    }
    holder["data"] = { name: this.#use(table) };
    return scopeOf(table);
  }

  #use(table: ChartTable): string {
    if (table.rows.length > maxRows) tooManyRows(table.rows.length, this.#refuse);
    for (const [name, used] of this.used) if (used === table) return name;
    const name = `table_${this.used.size}`;
    this.used.set(name, table);
    return name;
  }

  #inline(values: unknown, path: Path): ChartTable {
    if (!Array.isArray(values)) return this.#refuse(path, "values is a list of rows.");
    const rows: readonly unknown[] = values;
    const objects = rows.map((row) => (isObject(row) ? row : { data: row }));
    const names = [...new Set(objects.flatMap((row) => Object.keys(row)))];
    return {
      columns: names.map((name) => ({ name })),
      rows: objects.map((row) => names.map((name) => row[name] ?? null)),
    };
  }

  #sequence(data: JsonObject, path: Path): Scope {
    const sequence = isObject(data["sequence"]) ? data["sequence"] : {};
    const [start, stop, step] = [sequence["start"] ?? 0, sequence["stop"], sequence["step"] ?? 1];
    const count = (Number(stop) - Number(start)) / Number(step);
    if (!(count >= 0 && count <= maxRows))
      this.#refuse(path, "The sequence is endless or too long.");
    const name = typeof sequence["as"] === "string" ? sequence["as"] : "data";
    return { table: undefined, fields: new Map([[name, {}]]), open: false, raw: false };
  }
}

function tooManyRows(rows: number, refuse: Refuse): never {
  return refuse(
    ["data"],
    `${rows.toLocaleString("en")} rows are more than a chart takes in (${maxRows.toLocaleString("en")}).`,
    "Aggregate them in the SQL cell, for example GROUP BY date_trunc('month', date).",
  );
}

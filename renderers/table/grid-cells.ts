import type { OutputTable } from "../../kernel/protocol/output.ts";
import { isNumeric } from "../../kernel/protocol/value-text.ts";
import type { WriteCell } from "./cell-text.ts";
import { cellWriter, headerText } from "./cell-text.ts";
import { element } from "../element.ts";
import type { ResultRows } from "./result-rows.ts";
import type { Area, CellPlace } from "./selection.ts";
import { isWithin } from "./selection.ts";

/** What a cell's look depends on beside its value. */
export interface GridLayout {
  /** Places of the drawn columns in the result's rows. */
  readonly places: readonly number[];
  /** Left edges of the drawn columns, and the right edge of the last. */
  readonly edges: readonly number[];
  readonly active: CellPlace;
  /** The selected cells. */
  readonly area: Area | null;
}

let grids = 0;

/** The elements of one grid's header and rows. */
export class GridCells {
  readonly #id = `cn-table-${++grids}`;
  readonly #table: OutputTable;
  readonly #rows: ResultRows;
  readonly #write: WriteCell;

  constructor(table: OutputTable, rows: ResultRows) {
    this.#table = table;
    this.#rows = rows;
    this.#write = cellWriter(table);
  }

  id({ row, column }: CellPlace): string {
    return `${this.#id}-${row < 0 ? "head" : row}-${column}`;
  }

  placeOf({ id }: Element): CellPlace | null {
    const [, row, column] = /-(head|\d+)-(\d+)$/.exec(id) ?? [];
    if (row === undefined) return null;
    return { row: row === "head" ? -1 : Number(row), column: Number(column) };
  }

  header(column: number, layout: GridLayout): HTMLElement {
    const cell = this.#cell({ row: -1, column }, "columnheader", layout);
    const described = this.#table.columns[layout.places[column] ?? -1];
    if (!described) return cell;
    const { name, type, unit } = described;
    const { sort, filters } = this.#rows.view;
    const key = sort.findIndex((each) => each.column === name);
    const isDescending = sort[key]?.descending ?? false;
    const text = headerText(described);
    cell.setAttribute("aria-sort", key < 0 ? "none" : isDescending ? "descending" : "ascending");
    cell.title = text === name ? `${name} (${type})` : `${text}: ${name} (${type})`;
    if (isNumeric(described)) cell.classList.add("number");
    cell.append(element("span", { class: "label" }, text));
    const { currency } = this.#table;
    if (unit === "money" && currency !== null) cell.append(element("small", {}, currency));
    if (key >= 0) {
      const arrow = isDescending ? "▼" : "▲";
      const mark = sort.length > 1 ? `${arrow}${key + 1}` : arrow;
      cell.append(element("span", { class: "sorted", "aria-hidden": "true" }, mark));
    }
    if (filters.some((filter) => filter.column === name)) {
      cell.append(
        element("span", { class: "filtered", role: "img", "aria-label": "filtered" }, "∇"),
      );
    }
    if (this.#rows.isLive) {
      const title = `Sort, filter and summary of ${text}`;
      cell.append(element("span", { class: "menu", "aria-hidden": "true", title }, "⋮"));
    }
    return cell;
  }

  /** The rows together, below them. */
  totals(columns: readonly number[], layout: GridLayout): HTMLElement[] {
    const totals = this.#rows.level?.totals ?? [];
    return columns.map((column) => {
      const place = layout.places[column] ?? -1;
      const cell = this.#cell({ row: this.#rows.total, column }, "gridcell", layout);
      const described = this.#table.columns[place];
      const isNumber = described !== undefined && isNumeric(described);
      if (isNumber) cell.classList.add("number");
      const label = column === 0 && !isNumber ? "Total" : null;
      write(cell, label ?? this.#write(totals, place), !this.#rows.levels.isSummed(place));
      return cell;
    });
  }

  row(index: number, columns: readonly number[], layout: GridLayout): HTMLElement {
    const row = element("div", {
      class: index % 2 === 1 ? "row odd" : "row",
      role: "row",
      "aria-rowindex": index + 2,
    });
    const values = this.#rows.row(index);
    for (const column of columns) {
      const cell = this.#cell({ row: index, column }, "gridcell", layout);
      const place = layout.places[column] ?? -1;
      const described = this.#table.columns[place];
      if (described && isNumeric(described)) cell.classList.add("number");
      if (layout.area && isWithin(layout.area, { row: index, column })) {
        cell.setAttribute("aria-selected", "true");
      }
      const { levels, view, canOpen } = this.#rows;
      if (values)
        write(cell, this.#write(values, place), levels.areMade(view) && !levels.isSummed(place));
      else cell.classList.add("unread");
      if (values && column === 0 && canOpen) {
        cell.setAttribute("aria-expanded", "false");
        cell.prepend(element("span", { class: "open", "aria-hidden": "true" }, "▸"));
      }
      row.append(cell);
    }
    return row;
  }

  #cell(
    place: CellPlace,
    role: "gridcell" | "columnheader",
    { edges, active }: GridLayout,
  ): HTMLElement {
    const { row, column } = place;
    const left = edges[column] ?? 0;
    const cell = element("div", {
      class: row === active.row && column === active.column ? "cell active" : "cell",
      role,
      id: this.id(place),
      "aria-colindex": column + 1,
    });
    cell.style.left = `${left}px`;
    cell.style.width = `${(edges[column + 1] ?? left) - left}px`;
    return cell;
  }
}

/** A missing value is told apart by its look, from the text NULL as well. Where there can be none it is empty. */
function write(cell: HTMLElement, text: string | null, isEmpty: boolean): void {
  cell.textContent = text ?? (isEmpty ? "" : "NULL");
  if (text === null) {
    cell.classList.add("none");
    cell.setAttribute("aria-label", isEmpty ? "not summed up" : "no value");
  } else if (text.length > 12) cell.title = text.slice(0, 2_000);
}

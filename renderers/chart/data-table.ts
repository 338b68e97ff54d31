import { formatNumber } from "../../kernel/protocol/number-format.ts";
import type { OutputColumn, OutputTable, OutputValue } from "../../kernel/protocol/output.ts";
import { isNumberUnit } from "../../kernel/protocol/unit.ts";

/** The rows behind a chart, as far as they came along, in a region that scrolls. */
export function dataTable(table: OutputTable, title: string): HTMLElement {
  const region = document.createElement("div");
  region.className = "data";
  region.tabIndex = 0;
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", `Data of ${title}`);
  const element = document.createElement("table");
  element.createCaption().textContent = sizeOf(table);
  const head = element.createTHead().insertRow();
  for (const column of table.columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column.label;
    if (isRight(column)) cell.className = "right";
    head.append(cell);
  }
  const body = element.createTBody();
  for (const values of table.rows) {
    const row = body.insertRow();
    for (const [index, column] of table.columns.entries()) {
      const value = values[index] ?? null;
      const cell = row.insertCell();
      cell.textContent = textOf(value, column, table.currency);
      cell.className = `${isRight(column) ? "right" : ""}${value === null ? " none" : ""}`;
    }
  }
  region.append(element);
  return region;
}

function sizeOf({ rows, total }: OutputTable): string {
  const [shown, all] = [formatNumber(rows.length, "count"), formatNumber(total, "count")];
  return rows.length < total
    ? `The first ${shown} of ${all} rows that the chart takes in`
    : `${all} ${total === 1 ? "row" : "rows"}`;
}

function isRight({ unit, type }: OutputColumn): boolean {
  return isNumberUnit(unit) || (unit === null && /INT|DOUBLE|FLOAT|DECIMAL/.test(type));
}

function textOf(value: OutputValue, { unit }: OutputColumn, currency: string | null): string {
  if (value === null) return "no value";
  const isNumber = typeof value === "number" || typeof value === "string";
  return isNumber && isNumberUnit(unit)
    ? formatNumber(value, unit, currency ?? undefined)
    : String(value);
}

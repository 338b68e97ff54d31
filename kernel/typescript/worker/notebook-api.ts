/** What a cell imports from "campaign-notebook". */

import type { Table } from "apache-arrow";
import { tableFromIPC } from "apache-arrow";
import * as api from "../../api.ts";
import { compute } from "../../metrics/compute.ts";
import { ProblemError } from "../../protocol/problem.ts";
import type { NumberUnit, Unit } from "../../protocol/unit.ts";
import type { ParameterValue, Parameters } from "../../session/parameters.ts";
import { identifier } from "../../sql.ts";
import type * as cellModule from "../cell-module.ts";
import { addColumn } from "./add-column.ts";
import { Chart } from "./chart.ts";
import type { AnyDefinition, Column, ColumnDefinition } from "./columns.ts";
import { columnOf, isComputing } from "./columns.ts";
import type { Row, Stated } from "./rows-to-table.ts";
import { rowsToTable } from "./rows-to-table.ts";
import { tableToRows } from "./table-to-rows.ts";

export interface Connection {
  /** Runs a query of the notebook's and gives its rows as an Arrow stream. */
  query(sql: string, parameters: Parameters): Promise<Uint8Array>;
  /** Takes note of a column that the running cell defines. */
  define(column: Column): void;
  /** The notebook's parameters. */
  readonly parameters: () => Parameters;
}

export function notebookApi(connection: Connection): Readonly<Record<string, unknown>> {
  // Rejections come from elsewhere; what the reader looks for is where the cell asked.
  async function query(statement: string, parameters: Parameters): Promise<Table> {
    const { stack } = new Error("asked");
    try {
      const given = { ...connection.parameters(), ...parameters };
      return tableFromIPC(await connection.query(statement, given));
    } catch (error) {
      throw error instanceof Error && stack !== undefined ? Object.assign(error, { stack }) : error;
    }
  }

  /** A query's rows: sql`FROM ads WHERE cost > ${least}` or sql("FROM ads", { least: 3 }). */
  function sql(text: string | TemplateStringsArray, ...values: readonly unknown[]): Promise<Table> {
    if (isComputing)
      throw new ProblemError({
        code: "script_column",
        message: "A column cannot ask SQL: SQL waits for it",
        next: "Ask in the cell, before the column is defined.",
      });
    const [statement, given] =
      typeof text === "string" ? [text, named(values[0])] : bound(text, values);
    return query(statement, given);
  }

  /** A source or named result; or rows as a table, with the units that are stated. */
  function table(name: string): Promise<Table>;
  function table(rows: readonly Row[], stated?: Stated): Table;
  function table(from: string | readonly Row[], stated?: Stated): Table | Promise<Table> {
    return typeof from === "string" ? sql(`FROM ${identifier(from)}`) : rowsToTable(from, stated);
  }

  function defineColumn<
    const I extends Readonly<Record<string, Unit>>,
    const U extends NumberUnit | "text",
  >(definition: ColumnDefinition<I, U>): Column {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the types say is checked as values come
    const column = columnOf(definition as unknown as AnyDefinition);
    connection.define(column);
    return column;
  }

  return {
    ...api,
    ...compute,
    metrics: compute,
    sql,
    table,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- which kind of value a column gives follows from its Arrow type
    rows: tableToRows as typeof cellModule.rows,
    chart: (spec: object, data: Chart["data"] = null) => new Chart(spec, data),
    defineColumn,
    addColumn,
    get params() {
      return Object.fromEntries(
        Object.entries(connection.parameters()).map(([name, value]) => [name, plain(value)]),
      );
    },
  } satisfies typeof cellModule;
}

/** A template's values become parameters, never text of the statement. */
function bound(texts: TemplateStringsArray, values: readonly unknown[]): [string, Parameters] {
  const names = values.map((_, index) => `value_${index + 1}`);
  const statement = texts.map(
    (text, index) => (index === 0 ? "" : `$${names[index - 1] ?? ""}`) + text,
  );
  return [
    statement.join(""),
    Object.fromEntries(values.map((value, index) => [names[index] ?? "", parameter(value)])),
  ];
}

function named(values: unknown): Parameters {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, parameter(value)]),
  );
}

/** A parameter as code has it: a date is its ISO day. */
function plain(value: ParameterValue): string | number | bigint | boolean | null {
  return typeof value === "object" && value !== null ? value.date : value;
}

function parameter(value: unknown): ParameterValue {
  if (value instanceof Date) {
    const [day = "", time = ""] = value.toISOString().split("T");
    return time === "00:00:00.000Z" ? { date: day } : `${day} ${time.slice(0, -1)}`;
  }
  switch (typeof value) {
    case "number":
    case "bigint":
    case "string":
    case "boolean":
      return value;
    default:
      if (value === null || value === undefined) return null;
      throw new ProblemError({
        code: "script_value",
        message: `A ${typeof value} cannot be a value in SQL`,
        next: "Give a number, text, boolean, date or null.",
      });
  }
}

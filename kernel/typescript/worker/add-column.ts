import type { Data } from "apache-arrow";
import { Field, Float64, makeData, RecordBatch, Schema, Struct, Table, Utf8 } from "apache-arrow";
import { ProblemError } from "../../protocol/problem.ts";
import { isNumberUnit } from "../../protocol/unit.ts";
import type { ColumnRows } from "../messages.ts";
import type { Column } from "./columns.ts";
import { computeRows } from "./columns.ts";
import { bitmapOf, textsOf } from "./arrow-data.ts";
import { readerOf } from "./table-to-rows.ts";

/**
 * A table with a column computed over its rows, once; its inputs are the table's columns of their
 * names. Nothing waits for it but the cell, so it may take its time.
 *
 * @throws ProblemError `script_column` where the table lacks an input, or a row fails
 */
export function addColumn(table: Table, column: Column): Table {
  const at = column.signature.inputs.map(([name]) => {
    const index = table.schema.fields.findIndex((field) => field.name === name);
    if (index >= 0) return index;
    throw new ProblemError({
      code: "script_column",
      message: `The table has no “${name}”, which the column “${column.signature.id}” is computed from`,
      next: `It has ${table.schema.fields.map(({ name: known }) => known).join(", ")}.`,
    });
  });
  const type = column.signature.unit === "text" ? new Utf8() : new Float64();
  const metadata = new Map([
    ["unit", column.signature.unit],
    ["label", column.signature.label],
  ]);
  const others = table.schema.fields.filter(({ name }) => name !== column.signature.id);
  const kept = others.map(({ name }) => table.schema.fields.findIndex((f) => f.name === name));
  const fields = [...others, new Field(column.signature.id, type, true, metadata)];
  const schema = new Schema(fields, table.schema.metadata);
  const batches = table.batches.map(({ data, numRows }) => {
    const rows = rowsOf(
      column,
      at.map((index) => data.children[index]),
      numRows,
    );
    const children = kept.flatMap((index) => data.children[index] ?? []);
    const struct = makeData({
      type: new Struct(fields),
      length: numRows,
      nullCount: 0,
      children: [...children, valuesData(column, rows)],
    });
    return new RecordBatch(schema, struct);
  });
  return new Table(schema, batches);
}

function rowsOf(
  column: Column,
  children: readonly (Data | undefined)[],
  count: number,
): ColumnRows {
  let missing: Uint8Array | null = null;
  const inputs = children.map((child, index) => {
    const isNumber = isNumberUnit(column.signature.inputs[index]?.[1] ?? null);
    const read = child ? readerOf(child) : () => null;
    const numbers = new Float64Array(isNumber ? count : 0);
    const texts: (string | null)[] = [];
    for (let row = 0; row < count; row++) {
      const value = read(row);
      if (value === null) {
        missing ??= new Uint8Array(count);
        missing[row] = 1;
      }
      if (isNumber) numbers[row] = value === null ? NaN : Number(value);
      else texts.push(typeof value === "object" ? null : String(value));
    }
    return isNumber ? numbers : texts;
  });
  return { count, inputs, missing };
}

function valuesData(column: Column, rows: ColumnRows): Data {
  const { values, missing } = computeRows(column, rows);
  if (!(values instanceof Float64Array))
    return textsOf(values.map((value, row) => (missing?.[row] === 1 ? null : value)));
  const valid = bitmapOf(rows.count, (row) => missing?.[row] !== 1);
  return makeData({ type: new Float64(), length: rows.count, data: values, ...valid });
}

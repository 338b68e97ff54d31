import type { Vector } from "@duckdb/node-bindings";
import duckdb from "@duckdb/node-bindings";
import type { DuckDBType } from "@duckdb/node-api";
import { DuckDBTypeId, DuckDBVector } from "@duckdb/node-api";
import type { Data, DataType } from "apache-arrow";
import * as arrow from "apache-arrow";
import { exact } from "../session/values.ts";
import { copied, isValid, makeData, packed, validityOf, widened } from "./fixed-width.ts";
import { refuseBeyond38Digits, refuseInfiniteDays, refuseInfiniteTimes } from "./refusals.ts";
import { encodeTexts, varchar } from "./varchar.ts";

/** How a type of the engine becomes Arrow: the type, and how a vector's first `count` rows are read. */
export interface ArrowColumn {
  readonly type: DataType;
  read(vector: Vector, count: number): Data;
}

export interface ColumnContext {
  /** For messages. */
  readonly name: string;
  /** Ids of dictionaries count from 0 in each stream, so that equal results have equal bytes. */
  readonly nextDictionary: () => number;
}

/**
 * Integers, FLOAT, DOUBLE, DECIMAL, BOOLEAN, ENUM, dates, times and nested values keep their kind;
 * HUGEINT is DECIMAL(38, 0); what Arrow has no type for is the engine's own text.
 */
export function arrowColumn(type: DuckDBType, context: ColumnContext): ArrowColumn {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return packed(new arrow.Bool());
    case DuckDBTypeId.TINYINT:
      return copied(new arrow.Int8(), Int8Array);
    case DuckDBTypeId.SMALLINT:
      return copied(new arrow.Int16(), Int16Array);
    case DuckDBTypeId.INTEGER:
      return copied(new arrow.Int32(), Int32Array);
    case DuckDBTypeId.BIGINT:
      return copied(new arrow.Int64(), BigInt64Array);
    case DuckDBTypeId.UTINYINT:
      return copied(new arrow.Uint8(), Uint8Array);
    case DuckDBTypeId.USMALLINT:
      return copied(new arrow.Uint16(), Uint16Array);
    case DuckDBTypeId.UINTEGER:
      return copied(new arrow.Uint32(), Uint32Array);
    case DuckDBTypeId.UBIGINT:
      return copied(new arrow.Uint64(), BigUint64Array);
    case DuckDBTypeId.HUGEINT:
      return copied(new arrow.Decimal(0, 38), Uint32Array, 4, refuseBeyond38Digits(context.name));
    case DuckDBTypeId.FLOAT:
      return copied(new arrow.Float32(), Float32Array);
    case DuckDBTypeId.DOUBLE:
      return copied(new arrow.Float64(), Float64Array);
    case DuckDBTypeId.DECIMAL: {
      const wide = new arrow.Decimal(type.scale, type.width);
      // The engine's own widths: 16, 32, 64 and 128 bits.
      if (type.width <= 4) return widened(wide, 0.5);
      if (type.width <= 9) return widened(wide, 1);
      return type.width <= 18 ? widened(wide, 2) : copied(wide, Uint32Array, 4);
    }
    case DuckDBTypeId.VARCHAR:
      return varchar;
    case DuckDBTypeId.ENUM:
      return enumeration(type.values, type.internalTypeId, context);
    case DuckDBTypeId.DATE:
      return copied(new arrow.DateDay(), Int32Array, 1, refuseInfiniteDays(context.name));
    case DuckDBTypeId.TIME:
      return copied(new arrow.TimeMicrosecond(), BigInt64Array);
    case DuckDBTypeId.TIMESTAMP:
      return timestamp(arrow.TimeUnit.MICROSECOND, null, context);
    case DuckDBTypeId.TIMESTAMP_TZ:
      return timestamp(arrow.TimeUnit.MICROSECOND, "UTC", context);
    case DuckDBTypeId.TIMESTAMP_S:
      return timestamp(arrow.TimeUnit.SECOND, null, context);
    case DuckDBTypeId.TIMESTAMP_MS:
      return timestamp(arrow.TimeUnit.MILLISECOND, null, context);
    case DuckDBTypeId.TIMESTAMP_NS:
      return timestamp(arrow.TimeUnit.NANOSECOND, null, context);
    case DuckDBTypeId.LIST:
      return list(type.valueType, context);
    case DuckDBTypeId.STRUCT:
      return struct(type.entryNames, type.entryTypes, context);
    default:
      return text(type);
  }
}

function timestamp(
  unit: arrow.TimeUnit,
  timezone: string | null,
  context: ColumnContext,
): ArrowColumn {
  return copied(
    new arrow.Timestamp(unit, timezone),
    BigInt64Array,
    1,
    refuseInfiniteTimes(context.name),
  );
}

function enumeration(
  values: readonly string[],
  codes: DuckDBTypeId,
  { nextDictionary }: ColumnContext,
): ArrowColumn {
  const dictionary = new arrow.Vector([encodeTexts(values)]);
  const [indices, Codes] =
    codes === DuckDBTypeId.UTINYINT
      ? [new arrow.Uint8(), Uint8Array]
      : codes === DuckDBTypeId.USMALLINT
        ? [new arrow.Uint16(), Uint16Array]
        : [new arrow.Uint32(), Uint32Array];
  const type = new arrow.Dictionary(new arrow.Utf8(), indices, nextDictionary());
  const column = copied(type, Codes);
  return {
    type,
    read(vector, count) {
      const data = column.read(vector, count);
      data.dictionary = dictionary;
      return data;
    },
  };
}

function list(valueType: DuckDBType, context: ColumnContext): ArrowColumn {
  const item = arrowColumn(valueType, context);
  const type = new arrow.List(new arrow.Field("item", item.type, true));
  return {
    type,
    read(vector, count) {
      const validity = validityOf(vector, count);
      const bytes = duckdb.vector_get_data(vector, count * 16);
      const entries = new Uint32Array(bytes.buffer, bytes.byteOffset, count * 4);
      const offsets = new Int32Array(count + 1);
      let end = 0;
      for (let row = 0; row < count; row++) {
        const [start, length] = [entries[row * 4], entries[row * 4 + 2] ?? 0];
        if (length > 0 && isValid(validity, row)) {
          // Every streamed result seen so far has its items in the order of its rows, without gaps.
          if (start !== end) throw new Error("A list vector is not in the order of its rows.");
          end += length;
        }
        offsets[row + 1] = end;
      }
      const items = item.read(duckdb.list_vector_get_child(vector), end);
      return makeData(type, count, { validity, offsets, children: [items] });
    },
  };
}

function struct(
  names: readonly string[],
  types: readonly DuckDBType[],
  context: ColumnContext,
): ArrowColumn {
  const columns = types.map((type) => arrowColumn(type, context));
  const fields = columns.map(
    (column, index) => new arrow.Field(names[index] ?? "", column.type, true),
  );
  const type = new arrow.Struct(fields);
  return {
    type,
    read: (vector, count) =>
      makeData(type, count, {
        validity: validityOf(vector, count),
        children: columns.map((column, index) =>
          column.read(duckdb.struct_vector_get_child(vector, index), count),
        ),
      }),
  };
}

function text(engineType: DuckDBType): ArrowColumn {
  return {
    type: varchar.type,
    read(vector, count) {
      const values = DuckDBVector.create(vector, count, engineType).toArray();
      return encodeTexts(
        values.map((value) => {
          const plain = exact(value);
          if (plain === null) return null;
          return typeof plain === "object" ? JSON.stringify(plain) : String(plain);
        }),
      );
    },
  };
}

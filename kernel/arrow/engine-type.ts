import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  FLOAT,
  HUGEINT,
  INTEGER,
  SMALLINT,
  TIME,
  TIMESTAMP,
  TIMESTAMP_MS,
  TIMESTAMP_NS,
  TIMESTAMP_S,
  TIMESTAMPTZ,
  TINYINT,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from "@duckdb/node-api";
import type { DuckDBType } from "@duckdb/node-api";
import { DataType, DateUnit, Precision, TimeUnit, Type } from "apache-arrow";
import { ProblemError } from "../protocol/problem.ts";

const signed: Readonly<Record<number, DuckDBType>> = {
  8: TINYINT,
  16: SMALLINT,
  32: INTEGER,
  64: BIGINT,
};
const unsigned: Readonly<Record<number, DuckDBType>> = {
  8: UTINYINT,
  16: USMALLINT,
  32: UINTEGER,
  64: UBIGINT,
};
const timestamps: Readonly<Record<TimeUnit, DuckDBType>> = {
  [TimeUnit.SECOND]: TIMESTAMP_S,
  [TimeUnit.MILLISECOND]: TIMESTAMP_MS,
  [TimeUnit.MICROSECOND]: TIMESTAMP,
  [TimeUnit.NANOSECOND]: TIMESTAMP_NS,
};

/**
 * The engine's type of an Arrow column, the one that gives the same Arrow type back.
 *
 * @throws ProblemError `script_value` for a type that a table here cannot have, such as a list
 */
export function engineType(column: string, type: DataType): DuckDBType {
  const found = typeOf(type);
  if (found) return found;
  throw new ProblemError({
    code: "script_value",
    message: `A column of the Arrow type ${Type[type.typeId]} cannot be kept as a table`,
    place: { column },
    next: "Turn its values into numbers, texts, booleans or dates.",
  });
}

function typeOf(type: DataType): DuckDBType | undefined {
  if (DataType.isInt(type)) return (type.isSigned ? signed : unsigned)[type.bitWidth];
  if (DataType.isFloat(type)) {
    if (type.precision === Precision.DOUBLE) return DOUBLE;
    return type.precision === Precision.SINGLE ? FLOAT : undefined;
  }
  if (DataType.isUtf8(type)) return VARCHAR;
  if (DataType.isDictionary(type)) return DataType.isUtf8(type.dictionary) ? VARCHAR : undefined;
  if (DataType.isBool(type)) return BOOLEAN;
  if (DataType.isDecimal(type))
    return type.precision === 38 && type.scale === 0
      ? HUGEINT
      : DECIMAL(type.precision, type.scale);
  if (DataType.isDate(type)) return type.unit === DateUnit.DAY ? DATE : undefined;
  if (DataType.isTime(type)) return type.unit === TimeUnit.MICROSECOND ? TIME : undefined;
  if (!DataType.isTimestamp(type)) return undefined;
  if (!type.timezone) return timestamps[type.unit];
  return type.unit === TimeUnit.MICROSECOND && type.timezone === "UTC" ? TIMESTAMPTZ : undefined;
}

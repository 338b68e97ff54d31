import { literal } from "../../sql.ts";

export interface ParquetColumn {
  readonly name: string;
  /** SQL of its value. */
  readonly value: string;
  /** As the engine calls it. */
  readonly type: string;
  /** Of its moments, where the file says so. */
  readonly zone?: string | undefined;
}

/**
 * SQL over all rows, true or false, on which {@link asText} depends: whether fractions are all whole, as
 * counts and ids are that were widened to hold NaN, and whether moments are all the beginnings of days.
 */
export function condition({ value, type, zone }: ParquetColumn): string {
  if (isFraction(type))
    return `coalesce(bool_and(${value} = trunc(${value}) AND abs(${value}) < 9007199254740992)
      FILTER (NOT isnan(${value})), false)`;
  if (isMoment(type) && zone === undefined)
    return `bool_and(${inUtc(value)} = date_trunc('day', ${inUtc(value)}))`;
  return "false";
}

/**
 * SQL that writes a value as text that can be read in one way only.
 *
 * @param holds what {@link condition} gave
 */
export function asText({ value, type, zone }: ParquetColumn, holds: boolean): string {
  const text = `${value}::VARCHAR`;
  // Old writers store texts as bytes without saying that they are texts.
  if (type === "BLOB") return `coalesce(TRY(decode(${value})), ${text})`;
  if (isMoment(type)) {
    if (zone !== undefined) return `${inZone(value, zone)}::VARCHAR`;
    return `${inUtc(value)}::VARCHAR${holds ? "" : " || '+00'"}`;
  }
  if (type.startsWith("DECIMAL")) return unambiguous(text);
  if (!isFraction(type)) return text;
  const number = holds
    ? `${value}::BIGINT::VARCHAR`
    : `CASE WHEN contains(${text}, 'e-') THEN rtrim(format('{:.20f}', ${value}::DOUBLE), '0') ELSE ${unambiguous(text)} END`;
  // NaN is how data frames say that there is no value.
  return `CASE WHEN NOT isnan(${value}) THEN ${number} END`;
}

export function isMoment(type: string): boolean {
  return type === "TIMESTAMP WITH TIME ZONE";
}

function isFraction(type: string): boolean {
  return type === "DOUBLE" || type === "FLOAT";
}

/** "1.234" could be grouped, and an exponent is for very large or small numbers only. */
function unambiguous(text: string): string {
  return `CASE WHEN regexp_full_match(${text}, '-?[0-9]{1,3}[.][0-9]{3}') THEN ${text} || '0' ELSE ${text} END`;
}

function inUtc(value: string): string {
  return `(${value} AT TIME ZONE 'UTC')`;
}

/** @param zone a name, or an offset like "+02:00" */
function inZone(value: string, zone: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return sign === undefined
    ? `(${value} AT TIME ZONE ${literal(zone)})`
    : `(${inUtc(value)} ${sign} INTERVAL '${hours} hours ${minutes} minutes')`;
}

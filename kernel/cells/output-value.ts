import type { OutputValue } from "../protocol/output.ts";
import type { Value } from "../session/values.ts";

/** A value of the engine as outputs carry it: whole numbers beyond 2^53 as exact text, nested values as JSON. */
export function outputValue(value: Value): OutputValue {
  if (typeof value === "bigint")
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(value)
      : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return value;
}

import { outputValue } from "../cells/output-value.ts";
import type { OutputValue } from "../protocol/output.ts";
import type { Value } from "../session/values.ts";
import type { ColumnKind } from "../protocol/column-kind.ts";

/**
 * Two aggregates over `v` from which `medianOf` makes the median: the middle values counted from either
 * end, because the engine's own median calculates in binary fractions.
 */
export function medianSql(kind: ColumnKind): string {
  switch (kind) {
    case "whole":
    case "decimal":
      return `CAST(quantile_disc(v, 0.5) AS VARCHAR),
        CAST(percentile_disc(0.5) WITHIN GROUP (ORDER BY v DESC) AS VARCHAR)`;
    case "double":
      return "median(v), NULL";
    case "date":
    case "time":
      return "quantile_disc(v, 0.5), NULL";
    case "text":
    case "other":
      return "NULL, NULL";
  }
}

export function medianOf(lower: Value, upper: Value): OutputValue {
  if (typeof lower !== "string" || typeof upper !== "string") return outputValue(lower);
  return lower === upper ? lower : halfway(lower, upper);
}

/** The number between two decimal texts of the same scale, exactly: at most one digit more. */
function halfway(a: string, b: string): string {
  const scale = (a.split(".")[1] ?? "").length;
  const tenths = (units(a) + units(b)) * 5n;
  const sign = tenths < 0n ? "-" : "";
  const digits = String(tenths < 0n ? -tenths : tenths).padStart(scale + 2, "0");
  const whole = digits.slice(0, -scale - 1);
  const fraction = digits.slice(-scale - 1).replace(/0$/, "");
  return sign + whole + (fraction === "" ? "" : `.${fraction}`);
}

function units(decimal: string): bigint {
  return BigInt(decimal.replace(".", ""));
}

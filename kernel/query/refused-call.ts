import type { Call } from "./syntax-tree.ts";

export const arithmeticOnly = "A formula is + - * / over columns and numbers, and metrics of them.";

const aggregates =
  /^(?:f?sum|avg|mean|min|max|count.*|median|mode|quantile.*|any_value|first|last|mad|stddev.*|var_.*|arg_.*|list|string_agg)$/;

/** Why a formula cannot make this call: continues "The formula …", and what to do instead. */
export function refusedCall(call: Call): { readonly what: string; readonly next: string } {
  const { name } = call;
  if (call.over || call.modified || aggregates.test(name)) {
    return {
      what: `looks at many rows with ${name}()`,
      next: "Write it over columns; use it over sums in the query.",
    };
  }
  if (name === "nullif") {
    return {
      what: "uses nullif() where nothing is divided by it",
      next: "Leave it out: a division by zero gives NULL anyway.",
    };
  }
  const what = /^\w+$/.test(name)
    ? `calls ${name}(), which is no metric`
    : `uses the operator ${name}`;
  return { what, next: arithmeticOnly };
}

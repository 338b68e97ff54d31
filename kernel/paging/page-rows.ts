import type { OutputValue } from "../protocol/output.ts";
import { outputValue } from "../cells/output-value.ts";
import type { Value } from "../session/values.ts";

const mostCharacters = 100_000;
const longestValue = 20_000;

/** Rows as they cross the border: as many from the first on as stay below 100 KB, at least one. */
export function pageRows(rows: readonly (readonly Value[])[]): OutputValue[][] {
  return fitting(rows.map((row) => row.map(outputValue)));
}

/** A text that is longer than any cell is wide is cut, and says so. */
export function fitting(rows: readonly (readonly OutputValue[])[]): OutputValue[][] {
  const page: OutputValue[][] = [];
  let characters = 0;
  for (const row of rows) {
    const values = row.map(shortened);
    characters += values.reduce<number>((sum, value) => sum + String(value).length + 3, 0);
    if (characters > mostCharacters && page.length > 0) break;
    page.push(values);
  }
  return page;
}

function shortened(value: OutputValue): OutputValue {
  if (typeof value !== "string" || value.length <= longestValue) return value;
  const left = value.length - longestValue;
  return `${value.slice(0, longestValue)}… (${left.toLocaleString("en")} more characters)`;
}

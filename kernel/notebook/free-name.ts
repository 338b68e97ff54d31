import { attributeOf } from "./attributes.ts";
import type { Cell } from "./cell.ts";
import { readFrontMatter } from "./front-matter.ts";

/** The name, with a number where the notebook's sources, results or columns have it already. */
export function freeName(wanted: string, cells: readonly Cell[]): string {
  const taken = takenNames(cells);
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** What a notebook calls its sources, results and columns, in small letters. */
export function takenNames(cells: readonly Cell[]): ReadonlySet<string> {
  const setup = cells.find(({ kind }) => kind === "setup");
  const { settings } = readFrontMatter(setup?.text ?? "");
  const results = cells.flatMap(({ kind, attributes }) => {
    const name = kind === "code" ? attributeOf(attributes, "name") : undefined;
    return typeof name === "string" ? [name] : [];
  });
  const declared = [...(settings?.sources ?? []), ...(settings?.columns ?? [])];
  return new Set(
    [...declared.map(({ name }) => name), ...results].map((name) => name.toLowerCase()),
  );
}

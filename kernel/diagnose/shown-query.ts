import type { Relation } from "./relation.ts";
import type { Rule } from "./rule.ts";

/** What a rule found, as one query over the source that a cell can hold. */
export function shownQuery(
  { id, name, evidence, test }: Rule,
  judged: string,
  relations: readonly Relation[],
): string {
  const figures = evidence.flatMap(({ column, base, interval }) => [
    column,
    ...(interval ?? []),
    ...(base === undefined ? [] : [base]),
  ]);
  const columns = ["thing_id", "thing_name", "within", "stake", ...figures];
  return `-- ${id}: ${name}
WITH ${[...relations, { name: "judged", sql: `\n${judged}` }].map((each) => `${each.name} AS (${each.sql}\n)`).join(",\n")}
SELECT ${[...new Set(columns)].join(", ")}${test === null ? "" : ", q"}
FROM judged WHERE found
ORDER BY stake DESC NULLS LAST, thing_id`;
}

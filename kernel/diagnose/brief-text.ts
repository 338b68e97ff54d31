import type { Thing } from "../protocol/findings.ts";
import type { Brief } from "./rule.ts";

/**
 * A creative brief in Markdown, with the variants to test next: one factor differs from what runs now,
 * the others stay. Its last columns are empty; kept in the notebook, the table is the log of what was tried.
 *
 * @param write  fills in the names that the brief leaves open
 */
export function briefText(
  { keep, change, factors }: Brief,
  { name, within }: Thing,
  why: string,
  write: (text: string) => string,
): string {
  const rows = factors.flatMap(({ variants }, changed) =>
    variants.map((variant) => factors.map((_, at) => (at === changed ? write(variant) : "as now"))),
  );
  const header = [
    "Variant",
    ...factors.map((factor) => factor.name),
    "Runs from",
    "CTR",
    "CVR",
    "Kept?",
  ];
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(" | ")} |`;
  return `### Creative brief: ${escaped(name)}

${within === null ? "" : `Ad group or campaign: ${escaped(within)}\n\n`}Why: ${escaped(why)}

**Keep**: ${escaped(write(keep))}

**Change**

${change.map((item) => `- ${escaped(write(item))}`).join("\n")}

**Test next**, one factor at a time, each for at least seven days:

${line(header)}
|${header.map(() => "---").join("|")}|
${[
  ["now", ...factors.map(() => "as now")],
  ...rows.map((row, index) => [String(index + 1), ...row]),
]
  .map((cells) => line([...cells, "", "", "", ""]))
  .join("\n")}
`;
}

/** No name in an export can start markup or another cell of the table. */
function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|~]/g, "\\$&");
}

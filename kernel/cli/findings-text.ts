import type { Finding, FindingsOutput } from "../protocol/findings.ts";
import { describeProblem, visible } from "../protocol/problem.ts";
import { valueText } from "../protocol/value-text.ts";
import { byThing, checkedText, severityNames, summaryText } from "../report/findings.ts";
import { plural } from "../report/load-facts.ts";

/** Findings for the terminal, by the thing that they are about. */
export function findingsText(output: FindingsOutput): string {
  const { findings, more, undecided, failed = [], checked, unchecked } = output;
  const lines = [
    summaryText(output),
    ...failed.map(describeProblem),
    ...byThing(findings).flatMap(thingLines),
    ...(more > 0 ? ["", `${plural(more, "more finding")} of the same rules.`] : []),
    ...section(
      "Not enough evidence",
      undecided.map(({ rule, thing, sentence }) => `${rule} ${thing.name}: ${sentence}`),
    ),
    ...section(
      "Checked",
      checked.map((rule) => `${rule.rule} ${rule.title}: ${checkedText(rule)}`),
    ),
    ...section(
      "Not checked",
      unchecked.map(({ rule, title, needs }) => `${rule} ${title}: needs ${needs}`),
    ),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}

function thingLines(group: readonly (readonly [number, Finding])[]): string[] {
  const thing = group[0]?.[1].thing;
  if (!thing) return [];
  const within = thing.within === null ? "" : ` (${thing.within})`;
  return ["", `${thing.name}${within}`, ...group.flatMap(([, finding]) => findingLines(finding))];
}

function findingLines(finding: Finding): string[] {
  const { severity, rule, title, sentence, action, certainty, stake, currency } = finding;
  const money = stake === null ? "" : `, ${valueText(stake, "money", currency)} at stake`;
  return [
    `  ${severityNames[severity].toUpperCase()} ${rule} ${title}${money}`,
    `    ${sentence}`,
    `    ${certainty}`,
    `    What to do: ${action}`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

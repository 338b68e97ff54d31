import type {
  CheckedRule,
  Evidence,
  Finding,
  FindingsOutput,
  Severity,
  Thing,
} from "../protocol/findings.ts";
import { describeProblem } from "../protocol/problem.ts";
import { valueText } from "../protocol/value-text.ts";
import { plural } from "./load-facts.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";

/** Findings by the thing they are about, the most pressing first, and what was and was not looked at. */
export function findingsSection(output: FindingsOutput): Markup {
  const { findings, more, undecided, failed = [], checked, unchecked } = output;
  const things = byThing(findings);
  return markup`<div class="findings" lang="en">
<p class="summary">${summaryText(output)}</p>
${failed.map(
  (problem) => markup`<p class="note">${describeProblem(problem)}</p>
`,
)}${things.map((group) => drawThing(group))}${more > 0 ? markup`<p class="note">${plural(more, "more finding")} of the same rules.</p>` : null}${
    undecided.length === 0
      ? null
      : markup`<div role="group" aria-label="Not enough evidence"><p class="part">Not enough evidence</p>
<ul>${undecided.map(({ rule, title, thing, sentence }) => markup`<li><b>${title}</b> (${rule}): ${nameOf(thing)}. ${sentence}</li>`)}</ul></div>
`
  }${checked.length + unchecked.length === 0 ? null : scope(output)}</div>
`;
}

/** "3 findings of high severity, 2 low." */
export function summaryText({
  source,
  findings,
  more,
  checked,
  unchecked,
}: FindingsOutput): string {
  if (findings.length === 0) {
    const names = checked
      .filter(({ judged }) => judged > 0)
      .map(({ title }) => title.toLowerCase());
    const looked = names.length === 0 ? "no rule had enough data" : names.join("; ");
    return `Nothing was found. Checked: ${looked}.${unchecked.length === 0 ? "" : ` Not checked: ${plural(unchecked.length, "rule")}, listed below with what they need.`}`;
  }
  const counts = (["high", "medium", "low"] as const)
    .map((severity) => ({
      severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const order =
    source === null ? "" : " The most pressing first, by severity and by the money at stake.";
  return `${plural(findings.length + more, "finding")}: ${counts.join(", ")}.${order}`;
}

/** Where the thing's first finding stands, it stands. */
export function byThing(findings: readonly Finding[]): readonly (readonly [number, Finding][])[] {
  const groups = new Map<string, [number, Finding][]>();
  for (const [index, finding] of findings.entries()) {
    const key = `${finding.thing.kind} ${finding.thing.id}`;
    groups.set(key, [...(groups.get(key) ?? []), [index, finding]]);
  }
  return [...groups.values()];
}

const kinds = {
  source: "Source",
  campaign: "Campaign",
  adgroup: "Ad group",
  ad: "Ad",
  creator: "Creator",
} as const;
/** A sign of its own for each, so that colour is never the only one. */
const signs: Readonly<Record<Severity, string>> = { high: "▲", medium: "◆", low: "●" };
export const severityNames: Readonly<Record<Severity, string>> = {
  high: "High",
  medium: "Medium",
  low: "Low",
};

function nameOf({ name }: Thing): Markup {
  return markup`<bdi>${name}</bdi>`;
}

function drawThing(group: readonly (readonly [number, Finding])[]): Markup | null {
  const thing = group[0]?.[1].thing;
  if (!thing) return null;
  const within = thing.within === null ? null : markup` in <bdi>${thing.within}</bdi>`;
  return markup`<div class="thing" role="group" aria-label="${kinds[thing.kind]} ${thing.name}">
<p class="about"><b>${nameOf(thing)}</b> <span class="note">${kinds[thing.kind]}${within}</span></p>
${group.map(([index, finding]) => drawFinding(finding, index))}</div>
`;
}

function drawFinding(finding: Finding, index: number): Markup {
  const { rule, title, severity, sentence, action, brief } = finding;
  return markup`<article class="finding ${severity}" data-finding="${index}">
<p class="title"><span class="sign" aria-hidden="true">${signs[severity]}</span> <span class="severity">${severityNames[severity]}</span> <b>${title}</b> <span class="note">${rule}</span>${stakeOf(finding)}</p>
${
  sentence === ""
    ? null
    : markup`<p>${sentence}</p>
`
}${
    action === ""
      ? null
      : markup`<p><b>What to do:</b> ${action}</p>
`
  }<details class="data"><summary>Evidence</summary>${evidence(finding)}</details>${
    brief === null
      ? null
      : markup`
<details class="data"><summary>Creative brief and next tests</summary><pre tabindex="0">${brief}</pre></details>`
  }
</article>
`;
}

function stakeOf({ stake, currency }: Finding): Markup | null {
  if (stake === null) return null;
  return markup` <span class="stake">${valueText(stake, "money", currency)} at stake</span>`;
}

function evidence({ evidence: rows, base, certainty, stakeNote, currency }: Finding): Markup {
  return markup`
<div class="scroll" role="group" tabindex="0" aria-label="Evidence"><table><thead><tr><th scope="col">Figure</th><th scope="col" class="n">Value</th><th scope="col" class="n">Compared with</th></tr></thead>
<tbody>${rows.map((row) => evidenceRow(row, currency))}</tbody></table></div>
<p class="note">${base === "" ? null : `Compared with ${base}. `}${certainty}${stakeNote === null ? null : ` At stake is ${stakeNote}.`}</p>`;
}

function evidenceRow({ label, unit, value, base, low, high }: Evidence, currency: string | null) {
  const text = (each: Evidence["value"]): string =>
    each === null ? "–" : valueText(each, unit, currency);
  const range = low === null || high === null ? "" : ` (${text(low)} to ${text(high)})`;
  return markup`<tr><th scope="row">${label}</th><td class="n">${text(value)}${range}</td><td class="n">${text(base)}</td></tr>`;
}

function scope({ checked, unchecked, settings, method }: FindingsOutput): Markup {
  return markup`<details class="data scope"><summary>What was checked: ${plural(checked.length, "rule")}; not checked: ${unchecked.length}</summary>
<ul>${checked.map((rule) => markup`<li><b>${rule.title}</b> (${rule.rule}): ${checkedText(rule)}</li>`)}</ul>
${
  unchecked.length === 0
    ? null
    : markup`<p class="part">Not checked</p>
<ul>${unchecked.map(({ rule, title, needs }) => markup`<li><b>${title}</b> (${rule}) needs ${needs}.</li>`)}</ul>
`
}<p class="part">Thresholds</p>
<ul>${settings.map(({ name, label, value, origin }) => markup`<li><code>${name}</code> ${value}: ${label} (${origin})</li>`)}</ul>
<p class="note">${method}</p></details>
`;
}

export function checkedText({ things, judged, found, undecided }: CheckedRule): string {
  const open = undecided === 0 ? "" : `, ${undecided} without enough evidence`;
  return `${judged} of ${things} judged, ${found} found${open}`;
}

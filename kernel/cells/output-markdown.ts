import type { LoadReport, Notice } from "../protocol/load-report.ts";
import type { Finding, FindingsOutput } from "../protocol/findings.ts";
import { drawnTable, viewNote } from "../protocol/drawn-table.ts";
import { formatNumber } from "../protocol/number-format.ts";
import type { CellOutput, KpiTile, OutputTable, OutputValue } from "../protocol/output.ts";
import { describeProblem, visible } from "../protocol/problem.ts";
import type { Unit } from "../protocol/unit.ts";
import { checkedText, severityNames, summaryText } from "../report/findings.ts";
import { loadFacts } from "../report/load-facts.ts";
import { isNumeric, valueText } from "../protocol/value-text.ts";

const shownRows = 50;
const missing = "–";

/** An output as Markdown, for where nothing draws it. Text from exports is escaped; an error is plain. */
export function outputMarkdown(output: CellOutput): string {
  switch (output.kind) {
    case "table": {
      const note = viewNote(output);
      return tableMarkdown(drawnTable(output)) + (note === null ? "" : `\n\n${escaped(note)}`);
    }
    case "kpi":
      return kpiMarkdown(output.tiles, output.currency);
    case "chart":
      return [`**${escaped(output.title)}**`, output.description, ...output.notes]
        .map((text, index) => (index === 0 ? text : escaped(text)))
        .join("\n\n");
    case "findings":
      return findingsMarkdown(output);
    case "load":
      return [
        ...(output.notices.length > 0 ? [noticesMarkdown(output.notices)] : []),
        ...output.reports.map(loadMarkdown),
        ...output.parameters.map(({ label, value }) => `${escaped(label)}: ${escaped(value)}`),
      ].join("\n\n");
    case "text":
      return visible(output.text);
    case "error":
      return describeProblem(output.problem);
  }
}

function tableMarkdown({ columns, rows, totals, total, currency }: OutputTable): string {
  const shown = rows.slice(0, shownRows);
  const cells = (row: readonly OutputValue[]) =>
    row.map((value, at) => shownValue(value, columns[at]?.unit ?? null, currency));
  const count = `${formatNumber(total, "count")} ${total === 1 ? "row" : "rows"}`;
  const lines = [
    line(columns.map(({ label }) => label)),
    `|${columns.map((column) => (isNumeric(column) ? "--:" : ":--")).join("|")}|`,
    ...shown.map((row) => line(cells(row))),
    ...(totals ? [line(cells(totals))] : []),
  ];
  const cut = total > shown.length ? `, the first ${shown.length} shown` : "";
  return `${lines.join("\n")}\n\n${count}${cut}`;
}

function kpiMarkdown(tiles: readonly KpiTile[], currency: string | null): string {
  const lines = tiles.map(({ label, value, previous, target, unit }) =>
    line([label, ...[value, previous, target].map((each) => shownValue(each, unit, currency))]),
  );
  return [line(["", "Now", "Before", "Target"]), "|:--|--:|--:|--:|", ...lines].join("\n");
}

function findingsMarkdown(output: FindingsOutput): string {
  const { findings, undecided, failed = [], checked, unchecked } = output;
  return [
    escaped(summaryText(output)),
    ...failed.map((problem) => escaped(describeProblem(problem))),
    ...findings.slice(0, shownRows).map(findingMarkdown),
    ...undecided.map(({ title, thing, sentence }) =>
      escaped(`Not enough evidence: ${title}, ${thing.name}. ${sentence}`),
    ),
    [
      ...checked.map((rule) => `- ${escaped(`${rule.rule} ${rule.title}: ${checkedText(rule)}`)}`),
      ...unchecked.map(
        ({ rule, title, needs }) => `- ${escaped(`${rule} ${title}: not checked, needs ${needs}`)}`,
      ),
    ].join("\n"),
  ].join("\n\n");
}

function findingMarkdown({ severity, title, rule, thing, sentence, action, ...rest }: Finding) {
  const { stake, currency } = rest;
  const money = stake === null ? "" : ` · ${valueText(stake, "money", currency)} at stake`;
  return [
    `**${escaped(`${severityNames[severity]} · ${title} (${rule}) · ${thing.name}`)}**${escaped(money)}`,
    escaped(sentence),
    escaped(action),
  ].join("  \n");
}

const marks = { plain: "", check: "✓ ", look: "⚠ " } as const;

function loadMarkdown(report: LoadReport): string {
  const files = report.files.map(({ name }) => name).join(", ");
  const heading = `${report.name}: ${formatNumber(report.rows.loaded, "count")} rows of ${files}`;
  const facts = loadFacts(report).map(({ label, text, state }) =>
    line([label, marks[state] + text]),
  );
  const warnings = report.notices.filter(({ level }) => level === "warning");
  return [line([heading, ""]), "|:--|:--|", ...facts, "", noticesMarkdown(warnings)].join("\n");
}

function noticesMarkdown(notices: readonly Notice[]): string {
  return notices
    .map(({ problem: { message, next } }) => `- ${escaped(`${message} ${next ?? ""}`.trim())}`)
    .join("\n");
}

function shownValue(value: OutputValue, unit: Unit | null, currency: string | null): string {
  return value === null ? missing : valueText(value, unit, currency);
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(" | ")} |`;
}

/** No name in an export can start markup, a link or another cell. */
function escaped(text: string): string {
  return visible(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|~&$:#!]/g, "\\$&");
}

import type { LoadReport, Notice } from "../../kernel/protocol/load-report.ts";
import { formatNumber } from "../../kernel/protocol/number-format.ts";
import { visible } from "../../kernel/protocol/problem.ts";
import type { LoadFact } from "../../kernel/protocol/export.ts";
import { loadFacts, misreadings, plural } from "../../kernel/report/load-facts.ts";
import { element } from "../element.ts";
import { detailTable } from "./detail-table.ts";

/** One source: what it is taken for and whether it adds up at a glance, the rest behind disclosures. */
export function loadSection(report: LoadReport): HTMLElement {
  const facts = loadFacts(report);
  const first = facts.filter(({ label, state }) => glance.has(label) || state === "look");
  const others = facts.filter((fact) => !first.includes(fact));
  const warnings = report.notices.filter(({ level }) => level === "warning");
  const notes = report.notices.filter(({ level }) => level === "info");
  const files = report.files.map(({ name }) => name).join(", ");
  return element(
    "section",
    { class: "load", "aria-label": `Source ${report.name}` },
    element(
      "h3",
      {},
      element("bdi", {}, visible(report.name)),
      ` · ${plural(report.rows.loaded, "row")} of `,
      element("bdi", {}, visible(files)),
    ),
    factList(first),
    ...disclosure(plural(warnings.length, "warning"), warnings.length, true, () =>
      noticeList(warnings),
    ),
    ...disclosure("More checks", others.length, false, () => factList(others)),
    ...disclosure(columnsTitle(report), report.columns.length, false, () => columnTable(report)),
    ...disclosure("Unreadable values", report.rejected.length, false, () => rejectedTable(report)),
    ...disclosure(plural(notes.length, "note"), notes.length, false, () => noticeList(notes)),
    ...disclosure("File", report.files.length, false, () => fileTable(report)),
  );
}

const glance = new Set(["Export", "Rows", "Period", "Currency", "Totals row"]);
const marks = {
  plain: null,
  check: { text: "✓", says: "checked: " },
  look: { text: "!", says: "look at this: " },
} as const;

function factList(facts: readonly LoadFact[]): HTMLElement {
  return element(
    "dl",
    { class: "facts" },
    ...facts.flatMap(({ label, text, state }) => {
      const mark = marks[state];
      const signs = mark
        ? [
            element("span", { class: `mark ${state}`, "aria-hidden": "true" }, mark.text),
            element("span", { class: "unseen" }, mark.says),
          ]
        : [];
      return [
        element("dt", {}, visible(label)),
        element("dd", { class: state }, ...signs, visible(text)),
      ];
    }),
  );
}

/** Filled when it is opened first: an export may have a thousand columns. */
function disclosure(title: string, count: number, open: boolean, content: () => Node): Node[] {
  if (count === 0) return [];
  const details = element("details", { open }, element("summary", {}, title));
  let filled = false;
  const fill = (): void => {
    if (filled || !details.open) return;
    filled = true;
    details.append(content());
  };
  details.addEventListener("toggle", fill);
  fill();
  return [details];
}

export function noticeList(notices: readonly Notice[]): HTMLElement {
  return element(
    "ul",
    { class: "notices" },
    ...notices.map(({ level, problem: { message, next } }) =>
      element(
        "li",
        { class: level },
        element("b", {}, level === "warning" ? "Look at this: " : "Note: "),
        visible(message),
        ...(next === undefined ? [] : [element("span", { class: "next" }, ` ${visible(next)}`)]),
      ),
    ),
  );
}

function columnsTitle({ columns }: LoadReport): string {
  const unknown = columns.filter(({ means }) => means === null).length;
  const rest = unknown === 0 ? "all known" : `${formatNumber(unknown, "count")} not known`;
  return `${plural(columns.length, "column")}, ${rest}`;
}

function columnTable({ columns }: LoadReport): HTMLElement {
  // Those that nobody knows first: they are what a reader may have to act on.
  const rows = columns.toSorted((a, b) => Number(a.means !== null) - Number(b.means !== null));
  return detailTable(
    "Columns",
    ["Name in SQL", "Header in the file", "Known as", "Unit", "Type", "Written as", "Empty"],
    rows.map(({ id, header, means, unit, type, format, nulls }) => [
      id,
      header,
      means ?? "not known, kept as it is",
      unit,
      type,
      format ?? "",
      formatNumber(nulls, "count"),
    ]),
  );
}

function rejectedTable({ rejected }: LoadReport): HTMLElement {
  return detailTable(
    "Values that were there and could not be read",
    ["Column", "Values", "Why", "Samples"],
    rejected.map(({ column, count, reason, samples }) => [
      column,
      formatNumber(count, "count"),
      misreadings[reason],
      samples.map(({ row, text }) => `row ${row}: “${text}”`).join(", "),
    ]),
  );
}

function fileTable({ files }: LoadReport): HTMLElement {
  return detailTable(
    "Files",
    ["File", "Bytes", "Encoding", "Delimiter", "Header in row", "SHA-256"],
    files.map(({ name, bytes, encoding, delimiter, headerRow, sha256 }) => [
      name,
      formatNumber(bytes, "count"),
      encoding,
      delimiter === "\t" ? "tab" : delimiter,
      formatNumber(headerRow, "count"),
      sha256,
    ]),
  );
}

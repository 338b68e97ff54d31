import type { LoadFact } from "../protocol/export.ts";
import type { LoadReport, Notice } from "../protocol/load-report.ts";
import { formatNumber } from "../protocol/number-format.ts";
import { fileKind } from "./file-kind.ts";
import { loadFacts } from "./load-facts.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import type { ReportModel } from "./model.ts";

/** Where the section stands on the page. */
export const methodAnchor = "r-data-and-method";

/** Closes the report: what the numbers were made from, and how to make them again. */
export function dataAndMethod({ loads, parameters, notices, versions }: ReportModel): Markup {
  return markup`<section class="method" lang="en" aria-labelledby="${methodAnchor}">
<h2 id="${methodAnchor}">Data and method</h2>
${noticeList(notices)}${loads.map(source)}${
    parameters.length === 0
      ? null
      : markup`<h3>Parameters</h3>
<dl class="facts">${parameters.map(({ name, label, value }) => fact({ label: label || name, text: value, state: "plain" }))}</dl>
`
  }<h3>Made with</h3>
<p class="note">Campaign Notebook ${versions.product}, DuckDB ${versions.engine}. The notebook of this report, run on the files above with these parameters and versions, gives the same numbers.</p>
</section>
`;
}

function source(report: LoadReport): Markup {
  return markup`<section class="source">
<h3><bdi>${report.name}</bdi></h3>
<ul class="files">${report.files.map(
    (file) =>
      markup`<li><bdi>${file.name}</bdi> <span class="note">${formatNumber(file.bytes, "count")} bytes, ${fileKind(file)}</span><br><code>SHA-256 ${file.sha256}</code></li>`,
  )}</ul>
${noticeList(report.notices)}<dl class="facts">${loadFacts(report).map(fact)}</dl>
</section>
`;
}

function noticeList(notices: readonly Notice[]): Markup | null {
  return notices.length === 0
    ? null
    : markup`<ul class="notices">${notices.map(notice)}</ul>
`;
}

function notice({ level, problem }: Notice): Markup {
  const next = problem.next === undefined ? null : markup` <span>${problem.next}</span>`;
  return markup`<li class="${level}"><b>${level === "warning" ? "Look at this:" : "Note:"}</b> ${problem.message}${next}</li>`;
}

const marks = {
  plain: null,
  check: markup`<span class="better" aria-hidden="true">✓ </span>`,
  look: markup`<span class="worse" aria-hidden="true">! </span>`,
} as const;

function fact({ label, text, state }: LoadFact): Markup {
  return markup`<div><dt>${label}</dt><dd>${marks[state]}${text}</dd></div>`;
}

import { createHash } from "node:crypto";
import { drawnTable, viewNote } from "../protocol/drawn-table.ts";
import type { CellOutput } from "../protocol/output.ts";
import { visible } from "../protocol/problem.ts";
import { chartFigure } from "./figure.ts";
import { findingsSection } from "./findings.ts";
import { dataAndMethod } from "./data-and-method.ts";
import { kpiTiles } from "./kpi-tiles.ts";
import type { Markup } from "./markup.ts";
import { markup, trusted } from "./markup.ts";
import type { ReportCode, ReportModel } from "./model.ts";
import { opening } from "./opening.ts";
import { problemBox } from "./problem-box.ts";
import { renderProse } from "./prose.ts";
import { styleSheet } from "./style/style-sheet.ts";
import { dataTable } from "./table.ts";

const maxRows = 200;

/**
 * A notebook with its outputs as one HTML file that needs nothing else: no script, no request, its
 * own policy forbids both. The same model gives the same bytes.
 */
export function renderReport(model: ReportModel): string {
  const prose = renderProse(
    model.cells.flatMap((cell) => (cell.kind === "markdown" ? [cell.text] : [])),
  );
  const bodies = prose.bodies.values();
  const numbers: Numbers = { table: 0, figure: 0 };
  const cells = model.cells.map((cell) =>
    cell.kind === "markdown"
      ? markup`<section class="prose">
${bodies.next().value ?? null}</section>
`
      : codeCell(cell, numbers),
  );
  return page(model, markup`${opening(model, prose.heading)}${cells}${dataAndMethod(model)}`).html;
}

/** Tables and figures are numbered through the report. */
interface Numbers {
  table: number;
  figure: number;
}

function codeCell(cell: ReportCode, numbers: Numbers): Markup | null {
  const outputs = cell.outputs.flatMap((output) => drawOutput(output, numbers) ?? []);
  const code = cell.hidden ? null : disclosure(cell);
  if (outputs.length === 0 && code === null) return null;
  return markup`<section class="result">
${outputs}${code}</section>
`;
}

function drawOutput(output: CellOutput, numbers: Numbers): Markup | null {
  switch (output.kind) {
    case "table": {
      const name = output.name === null ? "" : `: ${output.name}`;
      const note = viewNote(output);
      return markup`${dataTable(drawnTable(output), `Table ${++numbers.table}${name}`, maxRows)}${note === null ? null : markup`<p class="note">${note}</p>`}`;
    }
    case "chart":
      return chartFigure(output, ++numbers.figure);
    case "kpi":
      return kpiTiles(output);
    case "text":
      return markup`<pre class="printed" tabindex="0">${visible(output.text)}</pre>
`;
    case "findings":
      return findingsSection(output);
    case "error":
      return problemBox(output.problem);
    case "load":
      return null;
  }
}

const languages: Readonly<Record<string, string>> = {
  sql: "Query",
  ts: "TypeScript",
  "vega-lite": "Chart definition",
  diagnose: "Diagnosis",
  yaml: "Set-up",
};

function disclosure({ language, name, code }: ReportCode): Markup {
  const label = name === null ? null : markup` <bdi>${name}</bdi>`;
  return markup`<details class="code"><summary>${languages[language] ?? "Code"}${label}</summary>
<pre tabindex="0"><code>${code}</code></pre></details>
`;
}

function page({ title, lang, chartVariables }: ReportModel, content: Markup): Markup {
  const style = styleSheet(title, chartVariables);
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="${/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(lang) ? lang : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main><article>
${content}</article></main>
</body>
</html>
`;
}

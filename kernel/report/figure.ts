import type { ChartOutput } from "../protocol/output.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { dataTable } from "./table.ts";
import { vetSvg } from "./vet-svg.ts";

const maxDataRows = 500;

/** A chart with its caption, its notes and, behind a disclosure, the data it draws. */
export function chartFigure(chart: ChartOutput, number: number): Markup {
  const label = `Figure ${number}`;
  const width = Number(/^<svg[^>]* width="([\d.]+)"/.exec(chart.svg.trim())?.[1] ?? 0);
  // On a phone a drawing scrolls instead of shrinking to unreadable letters.
  const size = width >= 640 ? " large" : width >= 480 ? " medium" : "";
  // A title that the drawing shows itself is not shown twice.
  const drawn = /class="[^"]*role-title/.test(chart.svg);
  const caption = markup`<figcaption><p class="${drawn ? "unseen" : "title"}">${chart.title}</p><p>${chart.description}</p></figcaption>
`;
  return markup`<figure>
${drawn ? null : caption}<div class="scroll drawing${size}" role="region" tabindex="0" aria-label="${label}: ${chart.title}">${vetSvg(chart.svg, `f${number}-`)}</div>
${drawn ? caption : null}${chart.notes.map(
    (note) => markup`<p class="note">${note}</p>
`,
  )}<details class="data"><summary>Data of figure ${number}</summary>
${dataTable(chart.table, `Data of figure ${number}`, maxDataRows)}</details>
</figure>
`;
}

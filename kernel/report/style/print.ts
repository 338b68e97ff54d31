/**
 * A4 with the light palette. What is behind a disclosure stays out: a page cannot be opened.
 *
 * @param title  as a CSS string, quotes included
 */
export function printStyle(title: string): string {
  return `
@page { size: A4; margin: 18mm 17mm 20mm; @bottom-left { content: ${title}; font: 8pt Arial, sans-serif; color: #57606a; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Arial, sans-serif; color: #57606a; } }
@page wide { size: A4 landscape; }
@media print {
  :root { color-scheme: light; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  h2 { margin-top: 12mm; }
  h2, h3, h4, figcaption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  figure, tr, .finding, .tiles > div, .problem, .notices li, .facts > div, .files li { break-inside: avoid; }
  .table:not(:has(tbody tr:nth-child(10))) { break-inside: avoid; }
  .code, .data { display: none; }
  .long[open] > summary { display: none; }
  .scroll, .table > .scroll { overflow: visible; background: none; }
  .tiles { gap: 7mm 5mm; grid-template-columns: repeat(4, 1fr); }
  .by-3 { grid-template-columns: repeat(3, 1fr); }
  .by-5 { grid-template-columns: repeat(5, 1fr); }
  table { font-size: 8pt; min-width: 0; }
  th, td { padding: 1.4mm 2mm; }
  thead { display: table-header-group; }
  .wide table { font-size: 6.5pt; }
  .wide :is(th, td):not(.n) { min-width: 0; }
  .wide :is(th, td) { padding-inline: 1mm; }
  .wide :is(small, .range) { font-size: 0.9em; }
  .wider { page: wide; }
  .method { break-before: page; margin-top: 0; }
  a { color: inherit; }
}
`;
}

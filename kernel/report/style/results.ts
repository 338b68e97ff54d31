/** Tables, figures, tiles and problems. */
export const resultStyle = `
.result { margin: 2.5rem 0; }
.result > * + * { margin-top: 1rem; }
/* The position keeps what only screen readers see inside: it would widen the page. */
.scroll { overflow-x: auto; position: relative; }
.table { margin-bottom: 1rem; }
/* A shadow at the edge behind which a table or drawing goes on; it scrolls away with its end. */
.table > .scroll, .drawing {
  background:
    linear-gradient(90deg, var(--paper) 35%, transparent) left / 2.5rem 100% no-repeat local,
    linear-gradient(270deg, var(--paper) 35%, transparent) right / 2.5rem 100% no-repeat local,
    linear-gradient(90deg, var(--shade), transparent) left / 0.75rem 100% no-repeat,
    linear-gradient(270deg, var(--shade), transparent) right / 0.75rem 100% no-repeat;
}
table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.45; font-variant-numeric: tabular-nums lining-nums; min-width: min(100%, 34rem); }
th, td { padding: 0.5625rem 1rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); unicode-bidi: isolate; }
tr > :first-child { padding-left: 0; }
tr > :last-child { padding-right: 0; }
thead th { vertical-align: bottom; font-weight: 600; color: var(--quiet); border-bottom: 1.5px solid var(--ink); line-height: 1.3; }
tbody th { font-weight: 500; }
th:not(.n), td:not(.n) { min-width: 14ch; max-width: 36ch; }
/* Otherwise a word may lose its last letter to the next line by a fraction of a pixel. */
thead th { overflow-wrap: normal; max-width: 36ch; }
thead .break { overflow-wrap: anywhere; min-width: 16ch; }
/* Names stand first, or behind a rank. */
tr > th:first-child:not(.n), tr > .n:first-child + :not(.n) { min-width: 24ch; }
.n, .right { text-align: right; }
.center { text-align: center; }
td.n { white-space: nowrap; }
thead small { display: block; font-weight: 400; font-size: 0.75rem; }
.range { display: block; color: var(--quiet); font-size: 0.75rem; }
.none { color: var(--quiet); }
tfoot > tr > * { font-weight: 600; border-top: 1.5px solid var(--ink); }
tbody tr:hover > * { background: var(--wash); }
figure { margin: 0; }
figcaption { max-width: 68ch; margin: 0 0 1rem; }
.drawing + figcaption { margin: 0.5rem 0 0; }
figcaption p { margin: 0; color: var(--quiet); font-size: 0.875rem; line-height: 1.5; overflow-wrap: anywhere; }
figcaption .title { color: var(--ink); font-weight: 650; font-size: 1.0625rem; margin-bottom: 0.25rem; }
.drawing > svg { display: block; max-width: 100%; height: auto; }
.data { margin-top: 0.5rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 12rem), 1fr)); gap: 2.5rem 2rem; margin: 0; }
.tiles > div { border-top: 2px solid var(--ink); padding-top: 0.75rem; min-width: 0; container-type: inline-size; }
.tiles dt { font-size: 0.9375rem; font-weight: 600; overflow-wrap: anywhere; }
.tiles dd { margin: 0; font-size: 0.875rem; line-height: 1.45; color: var(--quiet); overflow-wrap: anywhere; font-variant-numeric: tabular-nums lining-nums; }
.tiles .value { font-size: clamp(1.375rem, 16cqi, 2.25rem); line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; color: var(--ink); margin: 0.25rem 0 0.5rem; }
.value small { font-size: 0.5em; font-weight: 500; letter-spacing: 0; color: var(--quiet); }
.value .none { font-size: 1.25rem; font-weight: 500; letter-spacing: 0; }
.against { display: flex; flex-wrap: wrap; gap: 0 0.75em; }
.against + .against { padding-top: 0.375rem; }
.change { font-weight: 600; }
.better { color: var(--good); }
.worse { color: var(--bad); }
.spark { display: block; width: 100%; height: 2.25rem; margin-top: 0.75rem; overflow: visible; }
.spark path { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.problem { border-left: 3px solid var(--bad); background: var(--wash); padding: 0.875rem 1.25rem; max-width: 72ch; overflow-wrap: anywhere; }
header > .problem { margin-top: 2rem; }
.problem p { margin: 0; }
.problem p + p { margin-top: 0.375rem; color: var(--quiet); }
@media (min-width: 62rem) {
  .by-3 { grid-template-columns: repeat(3, 1fr); }
  .by-4 { grid-template-columns: repeat(4, 1fr); }
  .by-5 { grid-template-columns: repeat(5, 1fr); }
}
@media (max-width: 40rem) {
  .medium > svg { min-width: 30rem; }
  .large > svg { min-width: 40rem; }
  tbody th, thead th:first-child:not(.n) { position: sticky; left: 0; background: var(--paper); z-index: 1; box-shadow: 1px 0 var(--line); padding-right: 0.75rem; }
  tr > th:first-child:not(.n) { min-width: 9rem; max-width: 42vw; }
  th, td { padding-inline: 0.75rem; }
}
@media (forced-colors: active) {
  .drawing > svg, .spark { forced-color-adjust: none; background: var(--paper); }
  thead th, .tiles > div { border-color: CanvasText; }
}
`;

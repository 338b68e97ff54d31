/** Type, measure and rhythm of the page. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: var(--cn-bg); --ink: var(--cn-fg); --quiet: var(--cn-muted); --line: var(--cn-grid); --accent: var(--cn-accent);
}
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; color: var(--ink);
  font: 1.0625rem/1.6 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
main { max-width: 72rem; margin: 0 auto; padding: clamp(2rem, 7vw, 5.5rem) clamp(1.25rem, 5vw, 4rem) 5rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; margin: 0; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: clamp(2rem, 1.3rem + 2.8vw, 3.25rem); line-height: 1.08; font-weight: 700; letter-spacing: -0.022em; max-width: 22ch; }
h2 { font-size: 1.625rem; font-weight: 650; letter-spacing: -0.012em; margin: 4rem 0 1rem; }
h3 { font-size: 1.1875rem; font-weight: 650; margin: 2.5rem 0 0.75rem; }
h4, h5, h6 { font-size: 1rem; font-weight: 650; margin: 2rem 0 0.5rem; }
.kicker { margin: 0 0 1rem; color: var(--accent); font-weight: 600; overflow-wrap: anywhere; }
.basis { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin: 2.5rem 0 0; padding: 1.125rem 0; border-block: 1px solid var(--line); font-size: 0.875rem; line-height: 1.45; }
.basis dt { color: var(--quiet); }
.basis dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
header + .prose > p:first-child { font-size: 1.25rem; line-height: 1.5; margin-top: 2.5rem; }
.prose > :where(p, ul, ol, blockquote, h2, h3, h4, h5, h6) { max-width: 68ch; }
.prose > header + :first-child { margin-top: 0; }
p, ul, ol, blockquote { margin: 0 0 1.1em; }
li + li { margin-top: 0.3em; }
a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: from-font; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
blockquote { margin-inline: 0; padding-left: 1.25rem; border-left: 3px solid var(--accent); color: var(--quiet); }
hr { border: 0; border-top: 1px solid var(--line); margin: 3rem 0; }
img { max-width: 100%; height: auto; }
code, pre { font: 0.875em/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
:not(pre) > code { overflow-wrap: anywhere; }
pre { margin: 0; padding: 1rem 1.25rem; background: var(--wash); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8125rem; }
.prose > pre { margin-bottom: 1.1em; }
.note { color: var(--quiet); font-size: 0.875rem; line-height: 1.5; margin: 0.75rem 0 0; max-width: 80ch; }
span.note { font-size: 0.875em; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
summary { cursor: pointer; width: fit-content; max-width: 100%; overflow-wrap: anywhere; }
.code > summary, .data > summary { color: var(--quiet); font-size: 0.875rem; padding: 0.375rem 0; }
.code > summary:hover, .data > summary:hover { color: var(--ink); }
.method { margin-top: 6rem; padding-top: 0.5rem; border-top: 2px solid var(--ink); font-size: 0.9375rem; line-height: 1.5; }
.method h2 { margin-top: 1.5rem; }
.method h3 { font-size: 1.0625rem; overflow-wrap: anywhere; }
.method ul { list-style: none; padding: 0; }
.files li { overflow-wrap: anywhere; }
.files code { color: var(--quiet); font-size: 0.8125rem; }
.facts { margin: 0; max-width: 60rem; }
.facts > div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1.5rem; padding: 0.5rem 0; border-top: 1px solid var(--line); }
.facts dt { color: var(--quiet); overflow-wrap: anywhere; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.notices li { padding: 0.625rem 1rem; border-left: 3px solid var(--line); background: var(--wash); margin: 0 0 0.5rem; max-width: 60rem; overflow-wrap: anywhere; }
.notices .warning { border-color: var(--bad); }
.warning b { color: var(--bad); }
@media (max-width: 40rem) {
  h2 { margin-top: 3rem; font-size: 1.4375rem; }
  .basis { display: grid; gap: 0.75rem; }
  .facts > div { grid-template-columns: 1fr; }
}
`;

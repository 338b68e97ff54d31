/** Findings; severities have a sign and a word besides their colour. */
export const findingStyle = `
.findings > * + * { margin-top: 1.5rem; }
.findings .summary { font-weight: 600; margin: 0; }
.thing { border-top: 2px solid var(--ink); padding-top: 0.75rem; }
.about { margin: 0 0 0.75rem; overflow-wrap: anywhere; }
.finding { border-left: 3px solid var(--line); padding: 0 0 0 1.25rem; margin: 0 0 1.25rem; max-width: 76ch; overflow-wrap: anywhere; }
.finding.high { border-left: 6px solid var(--bad); }
.finding.medium { border-left: 4px double var(--ink); }
.finding p { margin: 0 0 0.375rem; }
.finding .title { display: flex; flex-wrap: wrap; gap: 0 0.5em; align-items: baseline; }
.finding .stake { margin-left: auto; font-weight: 600; font-variant-numeric: tabular-nums lining-nums; }
.finding.high .sign, .finding.high .severity { color: var(--bad); }
.finding .severity, .finding .note { font-size: 0.875rem; }
.finding .note { margin: 0; }
.findings .part { font-weight: 650; margin: 0.75rem 0 0.375rem; }
.findings ul { font-size: 0.875rem; line-height: 1.5; max-width: 80ch; }
`;

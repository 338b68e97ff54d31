/** The report's findings in the editor's colours; severities have a sign and a word besides. */
export const style = `
.findings > * + * { margin-top: 12px; }
.summary { font-weight: 600; }
.thing { border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--vscode-panel-border))); padding-top: 8px; }
.about { margin-bottom: 6px; }
.finding { border-left: 3px solid var(--vscode-descriptionForeground); padding: 2px 0 2px 12px; margin-bottom: 10px; max-width: 100ch; }
.finding.high { border-left: 6px solid var(--vscode-errorForeground); }
.finding.medium { border-left: 4px double var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
.finding p { margin-bottom: 3px; }
.title { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; }
.stake { margin-left: auto; font-weight: 600; font-variant-numeric: tabular-nums lining-nums; }
.high .sign, .high .severity { color: var(--vscode-errorForeground); }
.medium .sign, .medium .severity { color: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
.note { color: var(--vscode-descriptionForeground); font-size: 0.92em; }
.part { font-weight: 600; margin-top: 8px; }
.actions { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 4px; }
details { margin-top: 3px; }
summary { cursor: pointer; width: fit-content; }
ul { margin: 4px 0; padding-left: 20px; max-width: 100ch; }
.scroll { overflow: auto; max-width: 100%; width: fit-content; margin: 4px 0; }
table { border-collapse: collapse; font-size: 0.92em; font-variant-numeric: tabular-nums lining-nums; }
th, td { text-align: left; font-weight: 400; padding: 2px 10px 2px 0; vertical-align: top; }
thead th { font-weight: 600; }
.n { text-align: right; white-space: nowrap; }
pre { font: 0.92em/1.5 var(--vscode-editor-font-family, monospace); white-space: pre-wrap; margin: 4px 0; padding: 8px; background: var(--vscode-textCodeBlock-background, transparent); border: 1px solid var(--vscode-contrastBorder, transparent); }
`;

/** The report's tiles in the editor's colours. */
export const style = `
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 12rem), 1fr)); gap: 20px 24px; margin: 4px 0; }
.tiles > div { border-top: 2px solid var(--vscode-foreground); padding-top: 8px; min-width: 0; }
dt { font-weight: 600; }
dd { margin: 0; font-size: 0.9em; color: var(--vscode-descriptionForeground); font-variant-numeric: tabular-nums lining-nums; }
.value { font-size: 1.9em; line-height: 1.3; font-weight: 650; color: var(--vscode-foreground); }
.value small { font-size: 0.5em; font-weight: 500; color: var(--vscode-descriptionForeground); }
.value .none { font-size: 0.6em; font-weight: 500; color: var(--vscode-descriptionForeground); }
.against { display: flex; flex-wrap: wrap; gap: 0 0.75em; }
.change { font-weight: 600; color: var(--vscode-foreground); }
.change.better { color: var(--vscode-charts-green, var(--vscode-foreground)); }
.change.worse { color: var(--vscode-errorForeground); }
.spark { display: block; width: 100%; height: 32px; margin-top: 8px; overflow: visible; }
.spark path { fill: none; stroke: var(--vscode-charts-blue, var(--vscode-textLink-foreground)); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
`;

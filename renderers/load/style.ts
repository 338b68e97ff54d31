/** The setup cell's output: parameters above, one block for each source below. */
export const style = `
section + section { margin-top: 14px; }
.load { border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--vscode-panel-border))); padding-top: 10px; }
.facts { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 2px 16px; margin: 6px 0; max-width: 100ch; }
.facts dt { color: var(--vscode-descriptionForeground); }
.facts dd { margin: 0; }
.mark { display: inline-block; width: 1.1em; font-weight: 700; }
.mark.check { color: var(--vscode-charts-green, var(--vscode-foreground)); }
.mark.look { color: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
details { margin-top: 4px; }
summary { cursor: pointer; width: fit-content; }
.notices { list-style: none; margin: 4px 0; padding: 0; display: grid; gap: 4px; max-width: 100ch; }
.notices li { border-left: 3px solid var(--vscode-editorWidget-border, var(--vscode-contrastBorder)); padding: 2px 10px; }
.notices .warning { border-color: var(--vscode-editorWarning-foreground, var(--vscode-contrastBorder)); }
.next { color: var(--vscode-descriptionForeground); }
.scroll { overflow: auto; max-height: 320px; margin: 4px 0; width: fit-content; max-width: 100%; border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)); }
table { border-collapse: collapse; font-size: 0.92em; }
th, td { text-align: left; vertical-align: top; font-weight: 400; padding: 2px 10px; max-width: 48ch; }
thead th { position: sticky; top: 0; font-weight: 600; background: var(--vscode-editor-background); white-space: nowrap; }
.parameters { display: grid; gap: 8px; margin: 6px 0; }
.parameter { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr; gap: 2px 16px; align-items: baseline; border-left: 3px solid transparent; padding-left: 8px; }
.is-changed { border-left-color: var(--vscode-editorGutter-modifiedBackground, var(--vscode-focusBorder)); }
fieldset { border: 0; margin: 0; padding: 0; }
input, select { font: inherit; min-width: 10rem; max-width: 100%; color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, var(--vscode-descriptionForeground))); border-radius: 3px; padding: 2px 6px; }
select { color: var(--vscode-dropdown-foreground, var(--vscode-input-foreground)); background: var(--vscode-dropdown-background, var(--vscode-input-background)); }
option { color: var(--vscode-dropdown-foreground, var(--vscode-foreground)); background: var(--vscode-dropdown-background, var(--vscode-editor-background)); }
/* The browser draws the calendar's button in its own colours. */
:host-context(.vscode-light) input, :host-context(.vscode-high-contrast-light) input { color-scheme: light; }
:host-context(.vscode-dark) input, :host-context(.vscode-high-contrast:not(.vscode-high-contrast-light)) input { color-scheme: dark; }
[aria-invalid] { border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground)); }
.invalid { color: var(--vscode-errorForeground); }
.invalid:not(:empty)::before { content: "✕ "; }
.changed { color: var(--vscode-descriptionForeground); font-size: 0.92em; }
.run { display: flex; align-items: baseline; gap: 8px; margin-top: 8px; }
@media (max-width: 500px) { .facts, .parameter { grid-template-columns: 1fr; } }
`;

let made: CSSStyleSheet | undefined;

/** The style of a chart, from the variables of the editor's theme. */
export function sheet(): CSSStyleSheet {
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(css);
  }
  return made;
}

const css = `
:host { color: var(--vscode-editor-foreground); font: var(--vscode-font-size, 13px) var(--vscode-font-family, sans-serif); }
figure { margin: 0; padding: 4px 0; }
.drawing { overflow-x: auto; overflow-y: hidden; width: fit-content; max-width: 100%; position: relative; }
.drawing > div { position: relative; width: fit-content; }
.drawing svg, .drawing canvas { display: block; }
.drawing:focus-visible, .data:focus-visible, button:focus-visible {
  outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px;
}
.bar { display: flex; flex-wrap: wrap; gap: 4px; margin: 4px 0 0; }
button {
  font: inherit; font-size: 12px; padding: 2px 8px; border-radius: 4px; cursor: pointer;
  color: var(--vscode-descriptionForeground); background: transparent;
  border: 1px solid var(--vscode-contrastBorder, transparent);
}
button:hover { color: var(--vscode-editor-foreground); background: var(--vscode-toolbar-hoverBackground); }
.note, .state { margin: 4px 0 0; max-width: 72ch; color: var(--vscode-descriptionForeground); font-size: 12px; }
.note::before { content: "Note: "; }
.state:empty { display: none; }
.data { margin-top: 6px; max-height: 320px; overflow: auto; width: fit-content; max-width: 100%;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border)); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 12px; }
caption { text-align: left; padding: 4px 8px; color: var(--vscode-descriptionForeground); }
th, td { padding: 3px 8px; text-align: left; white-space: nowrap; max-width: 40ch; overflow: hidden; text-overflow: ellipsis; }
th { position: sticky; top: 0; background: var(--vscode-editor-background); font-weight: 600; }
tbody tr:hover { background: var(--vscode-list-hoverBackground); }
.right { text-align: right; }
.none { color: var(--vscode-descriptionForeground); font-style: italic; }
.tooltip {
  position: fixed; z-index: 10; pointer-events: none; max-width: 360px; padding: 6px 8px; border-radius: 4px;
  color: var(--vscode-editorHoverWidget-foreground, var(--vscode-editor-foreground));
  background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background));
  border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder));
  box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent); font-size: 12px;
}
.tooltip[hidden], .ring[hidden] { display: none; }
.tooltip p { margin: 0; white-space: pre-line; }
dl { display: grid; grid-template-columns: auto auto; gap: 2px 12px; margin: 0; }
dt { color: var(--vscode-descriptionForeground); }
dd { margin: 0; text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.ring {
  position: absolute; width: 9px; height: 9px; margin: -6px 0 0 -6px; border-radius: 50%; pointer-events: none;
  border: 2px solid var(--vscode-editor-foreground);
}
.vega-bindings { margin-top: 6px; font-size: 12px; }
.vega-bind { display: inline-flex; gap: 6px; align-items: center; margin-right: 16px; }
.vega-bind select, .vega-bind input[type="text"], .vega-bind input[type="number"] {
  font: inherit; padding: 2px 4px; color: var(--vscode-input-foreground); background: var(--vscode-input-background);
  border: 1px solid var(--vscode-input-border, var(--vscode-editorWidget-border));
}
`;

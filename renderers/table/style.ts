/** Colours are the editor's own; in high contrast its border takes the place of shades. */
export const style = `
:host { all: initial; display: block; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.table { position: relative; color: var(--vscode-foreground); font: 13px/22px var(--vscode-font-family, sans-serif); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; min-height: 28px; padding: 2px 0; }
.rows { color: var(--vscode-descriptionForeground); font-variant-numeric: tabular-nums; }
.problem { color: var(--vscode-errorForeground); }
.space { flex: 1; }
button, select, input[type=text], input[type=search] { font: inherit; line-height: 20px; color: var(--vscode-button-secondaryForeground, var(--vscode-foreground)); background: var(--vscode-button-secondaryBackground, transparent); border: 1px solid var(--vscode-contrastBorder, transparent); border-radius: 3px; padding: 0 8px; }
button { cursor: pointer; }
button:hover:not(:disabled) { background: var(--vscode-button-secondaryHoverBackground, transparent); }
button.primary, button[aria-pressed=true] { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
button:disabled { opacity: .4; cursor: default; }
select, input[type=text], input[type=search] { width: 100%; color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, var(--vscode-descriptionForeground))); padding: 1px 6px; }
::placeholder { color: var(--vscode-input-placeholderForeground); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
.chip { border-radius: 10px; max-width: 320px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.grid { position: relative; overflow: auto; background: var(--vscode-editor-background); border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--vscode-panel-border))); }
.grid[aria-busy=true] .body { opacity: .6; }
.trail { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; }
.trail [aria-current] { font-weight: 600; border-color: var(--vscode-focusBorder); }
.canvas { position: relative; min-width: 100%; display: flex; flex-direction: column; justify-content: space-between; }
.head { position: sticky; top: 0; z-index: 2; height: 22px; background: var(--vscode-editorWidget-background); border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)); font-weight: 600; }
.foot { position: sticky; bottom: 0; z-index: 2; height: 22px; background: var(--vscode-editorWidget-background); border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--vscode-panel-border))); font-weight: 600; }
.open { display: inline-block; width: 16px; margin-left: -4px; cursor: pointer; color: var(--vscode-descriptionForeground); }
.open:hover { color: var(--vscode-foreground); background: var(--vscode-toolbar-hoverBackground, transparent); outline: 1px solid var(--vscode-contrastBorder, transparent); }
.cell[aria-selected=true] .open { color: inherit; }
.body { position: absolute; left: 0; width: 100%; }
.row { position: relative; height: 22px; width: 100%; }
.odd { background: color-mix(in srgb, var(--vscode-list-hoverBackground, transparent) 40%, transparent); }
.cell { position: absolute; top: 0; height: 22px; padding: 0 8px; overflow: hidden; text-overflow: ellipsis; white-space: pre; cursor: default; user-select: none; font-variant-numeric: tabular-nums; border-right: 1px solid var(--vscode-editorWidget-border, transparent); }
.number { text-align: right; }
.none { color: var(--vscode-descriptionForeground); font-style: italic; font-size: 11px; }
.unread::after { content: "…"; color: var(--vscode-descriptionForeground); }
.cell[aria-selected=true] { background: var(--vscode-list-inactiveSelectionBackground, transparent); color: var(--vscode-list-inactiveSelectionForeground, inherit); outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px; }
.grid:focus .cell[aria-selected=true] { background: var(--vscode-list-activeSelectionBackground, transparent); color: var(--vscode-list-activeSelectionForeground, inherit); }
.grid:focus .active { outline: 2px solid var(--vscode-focusBorder); outline-offset: -2px; }
.head .cell { display: flex; gap: 4px; align-items: center; cursor: pointer; background: inherit; }
.head .number { justify-content: flex-end; }
.head .label { overflow: hidden; text-overflow: ellipsis; }
.head small { font-weight: 400; color: var(--vscode-descriptionForeground); }
.menu { margin-left: auto; padding: 0 3px; color: var(--vscode-descriptionForeground); }
.head .number .menu { margin-left: 0; }
.menu:hover { color: var(--vscode-foreground); background: var(--vscode-toolbar-hoverBackground, transparent); outline: 1px solid var(--vscode-contrastBorder, transparent); }
.sorted, .filtered { color: var(--vscode-textLink-foreground); font-size: 10px; }
.panel { position: absolute; right: 16px; top: 30px; z-index: 4; width: 300px; max-height: calc(100% - 40px); overflow: auto; padding: 8px 12px 12px; background: var(--vscode-menu-background, var(--vscode-editorWidget-background)); color: var(--vscode-menu-foreground, var(--vscode-foreground)); border: 1px solid var(--vscode-contrastBorder, var(--vscode-menu-border, var(--vscode-editorWidget-border))); box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent); border-radius: 4px; }
.panel h3 { margin: 0 24px 0 0; font-size: 13px; overflow-wrap: anywhere; }
.panel .close { position: absolute; right: 8px; top: 8px; padding: 0 6px; }
.note { margin: 0; color: var(--vscode-descriptionForeground); font-size: 12px; overflow-wrap: anywhere; }
.row-of-buttons { display: flex; flex-wrap: wrap; gap: 6px; margin: 8px 0; }
.filter { display: grid; gap: 6px; }
.values { max-height: 150px; overflow: auto; border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)); padding: 2px 4px; }
.values label, .columns label { display: flex; gap: 6px; align-items: center; flex: 1; min-width: 0; }
.values span:not(.count), .columns label span { overflow: hidden; text-overflow: ellipsis; white-space: pre; }
.count { margin-left: auto; color: var(--vscode-descriptionForeground); font-variant-numeric: tabular-nums; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: 0 12px; margin: 4px 0; }
.facts dt { color: var(--vscode-descriptionForeground); }
.facts dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.bars { display: flex; gap: 1px; height: 48px; align-items: stretch; }
.bars > div { flex: 1; display: flex; align-items: flex-end; }
.bars .bar { width: 100%; min-height: 0; padding: 0; background: var(--vscode-charts-blue, var(--vscode-focusBorder)); }
.columns { list-style: none; margin: 6px 0; padding: 0; display: grid; gap: 3px; }
.columns li { display: flex; gap: 4px; }
.live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

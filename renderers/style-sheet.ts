/** Colours are the editor's own; in high contrast its border takes the place of shades. */
const common = `
:host { all: initial; display: block; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.output { color: var(--vscode-foreground); font: var(--vscode-font-size, 13px)/1.5 var(--vscode-font-family, sans-serif); padding: 4px 0 8px; overflow-wrap: anywhere; }
h3, h4 { margin: 0; font-size: inherit; font-weight: 600; }
p { margin: 0; }
.quiet { color: var(--vscode-descriptionForeground); }
button { font: inherit; cursor: pointer; color: var(--vscode-button-secondaryForeground, var(--vscode-foreground)); background: var(--vscode-button-secondaryBackground, transparent); border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent)); border-radius: 3px; padding: 1px 8px; }
button:hover { background: var(--vscode-button-secondaryHoverBackground, transparent); }
button.link { color: var(--vscode-textLink-foreground); background: none; border: 0; padding: 0; text-align: left; text-decoration: underline; }
button.link:hover { color: var(--vscode-textLink-activeForeground); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** A style sheet of ours with what a renderer adds to it. */
export function styleSheet(own: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(common + own);
  return sheet;
}

/** Draws into a shadow root, so that no output's style reaches another's. */
export function drawInto(host: HTMLElement, sheet: CSSStyleSheet, content: Node): void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(content);
}

import { randomBytes } from "node:crypto";

export interface ReportPageParts {
  /** Of the panel's script in dist. */
  readonly scriptUri: string;
  readonly cspSource: string;
}

/**
 * The page around the report. The report stands in a frame that runs no script and asks for nothing;
 * it inherits this page's policy, so its own style sheet has to be allowed here and is pinned by hash
 * in the report's own policy.
 */
export function reportPage({ scriptUri, cspSource }: ReportPageParts): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'unsafe-inline'`,
    "img-src data:",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Report</title>
<style>
html, body { height: 100%; margin: 0; padding: 0; }
body { display: flex; flex-direction: column; }
#bar { display: flex; align-items: center; gap: 12px; padding: 6px 16px; color: var(--vscode-editor-foreground); background: var(--vscode-editorWidget-background); border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border)); }
#bar[hidden] { display: none; }
#missing { flex: 1; }
button { font: inherit; padding: 4px 10px; border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; color: var(--vscode-button-foreground); background: var(--vscode-button-background); cursor: pointer; }
button:hover { background: var(--vscode-button-hoverBackground); }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
#report { flex: 1; border: 0; visibility: hidden; }
</style>
</head>
<body>
<div id="bar" role="status" hidden><span id="missing"></span><button id="run" type="button">Run All Cells</button></div>
<iframe id="report" title="Report" sandbox="allow-same-origin"></iframe>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>`;
}

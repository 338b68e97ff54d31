import type { ExtensionContext, NotebookDocument, WebviewPanel } from "vscode";
import { commands, Disposable, env, Uri, ViewColumn, window, workspace } from "vscode";
import type { ReportPage } from "../kernel/protocol/export.ts";
import { readReportPanelMessage } from "../kernel/protocol/report-panel.ts";
import type { ReportPanelMessage, ShownReport } from "../kernel/protocol/report-panel.ts";
import type { CurrentNotebook } from "./current-notebook.ts";
import { NotebookMemory } from "./notebook-memory.ts";
import { notebookFor } from "./current-notebook.ts";
import type { Kernels } from "./kernels.ts";
import { whenNotebookChanges } from "./notebook-changes.ts";
import { reportPage } from "./report-page.ts";
import { telling } from "./telling.ts";

interface OpenPanel {
  readonly panel: WebviewPanel;
  shown: ReportPage | null;
}

/** The report of a notebook beside it, which follows as cells run. */
export function showReports(
  { extensionUri }: ExtensionContext,
  kernels: Kernels,
  notebooks: CurrentNotebook,
): Disposable[] {
  const dist = Uri.joinPath(extensionUri, "dist");
  const panels = new Map<NotebookDocument, OpenPanel>();

  const show = (notebook: NotebookDocument, report: ReportPage | null): void => {
    const open = panels.get(notebook);
    if (!open || !report || report.html === open.shown?.html) return;
    open.shown = report;
    post(open);
  };
  const follow = async (notebook: NotebookDocument): Promise<void> =>
    show(notebook, await kernels.of(notebook).ask("report", NotebookMemory.of(notebook).state));
  const open = async (given?: unknown): Promise<void> => {
    const notebook = notebookFor(given, notebooks);
    if (!notebook) return;
    const known = panels.get(notebook);
    if (known) known.panel.reveal(undefined, true);
    const request = NotebookMemory.of(notebook).state;
    const report = await telling(() => kernels.of(notebook).use("report", request));
    if (!report || notebook.isClosed) return;
    if (!panels.has(notebook)) panels.set(notebook, { panel: create(notebook), shown: null });
    show(notebook, report);
  };
  const create = (notebook: NotebookDocument): WebviewPanel => {
    const name = notebook.uri.path.split("/").at(-1) ?? "";
    const panel = window.createWebviewPanel(
      "campaignNotebook.report",
      `Report: ${name}`,
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [dist], enableFindWidget: true },
    );
    const { webview } = panel;
    panel.iconPath = Uri.joinPath(extensionUri, "media", "sidebar.svg");
    webview.onDidReceiveMessage((message) => {
      const read = readReportPanelMessage(message);
      if (read) void hear(read, notebook);
    });
    panel.onDidDispose(() => panels.delete(notebook));
    webview.html = reportPage({
      scriptUri: String(webview.asWebviewUri(Uri.joinPath(dist, "report-panel.js"))),
      cspSource: webview.cspSource,
    });
    return panel;
  };
  const hear = async (message: ReportPanelMessage, notebook: NotebookDocument): Promise<void> => {
    switch (message.type) {
      case "ready": {
        // Also each time that the panel comes back from behind another tab.
        const panel = panels.get(notebook);
        if (panel) post(panel);
        return;
      }
      case "runAll":
        await commands.executeCommand("notebook.execute", notebook.uri);
        return;
      case "export":
        await commands.executeCommand("campaignNotebook.exportReport");
        return;
      case "open":
        await env.openExternal(Uri.parse(message.href, true));
    }
  };
  return [
    commands.registerCommand("campaignNotebook.openReport", open),
    whenNotebookChanges(kernels, (notebook) => {
      if (panels.has(notebook)) void follow(notebook);
    }),
    workspace.onDidCloseNotebookDocument((notebook) => panels.get(notebook)?.panel.dispose()),
    new Disposable(() => panels.forEach(({ panel }) => panel.dispose())),
  ];
}

function post({ panel, shown }: OpenPanel): void {
  if (!shown) return;
  const message: ShownReport = { type: "report", html: shown.html, missing: shown.missing.length };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's, not the browser's
  void panel.webview.postMessage(message);
}

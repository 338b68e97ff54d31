// A real VS Code's window for end-to-end tests: the extension is loaded, a browser clicks.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../install.mjs";
import { launchBrowser } from "./run-in-host.mjs";
import { startServer } from "./server.mjs";

/**
 * @param files  texts by name, put into the workspace
 * @param opens  the file that the window is started with
 */
export async function openWindow({ files, settings = {}, opens, version }) {
  const workspace = mkdtempSync(join(tmpdir(), "cn-e2e-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
  const server = await startServer({ settings, version });
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    await server.stop();
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 1000 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.route(
      (url) => url.hostname !== "127.0.0.1" && url.protocol.startsWith("http"),
      (route) => route.abort(),
    );
    await page.goto(
      server.url(workspace, [
        ["extensionDevelopmentPath", server.uri(root)],
        ["skipWelcome", "true"],
        ["skipReleaseNotes", "true"],
        ...(opens ? [["openFile", server.uri(join(workspace, opens))]] : []),
      ]),
    );
    // Before all extensions are known, a notebook's file opens as text.
    await page.waitForFunction(
      () =>
        performance.getEntriesByName("code/didStartWorkbench").length > 0 &&
        performance.getEntriesByName("code/didLoadExtensions").length > 0,
    );
    await page.evaluate(() => window.driver?.whenWorkbenchRestored());
    return driven({ page, workspace, server, close });
  } catch (error) {
    await close();
    throw error;
  }
}

function driven({ page, workspace, server, close }) {
  /** The title bar is clicked, because a list or a webview that has the focus keeps keys to itself. */
  const pick = async (text, row) => {
    await page.locator(".command-center-quick-pick").click();
    const input = page.locator(".quick-input-widget input").first();
    await input.fill(text);
    await page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ hasText: row })
      .first()
      .click();
    await input.waitFor({ state: "hidden" });
  };
  return {
    page,
    workspace,
    server,
    close,
    pick,
    /** Where the notebook's outputs are drawn. */
    outputs: page
      .frameLocator('iframe.webview.ready[src*="purpose=notebookRenderer"]')
      .frameLocator("#active-frame"),
    async openNotebook(name) {
      await pick(name, name);
      await page.locator(".notebook-toolbar-container").getByText("Run All").waitFor();
    },
    async runAll() {
      await page.locator(".notebook-toolbar-container").getByText("Run All").click();
    },
    /** The user's settings are read once, those of the workspace are watched. */
    async setTheme(name, bodyClass) {
      mkdirSync(join(workspace, ".vscode"), { recursive: true });
      const file = join(workspace, ".vscode", "settings.json");
      writeFileSync(file, JSON.stringify({ "workbench.colorTheme": name }));
      await page
        .frameLocator('iframe.webview.ready[src*="purpose=notebookRenderer"]')
        .frameLocator("#active-frame")
        .locator(`body.${bodyClass}`)
        .waitFor({ state: "attached" });
    },
  };
}

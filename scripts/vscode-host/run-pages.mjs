// Runs tests that use a real VS Code as a person does, through its page in a headless browser.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../install.mjs";
import { launchBrowser } from "./run-in-host.mjs";
import { startServer } from "./server.mjs";

const longestMs = 120_000;
const folder = join(root, "test", "editor", "pages");

/** @returns the results of all of them: { vscode, tests: [{ title, state, error? }] } */
export async function runPages({ version } = {}) {
  const tests = [];
  const server = await startServer({ version });
  let browser;
  try {
    browser = await launchBrowser();
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".mjs"))) {
      const test = await import(join(folder, file));
      tests.push({ title: test.title, ...(await runPage(test, file, browser, server)) });
    }
    return { vscode: server.vscode, tests };
  } finally {
    await browser?.close();
    await server.stop();
  }
}

async function runPage({ fill, run }, file, browser, server) {
  const workspace = mkdtempSync(join(tmpdir(), "cn-page-tests-"));
  cpSync(join(root, "samples"), workspace, { recursive: true });
  fill(workspace);
  const page = await browser.newPage({ viewport: { width: 1300, height: 950 } });
  page.setDefaultTimeout(longestMs);
  try {
    await page.goto(
      server.url(workspace, [
        ["extensionDevelopmentPath", server.uri(root)],
        ["skipWelcome", "true"],
      ]),
    );
    // Before this a notebook opens as plain text.
    await page.waitForFunction("performance.getEntriesByName('code/didLoadExtensions').length > 0");
    await run(page, workspace);
    return { state: "passed" };
  } catch (error) {
    const failure = join(root, "dist", "editor-tests", "failure");
    mkdirSync(failure, { recursive: true });
    const picture = join(failure, `${file}.png`);
    await page.screenshot({ path: picture }).catch(() => undefined);
    return { state: "failed", error: `${error.stack}\nScreenshot: ${picture}` };
  } finally {
    await page.close();
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

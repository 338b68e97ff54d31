// Runs Mocha tests inside the extension host of a real VS Code, whose workbench is open in a headless browser.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "../install.mjs";
import { startServer } from "./server.mjs";

// Tests end by themselves; this is for an editor that hangs, on a machine that may be busy.
const longestMs = 600_000;

/**
 * @param tests  a script with `run()`, which writes its results to the file named in CAMPAIGN_NOTEBOOK_RESULTS
 * @param fill  puts files into the workspace folder that the tests use
 * @param vsix  the extension to install; without it the one of this folder is tested as it is
 * @returns the results: { tests: [{ title, state, error? }] }
 */
export async function runTests({ tests, fill, settings = {}, version, vsix }) {
  const folder = mkdtempSync(join(tmpdir(), "cn-editor-tests-"));
  const workspace = join(folder, "workspace");
  const resultsFile = join(folder, "results.json");
  mkdirSync(workspace);
  fill(workspace);
  const server = await startServer({
    version,
    settings,
    vsix,
    environment: { CAMPAIGN_NOTEBOOK_RESULTS: resultsFile },
  });
  let browser;
  let output = "";
  try {
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.route(
      (url) => url.hostname !== "127.0.0.1" && url.protocol.startsWith("http"),
      (route) => route.abort(),
    );
    page.on("console", (message) => {
      output += `${message.text()}\n`;
      // What tests say about times is for people; no assertion rests on it.
      const measured = /MEASURED .*/.exec(message.text())?.[0];
      if (measured) console.log(measured);
    });
    const ended = new Promise((settle, fail) => {
      // The workbench calls it when the extension host has run the tests.
      void page.exposeFunction("codeAutomationExit", settle);
      page.on("crash", () => fail(new Error("the browser page crashed")));
      browser.on("disconnected", () => fail(new Error("the browser ended")));
      void server.exited.then((how) => fail(new Error(`VS Code ended: ${how}`)));
      setTimeout(() => fail(new Error(`no result after ${longestMs} ms`)), longestMs).unref();
    });
    // Whoever waits no more is not told.
    ended.catch(() => undefined);
    await page.goto(
      server.url(workspace, [
        ["extensionDevelopmentPath", server.uri(vsix ? bystander(folder) : root)],
        ["extensionTestsPath", server.uri(tests)],
        ["skipWelcome", "true"],
        ["skipReleaseNotes", "true"],
      ]),
    );
    await ended;
    // The file proves that the tests ran; an extension host that crashed is reported as a success.
    if (!existsSync(resultsFile)) throw new Error("the extension host ended without results");
    const results = JSON.parse(readFileSync(resultsFile, "utf8"));
    if (results.tests.some(({ state }) => state === "failed")) keepLogs(server, output);
    return { ...results, vscode: server.vscode };
  } catch (error) {
    keepLogs(server, output);
    throw error;
  } finally {
    await browser?.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** An extension that does nothing: VS Code runs tests only beside one in development. */
function bystander(folder) {
  const path = join(folder, "bystander");
  mkdirSync(path);
  const manifest = { name: "bystander", publisher: "tests", version: "0.0.1" };
  writeFileSync(
    join(path, "package.json"),
    JSON.stringify({ ...manifest, engines: { vscode: "*" } }),
  );
  return path;
}

export function launchBrowser() {
  const finder = join(root, "scripts", "chromium.mjs");
  const path = execFileSync(process.execPath, [finder], { encoding: "utf8" }).trim();
  return chromium.launch({
    executablePath: path,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Hidden frames are not slowed down.
      "--disable-background-timer-throttling",
      "--disable-renderer-backgrounding",
      "--disable-backgrounding-occluded-windows",
    ],
  });
}

function keepLogs(server, output) {
  const folder = join(root, "dist", "editor-tests", "failure");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "console.txt"), output);
  writeFileSync(join(folder, "server.txt"), server.log());
  for (const [name, text] of Object.entries(server.logFiles())) {
    writeFileSync(join(folder, name), text);
  }
  console.error(`Logs of the failed run: ${folder}`);
}

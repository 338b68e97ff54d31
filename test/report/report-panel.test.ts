import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { reportPage } from "../../extension/report-page.ts";
import { renderReport } from "../../kernel/report/render-report.ts";
import type { ReportModel } from "../../kernel/report/model.ts";
import { readReportPanelMessage } from "../../kernel/protocol/report-panel.ts";
import { launchBrowser } from "../browser.ts";
import { sampleModel } from "./sample-model.ts";

let browser: Browser;
let page: Page;
let model: ReportModel;

const origin = "http://panel.test";

beforeAll(async () => {
  [browser, model] = await Promise.all([launchBrowser(), sampleModel()]);
});
afterAll(() => browser.close());

beforeEach(async () => {
  await page?.close();
  page = await browser.newPage({ viewport: { width: 800, height: 600 }, colorScheme: "light" });
  // What VS Code gives a webview, as far as the page uses it.
  await page.addInitScript(() => {
    const said: unknown[] = [];
    Object.assign(globalThis, {
      said,
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => said.push(message),
        getState: () => undefined,
        setState: () => undefined,
      }),
    });
  });
  await page.route(`${origin}/**`, (route) =>
    route.request().url().endsWith(".js")
      ? route.fulfill({
          contentType: "text/javascript",
          body: readFileSync("dist/report-panel.js", "utf8"),
        })
      : route.fulfill({
          contentType: "text/html",
          body: reportPage({ scriptUri: `${origin}/report-panel.js`, cspSource: origin }),
        }),
  );
  await page.goto(origin);
});

async function show(incomplete: string | null = null, missing = 0): Promise<void> {
  const html = renderReport({ ...model, incomplete });
  const message = JSON.stringify({ type: "report", html, missing });
  await page.evaluate(`new Promise((settle) => {
    document.getElementById("report").addEventListener("load", settle, { once: true });
    window.postMessage(${message}, "*");
  }).then(() => null)`);
}

const report = () => page.frameLocator("#report");

it("shows the report, and what it lacks with the way to have it", async () => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) refused.push(message.text());
  });
  await show("2 cells not run yet.", 2);
  expect(await report().locator("h1").textContent()).toBe("Which ads promise too much?");
  expect(await report().locator("header .problem").textContent()).toContain("Not a whole report.");
  expect(await page.locator("#missing").textContent()).toBe("2 results are missing.");
  await page.locator("#run").click();
  expect(await page.evaluate("said")).toEqual([{ type: "ready" }, { type: "runAll" }]);
  await show();
  expect(await page.locator("#bar").isVisible()).toBe(false);
  expect(refused).toEqual([]);
});

it("keeps its place and what was opened when the report changes", async () => {
  await show();
  const top = () =>
    report()
      .locator("html")
      .evaluate((root) => root.scrollTop);
  await report()
    .locator("details")
    .first()
    .evaluate((details) => details.setAttribute("open", ""));
  await report()
    .locator("html")
    .evaluate((root) => root.scrollTo(0, 400));
  await expect.poll(top).toBe(400);
  await show();
  expect(await top()).toBe(400);
  expect(await report().locator("details").first().getAttribute("open")).toBe("");
});

it("is light and dark with the editor, whatever the system is", async () => {
  const paper = () =>
    page.evaluate(
      "getComputedStyle(document.getElementById('report').contentDocument.documentElement).backgroundColor",
    );
  await show();
  const light = await paper();
  await page.evaluate("document.body.classList.add('vscode-dark')");
  await expect.poll(paper).not.toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate("document.body.classList.remove('vscode-dark')");
  await expect.poll(paper).toBe(light);
  await page.evaluate(
    "document.documentElement.style.setProperty('--vscode-editor-background', 'rgb(1, 2, 3)')",
  );
  await page.evaluate("document.body.classList.add('vscode-high-contrast')");
  await expect.poll(paper).toBe("rgb(1, 2, 3)");
});

it("runs no script of the report, and its own links stay in it", async () => {
  await show();
  const inside = report().locator('a[href="#r-data-and-method"]').first();
  await inside.click();
  await expect
    .poll(() =>
      report()
        .locator("html")
        .evaluate((root) => root.scrollTop),
    )
    .toBeGreaterThan(0);
  expect(await page.evaluate("said")).toEqual([{ type: "ready" }]);
  expect(await page.locator("#report").getAttribute("sandbox")).toBe("allow-same-origin");
});

it.each<[unknown, unknown]>([
  [{ type: "ready", more: 1 }, { type: "ready" }],
  [
    { type: "open", href: "https://example.com/a" },
    { type: "open", href: "https://example.com/a" },
  ],
  [{ type: "open", href: "command:workbench.action.quit" }, null],
  [{ type: "open", href: "file:///etc/passwd" }, null],
  [{ type: "command", id: "x" }, null],
  ["ready", null],
])("a message %j is read as %j", (message, read) => {
  expect(readReportPanelMessage(message)).toEqual(read);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReportModel } from "../../kernel/report/model.ts";
import { renderReport } from "../../kernel/report/render-report.ts";
import { launchBrowser } from "../browser.ts";
import { hostileNames } from "./hostile-names.ts";
import { column, sampleModel } from "./sample-model.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const openAll = `for (const details of document.querySelectorAll("details")) details.open = true`;

let browser: Browser;
let folder: string;
let sample: ReportModel;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
  [browser, sample] = await Promise.all([launchBrowser(), sampleModel()]);
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the page asked for and said, beyond being opened. */
interface Opened {
  readonly page: Page;
  readonly requests: string[];
  readonly messages: string[];
}

async function open(model: ReportModel, options: BrowserContextOptions = {}): Promise<Opened> {
  const file = join(folder, "report.html");
  writeFileSync(file, renderReport(model));
  const page = await browser.newPage(options);
  const url = pathToFileURL(file).href;
  const requests: string[] = [];
  const messages: string[] = [];
  page.on("request", (request) => request.url() === url || requests.push(request.url()));
  page.on("console", (message) => messages.push(message.text()));
  page.on("dialog", (dialog) => messages.push(`dialog: ${dialog.message()}`));
  page.on("pageerror", (error) => messages.push(error.message));
  await page.goto(url);
  return { page, requests, messages };
}

/** Every element's name with its attributes' names, in order. */
function skeleton(page: Page): Promise<string[]> {
  return page.evaluate(
    `Array.from(document.querySelectorAll("*"), (e) => [e.localName, ...e.getAttributeNames()].join(" "))`,
  );
}

/** A table for every hostile name, called so and showing it, and one name in every other place that shows a text. */
async function hostileModel(word: (name: string) => string): Promise<ReportModel> {
  let next = 0;
  const model = await sampleModel(() => word(hostileNames[next++ % hostileNames.length] ?? ""));
  const columns = [column("ad_name", "text", "VARCHAR")];
  const tables = hostileNames.map((hostile): ReportModel["cells"][number] => {
    const name = word(hostile);
    const table = { columns, rows: [[name]], total: 1, currency: null };
    const outputs = [{ kind: "table", name, table } as const];
    return { kind: "code", language: "sql", code: "", hidden: true, name, outputs };
  });
  return { ...model, cells: [...tables, ...model.cells] };
}

test("axe finds nothing to object to, in light and in dark", async () => {
  const { page } = await open(sample);
  await page.evaluate(openAll);
  await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate(
      `axe.run(document).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.html)))`,
    );
    expect(violations).toEqual([]);
  }
  await page.close();
});

test("hostile names change no element and no attribute of the page, and are shown whole", async () => {
  const { page, requests, messages } = await open(await hostileModel((name) => name));
  const harmless = await open(await hostileModel((name) => name.replace(/[^ ]/g, "x")));
  const found = await skeleton(page);
  expect(found.length).toBeGreaterThan(500);
  expect(found).toEqual(await skeleton(harmless.page));
  expect([...messages, ...requests]).toEqual([]);

  const shown: string[] = await page.evaluate(
    `Array.from(document.querySelectorAll("tbody th"), (e) => (e.querySelector("summary")?.remove(), e.textContent)).slice(0, ${hostileNames.length})`,
  );
  const labels: string[] = await page.evaluate(
    `Array.from(document.querySelectorAll("[role=region]"), (e) => e.ariaLabel)`,
  );
  for (const [row, name] of hostileNames.entries())
    if (!/[\p{C}\u2028\u2029]/u.test(name))
      expect([shown[row], labels[row]]).toEqual([name, `Table ${row + 1}: ${name}`]);
  // oxlint-disable-next-line no-control-regex -- what must not be there
  expect(shown.join("")).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u);
  expect(shown.join("")).toContain("a\\u202egnp.exe\\u202c");
  await Promise.all([page.close(), harmless.page.close()]);
});

test("hostile prose runs nothing, asks for nothing and links nowhere but the web", async () => {
  const attacks = [
    ...hostileNames,
    "![x](https://evil.example/pixel.png) ![y](../secret.png) ![z](data:image/svg+xml;base64,PHN2Zz4=)",
    "[a](javascript:alert(1)) [b](command:x) [c](file:///etc/passwd) [d](data:text/html,x) <vbscript:x>",
    "# constructor\n\n# location\n\n[ok](https://example.com) [mail](mailto:a@example.com) [here](#location)",
    "| a |\n|:-:|\n| <b> |\n\n```html onload=alert(1)\n</code><script>\n```",
  ];
  const cells = attacks.map((text) => ({ kind: "markdown", text }) as const);
  const { page, requests, messages } = await open({ ...sample, cells });
  expect([...requests, ...messages]).toEqual([]);
  const links: string[] = await page.evaluate(
    `Array.from(document.querySelectorAll(".prose [href], .prose [src]"), (e) => e.getAttribute("href") ?? e.getAttribute("src"))`,
  );
  expect(links).toContain("#h-location");
  for (const link of links) expect(link).toMatch(/^(https:\/\/example|mailto:|#h-)/);
  const attributes = (await skeleton(page)).flatMap((element) => element.split(" ").slice(1));
  expect(attributes.filter((name) => /^on|^style$|^action$/.test(name))).toEqual([]);
  const ids: string[] = await page.evaluate(
    `Array.from(document.querySelectorAll(".prose [id]"), (e) => e.id)`,
  );
  for (const id of ids) expect(id).toMatch(/^h-/);
  await page.close();
});

test("nothing is wider than the window, on a phone and on a desk", async () => {
  for (const model of [sample, await hostileModel((name) => name)]) {
    const { page } = await open(model);
    await page.evaluate(openAll);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
    await page.close();
  }
});

test("the page's own policy stops what could get in past all this", async () => {
  const { page, messages } = await open(sample);
  await page.evaluate(`document.body.insertAdjacentHTML("beforeend",
    '<img src="https://evil.example/pixel.png"><p id="probe" style="color:red">x</p>');
    const script = document.createElement("script");
    script.textContent = "document.title = 'ran'";
    document.body.append(script);`);
  expect(await page.title()).toBe(sample.title);
  const colour = await page.evaluate(`getComputedStyle(document.getElementById("probe")).color`);
  expect(colour).not.toBe("rgb(255, 0, 0)");
  // The image, the style and the script.
  expect(messages.filter((text) => text.includes("Content Security Policy"))).toHaveLength(3);
  await page.close();
});

test("print is light, whatever the screen", async () => {
  const { page } = await open(sample, { colorScheme: "dark" });
  const colours = `["color", "backgroundColor"].map((name) => getComputedStyle(name === "color" ? document.body : document.documentElement)[name])`;
  expect(await page.evaluate(colours)).toEqual(["rgb(230, 237, 243)", "rgb(31, 31, 31)"]);
  await page.emulateMedia({ media: "print" });
  expect(await page.evaluate(colours)).toEqual(["rgb(31, 35, 40)", "rgb(255, 255, 255)"]);
  await page.close();
});

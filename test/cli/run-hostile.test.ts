import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { hostileNames } from "../report/hostile-names.ts";
import { hostileExport } from "./hostile-export.ts";
import { freshCache, runCli } from "./run-cli.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const cache = freshCache();
const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
let browser: Browser;

beforeAll(async () => {
  writeFileSync(
    join(folder, "hostile.csv"),
    hostileExport((name) => name),
  );
  writeFileSync(
    join(folder, "harmless.csv"),
    hostileExport((name) => name.replace(/[^ ]/g, "x")),
  );
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(cache, ".."), { recursive: true, force: true });
});

async function report(sample: string, names: "hostile" | "harmless"): Promise<string> {
  const html = join(folder, `${sample}-${names}.html`);
  const source = `ads=${join(folder, `${names}.csv`)}`;
  const path = `samples/${sample}.campaign.md`;
  const { status, stderr } = await runCli(["run", path, "--source", source, "--html", html], cache);
  expect(status, stderr).toBe(0);
  return html;
}

/** The page at the width of a phone, with what it asked for and said. */
async function open(html: string): Promise<{ page: Page; noise: string[] }> {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  const url = pathToFileURL(html).href;
  const noise: string[] = [];
  page.on("request", (request) => request.url() === url || noise.push(request.url()));
  page.on("console", (message) => noise.push(message.text()));
  page.on("dialog", (dialog) => noise.push(dialog.message()));
  page.on("pageerror", (error) => noise.push(error.message));
  await page.goto(url);
  return { page, noise };
}

const elements = `Array.from(document.querySelectorAll("*"), (e) => e.localName).toSorted()`;
const handlers = `Array.from(document.querySelectorAll("*")).flatMap((e) => e.getAttributeNames()).filter((name) => /^on/.test(name))`;

function violations(options: string): string {
  return `axe.run(document, ${options}).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.html.slice(0, 200))))`;
}

test.each(["ad-fatigue", "creative-performance", "funnel", "high-ctr-low-cvr"])(
  "%s shows hostile names as what they are: text",
  async (sample) => {
    const [hostile, harmless] = await Promise.all([
      report(sample, "hostile"),
      report(sample, "harmless"),
    ]);
    const { page, noise } = await open(hostile);
    const plain = await open(harmless);
    expect(await page.evaluate(elements)).toEqual(await plain.page.evaluate(elements));
    expect(await page.evaluate(handlers)).toEqual([]);
    expect(await page.evaluate("document.scripts.length")).toBe(0);
    expect(noise).toEqual([]);

    await page.evaluate(
      `for (const details of document.querySelectorAll("details")) details.open = true`,
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    await page.evaluate(axe);
    // Of what axe looks at, only the contrast differs between light and dark.
    expect(await page.evaluate(violations("{}"))).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await page.evaluate(violations(`{ runOnly: ["color-contrast"] }`))).toEqual([]);
    await Promise.all([page.close(), plain.page.close()]);
  },
);

test("the names are all in the report, as they are written", async () => {
  const { page } = await open(join(folder, "creative-performance-hostile.html"));
  const shown: string[] = await page.evaluate(
    `Array.from(document.querySelectorAll("tbody th"), (e) => e.textContent.replace(/\\s+/g, " ").trim())`,
  );
  const plain = hostileNames.filter((name) => /^[\x21-\x7e][\x20-\x7e]{0,150}$/.test(name));
  expect(plain.length).toBeGreaterThan(50);
  for (const name of plain) expect(shown).toContain(name.replace(/\s+/g, " ").trim());
  await page.close();
});

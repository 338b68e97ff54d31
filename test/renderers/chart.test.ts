import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseChartSpec } from "../../kernel/chart/parse-spec.ts";
import type { ChartTable } from "../../kernel/chart/chart-table.ts";
import { renderChart } from "../../kernel/chart/render-chart.ts";
import type { ChartOutput } from "../../kernel/protocol/output.ts";
import { launchBrowser } from "../browser.ts";
import { ads, daily } from "../chart/tables.ts";
import { openRenderer } from "./renderer-page.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function outputOf(text: string, data: ChartTable, isLive = true): Promise<ChartOutput> {
  const chart = await renderChart({ ...parseChartSpec(text), data, isLive });
  const columns = data.columns.map(({ name, label, unit }) => ({
    name,
    label: label ?? name,
    unit: unit ?? null,
    type: "VARCHAR",
  }));
  const rows = data.rows.map((row) => row.map(String));
  const { svg, live, title, description, notes } = chart;
  return {
    kind: "chart",
    svg,
    ...(live !== null && { live }),
    title,
    description,
    notes,
    table: { columns, rows, total: rows.length, currency: data.currency ?? null },
  };
}

const scatter =
  "{mark: point, encoding: {x: {field: ctr}, y: {field: cost}, color: {field: campaign}}}";
const bars =
  "{title: Spend, mark: bar, encoding: {x: {field: campaign}, y: {aggregate: sum, field: cost}}}";
const lines =
  "{mark: line, encoding: {x: {field: date}, y: {field: cost}, color: {field: campaign}}}";

test("draws the same shapes as the still picture, asks for nothing and says what it is", async () => {
  const output = await outputOf(bars, ads);
  const { page, troubles } = await openRenderer(browser, "chart", output);
  const drawn = await page
    .locator("svg g.mark-rect.role-mark path")
    .evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
  const still = [...output.svg.matchAll(/<g class="mark-rect role-mark.*?<\/g>/gs)].join("");
  expect(drawn.length).toBe(3);
  for (const path of drawn) expect(still).toContain(`d="${path}"`);
  await expect(page.locator(".drawing").getAttribute("aria-label")).resolves.toMatch(/^Spend\. /);
  expect(troubles).toEqual([]);
  await page.close();
});

test("tooltips have full numbers in their units; a line tells of its nearest point", async () => {
  const points = await openRenderer(browser, "chart", await outputOf(scatter, ads));
  const point = points.page.locator("svg g.mark-symbol.role-mark path").first();
  await point.hover();
  const tip = points.page.locator(".tooltip");
  await tip.waitFor();
  expect(await tip.locator("dt").allTextContents()).toEqual([
    "CTR (destination)",
    "Spend (NOK)",
    "Campaign",
  ]);
  expect(await tip.locator("dd").allTextContents()).toEqual([
    "0.40%",
    "NOK\u00a01,200.50",
    "Brand search",
  ]);
  await points.page.keyboard.press("Escape");
  expect(await tip.isVisible()).toBe(false);
  await points.page.close();

  const { page } = await openRenderer(browser, "chart", await outputOf(lines, daily));
  const box = await page.locator("svg g.mark-line.role-mark path").nth(1).boundingBox();
  if (!box) throw new Error("no line");
  await page.mouse.move(box.x + box.width - 1, box.y + 9);
  await page.locator(".tooltip").waitFor();
  expect(await page.locator(".tooltip dd").allTextContents()).toEqual([
    "Mar 30, 2024",
    "EUR\u00a0200.00",
    "Retargeting EU",
  ]);
  await page.close();
});

test("a theme switch gives new colours to the chart that is there", async () => {
  const { page, setTheme } = await openRenderer(browser, "chart", await outputOf(scatter, ads));
  const plot = page.locator("svg.marks");
  await plot.evaluate((svg) => svg.setAttribute("data-same", ""));
  const fills = () =>
    page
      .locator("svg g.mark-symbol.role-mark path")
      .evaluateAll((paths) => [...new Set(paths.map((path) => path.getAttribute("fill")))]);
  expect(await fills()).toEqual(["#0072b2", "#91190f", "#892b64"]);
  await setTheme("dark");
  await expect.poll(fills).toEqual(["#56b4e9", "#478470", "#f7c831"]);
  const title = page.locator("svg g.role-axis-title text").first();
  expect(await title.getAttribute("fill")).toBe("#cccccc");
  expect(await plot.getAttribute("data-same")).toBe("");
  await page.close();
});

test("shows its data as a table, and passes the accessibility checks with it", async () => {
  const { page } = await openRenderer(browser, "chart", await outputOf(scatter, ads));
  await page.getByRole("button", { name: "Show data" }).click();
  const table = page.getByRole("table");
  expect(await table.locator("caption").textContent()).toBe("12 rows");
  expect(await table.getByRole("columnheader").first().textContent()).toBe("ad_id");
  expect(await table.getByRole("row").nth(1).getByRole("cell").allTextContents()).toEqual(
    "9007199254740993000|Brand search|0.40%|5.00%|NOK\u00a01,200.50|0.50×|100|2.00 s".split("|"),
  );
  await page.evaluate(axe);
  const violations = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id }) => id))",
  );
  expect(violations).toEqual([]);
  await page.getByRole("button", { name: "Hide data" }).click();
  expect(await table.count()).toBe(0);
  await page.close();
});

test("saves as SVG and PNG, in light colours whatever the theme", async () => {
  const { page, posted, setTheme } = await openRenderer(
    browser,
    "chart",
    await outputOf(scatter, ads),
  );
  await setTheme("dark");
  const fill = () => page.locator("svg g.mark-symbol.role-mark path").first().getAttribute("fill");
  await expect.poll(fill).toBe("#56b4e9");
  await page.getByRole("button", { name: "Save as SVG" }).click();
  await expect.poll(async () => (await posted()).length).toBe(1);
  await page.getByRole("button", { name: "Save as PNG" }).click();
  await expect.poll(async () => (await posted()).length).toBe(2);
  const [svg, png] = await posted();
  expect(svg).toMatchObject({ type: "save-chart", format: "svg" });
  const text = JSON.stringify(svg);
  expect(text).toContain("#0072b2");
  expect(text).not.toContain("#56b4e9");
  expect(png).toMatchObject({ format: "png", data: expect.stringMatching(/^iVBORw0KGgo/) });
  expect(await fill()).toBe("#56b4e9");
  await page.close();
});

test("selections of the spec work", async () => {
  const spec = `{params: [{name: pick, select: {type: point, fields: [campaign]}, bind: legend}],
    mark: point, encoding: {x: {field: ctr}, y: {field: cost}, color: {field: campaign},
    opacity: {condition: {param: pick, value: 1}, value: 0.1}}}`;
  const { page, troubles } = await openRenderer(browser, "chart", await outputOf(spec, ads));
  const faint = () => page.locator('svg g.mark-symbol.role-mark path[opacity="0.1"]').count();
  expect(await faint()).toBe(0);
  await page.locator("svg g.role-legend-label text").first().click();
  await expect.poll(faint).toBe(8);
  expect(troubles).toEqual([]);
  await page.close();
});

test("many points are drawn on a canvas, and told apart all the same", async () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => [i % 60, Math.floor(i / 60)]);
  const many = { name: "many", columns: [{ name: "a" }, { name: "b" }], rows };
  const spec = "{mark: point, encoding: {x: {field: a}, y: {field: b}}}";
  const { page, troubles } = await openRenderer(browser, "chart", await outputOf(spec, many));
  const canvas = page.locator("canvas");
  const box = await canvas.boundingBox();
  if (!box) throw new Error("no canvas");
  for (let x = 0; x < 20 && !(await page.locator(".tooltip").isVisible()); x += 2)
    await page.mouse.move(box.x + box.width / 2 + x, box.y + box.height / 2);
  expect(await page.locator(".tooltip dd").allTextContents()).toEqual([
    expect.stringMatching(/^\d+$/),
    expect.stringMatching(/^\d+$/),
  ]);
  expect(troubles).toEqual([]);
  await page.close();
});

test("without a live chart, or with one that fails, the picture is shown in the theme's colours", async () => {
  for (const live of [undefined, '{"marks": [{"type": "none"}]}', "no JSON"]) {
    const output = await outputOf(bars, ads, false);
    const { page, setTheme } = await openRenderer(browser, "chart", {
      ...output,
      ...(live !== undefined && { live }),
    });
    const bar = page.locator("svg g.mark-rect.role-mark path").first();
    const fill = () =>
      bar.evaluate((path) => path.ownerDocument.defaultView?.getComputedStyle(path).fill);
    expect(await fill()).toBe("rgb(0, 114, 178)");
    await setTheme("dark");
    await expect.poll(fill).toBe("rgb(86, 180, 233)");
    await page.close();
  }
});

test("what is disposed of leaves nothing behind that answers to the theme", async () => {
  const { page, setTheme, troubles } = await openRenderer(
    browser,
    "chart",
    await outputOf(scatter, ads),
  );
  await page.evaluate("window.dispose()");
  await setTheme("contrast");
  const fill = await page.locator("svg g.mark-symbol.role-mark path").first().getAttribute("fill");
  expect(fill).toBe("#0072b2");
  expect(troubles).toEqual([]);
  await page.close();
});

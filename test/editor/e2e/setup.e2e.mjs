import { match, ok, strictEqual } from "node:assert/strict";
import { fence as cell, until } from "./table-page.mjs";

const fence = (text, info = "sql") => cell(info, text);

const header =
  "By Day,Campaign name,Ad name,Ad ID,Currency,Cost,Impressions,Clicks (destination),Shop mood";
const days = ["2026-05-01", "2026-05-02", "2026-05-04"];

export const files = {
  "ads.csv": `${header}
${days.map((day, index) => `${day},C,<img src=x onerror=alert(1)> A,1801234567890123457,EUR,${10 + index}.50,1000,${30 + index},calm`).join("\n")}
2026-05-01,C,B,1801234567890123458,EUR,3.00,many,5,loud
Total of 4 results,-,-,-,EUR,37.50,3000,98,-
`,
  "setup.campaign.md": `---
campaign-notebook: 1
sources:
  ads: ads.csv
params:
  least: {default: 20, min: 1, label: Fewest clicks}
  period: 2026-05-01..2026-05-31
  mood: [calm, loud]
  ad: {choices: "SELECT DISTINCT ad_id FROM ads ORDER BY ad_id", label: One ad}
  note: a <b>note</b>
---
${fence("SELECT sum(cost) AS cost, 40.00::DECIMAL(9,2) AS cost_previous, ctr(sum(clicks_destination), sum(impressions)) AS ctr, 0.02 AS ctr_previous, 0.05 AS ctr_target, [0.01, 0.03, NULL, 0.02, 0.025] AS ctr_series, sum(impressions) AS impressions FROM ads", "sql view=kpi")}
${fence("SELECT ad_id, sum(clicks_destination) AS clicks FROM ads GROUP BY ad_id HAVING clicks >= $least", "sql name=by_ad")}
${fence("SELECT count(*) AS ads FROM by_ad")}
${fence("SELECT 1 AS a,\n  nonsense AS b\nFROM ads")}
`,
};

const shown = (locator) => locator.waitFor({ state: "visible" });

export const tests = {
  "the load report says at a glance what was loaded, and hides nothing": async (window) => {
    const { openNotebook, runAll, outputs, page, shoot } = window;
    // Only cells in sight are drawn.
    await page.setViewportSize({ width: 1400, height: 2000 });
    await openNotebook("setup.campaign.md");
    await runAll();
    const load = outputs.getByRole("region", { name: "Source ads" });
    await shown(load);
    const text = await load.innerText();
    match(text, /ads · 4 rows of ads\.csv/);
    match(text, /TikTok Ads Manager/);
    match(text, /5 read, 4 loaded, 1 left out as totals \(row 6\)/);
    match(text, /1, left empty: impressions 1 \(no number, row 5 “many”\)/);
    await load.getByText("Unreadable values", { exact: true }).last().click();
    await shown(load.getByRole("region", { name: /could not be read/ }));
    await load.locator("summary", { hasText: "9 columns, 1 not known" }).click();
    await shown(load.getByText("not known, kept as it is"));
    strictEqual(await outputs.locator("img").count(), 0);
    strictEqual(await outputs.locator("b", { hasText: "note" }).count(), 0);
    await shoot("setup-load");
  },

  "a wrong value is refused beside its input, a right one marks what binds it": async (window) => {
    const { outputs, page, shoot, setTheme } = window;
    const form = outputs.getByRole("region", { name: "Parameters" });
    const least = form.getByLabel("Fewest clicks", { exact: true });
    await least.scrollIntoViewIfNeeded();
    await least.fill("0");
    await least.press("Enter");
    await shown(form.getByText("Give a number of at least 1."));
    strictEqual(await least.getAttribute("aria-invalid"), "true");
    await shoot("setup-invalid");
    await least.fill("6");
    await least.press("Enter");
    await shown(form.getByText(/Changed for this session; the notebook says 20\./));
    const stale = page.getByText("Stale: $least changed");
    await stale.first().waitFor();
    await page.getByText("Stale: by_ad changed").first().waitFor();
    await form.getByLabel("One ad").selectOption("1801234567890123458");
    await shown(form.getByText("Changed for this session; the notebook names no value."));
    for (const [name, bodyClass] of [
      ["Light Modern", "vscode-light"],
      ["Default High Contrast", "vscode-high-contrast"],
      ["Default High Contrast Light", "vscode-high-contrast-light"],
      ["Dark Modern", "vscode-dark"],
    ]) {
      await setTheme(name, bodyClass);
      await shoot(`setup-parameters-${bodyClass}`);
    }
  },

  "stale cells run from the parameters, and the value is kept in the file": async (window) => {
    const { outputs, page, shoot } = window;
    const form = outputs.getByRole("region", { name: "Parameters" });
    await form.getByRole("button", { name: "Run Stale Cells" }).click();
    await page.getByText("Stale: by_ad changed").first().waitFor({ state: "detached" });
    await form.getByRole("button", { name: "Keep as default of Fewest clicks" }).click();
    await form.getByRole("button", { name: "Reset Fewest clicks" }).waitFor({ state: "detached" });
    const line = page.locator(".view-line", { hasText: "least: {default: 6, min: 1, label" });
    await line.first().waitFor();
    ok((await line.count()) > 0);
    await shoot("setup-kept");
  },

  "tiles say value, change and target, in each theme": async ({ outputs, setTheme, shoot }) => {
    const tiles = outputs.locator(".tiles");
    await tiles.scrollIntoViewIfNeeded();
    const text = await tiles.innerText();
    match(text, /EUR\s+37\.50/);
    match(text, /Before 2\.00%/);
    match(text, /worse|better/);
    ok((await tiles.locator("svg[role=img][aria-label]").count()) === 1);
    for (const [name, bodyClass] of [
      ["Light Modern", "vscode-light"],
      ["Default High Contrast", "vscode-high-contrast"],
      ["Dark Modern", "vscode-dark"],
    ]) {
      await setTheme(name, bodyClass);
      await tiles.scrollIntoViewIfNeeded();
      await shoot(`setup-tiles-${bodyClass}`);
    }
  },

  "an error's place is a link to the line": async ({ outputs, page, shoot }) => {
    // Whatever grows, all of it stays in sight.
    await page.setViewportSize({ width: 1400, height: 2600 });
    const link = outputs.getByRole("button", { name: /Line 2, character 3/ });
    await link.scrollIntoViewIfNeeded();
    await shown(link);
    await shoot("setup-error");
    const before = await link.boundingBox();
    await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
    await page.mouse.down();
    // An output above grows while the button is down.
    await outputs.locator('details:has(> summary:text-is("File"))').evaluate((details) => {
      details.open = true;
    });
    await until("the link moved", async () => (await link.boundingBox()).y !== before.y);
    await page.mouse.up();
    // The selection is in the failing cell: what is typed there replaces the line's rest.
    await page.locator(".cell-focus-container.focused, .monaco-list-row.focused").first().waitFor();
    await page.waitForFunction(() => document.activeElement?.closest(".monaco-editor") !== null);
    await page.keyboard.type("2 AS b");
    await page.locator(".view-line", { hasText: /^\s*2\sAS\sb$/ }).waitFor();
  },
};

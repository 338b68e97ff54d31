// What a person does with a chart in a real VS Code, with clicks and keys.
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const title = "a chart is drawn, points out, follows the theme, shows its data and is saved";

const notebook = `---
campaign-notebook: 1
sources:
  ads: exports/ads-daily.csv
---

\`\`\`vega-lite data=ads
{title: Spend by campaign, mark: bar, encoding: {y: {field: campaign_name}, x: {aggregate: sum, field: cost}}}
\`\`\`
`;

/** Files for the workspace, before VS Code opens it. */
export function fill(workspace) {
  mkdirSync(join(workspace, ".vscode"), { recursive: true });
  writeFileSync(join(workspace, "chart.campaign.md"), notebook);
  setTheme(workspace, "Light 2026");
}

/** @param page  a workbench whose extensions are loaded */
export async function run(page, workspace) {
  await page.locator(".command-center-quick-pick").first().click();
  await page.locator(".quick-input-widget input").first().fill("chart.campaign.md");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "chart.campaign" }).click();
  await page.getByRole("button", { name: "Run All" }).first().click();
  const outputs = page
    .frameLocator('iframe.webview.ready[src*="purpose=notebookRenderer"]')
    .frameLocator("#active-frame");
  const bars = outputs.locator(".drawing svg g.mark-rect.role-mark path");
  await bars.first().waitFor({ timeout: 120_000 });
  const colour = () => bars.first().getAttribute("fill");
  strictEqual(await colour(), "#0072b2");
  const name = await outputs.locator(".drawing").getAttribute("aria-label");
  match(name ?? "", /^Spend by campaign\. /);

  await bars.first().hover();
  const tooltip = outputs.locator(".tooltip");
  await tooltip.waitFor();
  const [spend, campaign] = await tooltip.locator("dd").allTextContents();
  match(`${spend} ${campaign}`, /EUR\s[\d,]+\.\d\d/);

  await bars.first().evaluate((path) => path.ownerSVGElement.setAttribute("data-same", ""));
  setTheme(workspace, "Dark 2026");
  await outputs.locator("body.vscode-dark").waitFor({ state: "attached", timeout: 60_000 });
  await outputs.locator('.drawing svg[data-same] path[fill="#56b4e9"]').first().waitFor();

  await outputs.getByRole("button", { name: "Show data" }).click();
  match((await outputs.locator("caption").textContent()) ?? "", /^The first 500 of [\d,]+ rows/);

  await outputs.getByRole("button", { name: "Save as SVG" }).click();
  const dialog = page.locator(".quick-input-widget");
  await dialog
    .getByRole("button", { name: "Save" })
    .or(dialog.getByText("OK", { exact: true }))
    .first()
    .click({ timeout: 60_000 });
  const saved = () => readdirSync(workspace).filter((file) => file.endsWith(".svg"));
  for (let tries = 0; tries < 200 && saved().length === 0; tries++) await page.waitForTimeout(50);
  deepStrictEqual(saved(), ["Spend-by-campaign.svg"]);
  const svg = readFileSync(join(workspace, "Spend-by-campaign.svg"), "utf8");
  ok(svg.startsWith("<svg") && svg.includes("#0072b2") && !svg.includes("#56b4e9"));
}

function setTheme(workspace, theme) {
  const settings = JSON.stringify({ "workbench.colorTheme": theme });
  writeFileSync(join(workspace, ".vscode", "settings.json"), settings);
}

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fence, until } from "./table-page.mjs";

const rows = Array.from({ length: 40 }, (_, day) => [
  `2026-05-${String(1 + (day % 20)).padStart(2, "0")}`,
  day < 20 ? "Spring" : "Autumn",
  day < 20 ? "1801000000000000001" : "1801000000000000002",
  "EUR",
  `${10 + day}.50`,
]);

export const files = {
  "ads.csv": ["By Day,Campaign name,Campaign ID,Currency,Cost", ...rows.map(String)].join("\n"),
  "chart.campaign.md": `---
campaign-notebook: 1
sources:
  ads: ads.csv
---
${fence("vega-lite data=ads", "{title: Spend by campaign, mark: bar, encoding: {y: {field: campaign_name}, x: {aggregate: sum, field: cost}}}")}`,
};

const bars = (outputs) => outputs.locator(".drawing svg g.mark-rect.role-mark path");

export const tests = {
  "a chart is drawn, says in words what it shows, and points out": async (window) => {
    const { openNotebook, runAll, outputs, setTheme, shoot } = window;
    await openNotebook("chart.campaign.md");
    await runAll();
    await bars(outputs).first().waitFor();
    await setTheme("Light 2026", "vscode-light");
    await outputs.locator('.drawing svg path[fill="#0072b2"]').first().waitFor();
    const name = await outputs.locator(".drawing").getAttribute("aria-label");
    match(name ?? "", /^Spend by campaign\. /);
    await bars(outputs).first().hover();
    await outputs.locator(".tooltip").waitFor();
    const values = await outputs.locator(".tooltip dd").allTextContents();
    match(values.join(" "), /EUR\s[\d,]+\.\d\d/);
    await shoot("chart-light");
  },

  "another theme recolours it, without another run": async ({ outputs, setTheme, shoot }) => {
    await bars(outputs)
      .first()
      .evaluate((path) => path.ownerSVGElement.setAttribute("data-same", ""));
    await setTheme("Dark 2026", "vscode-dark");
    await outputs.locator('.drawing svg[data-same] path[fill="#56b4e9"]').first().waitFor();
    await shoot("chart-dark");
  },

  "its data are shown as a table": async ({ outputs }) => {
    await outputs.getByRole("button", { name: "Show data" }).click();
    match((await outputs.locator("caption").textContent()) ?? "", /40 rows/);
    strictEqual(await outputs.locator("tbody tr").count(), 40);
  },

  "it is saved in the colours for paper": async ({ outputs, page, workspace }) => {
    await outputs.getByRole("button", { name: "Save as SVG" }).click();
    const dialog = page.locator(".quick-input-widget");
    await dialog
      .getByRole("button", { name: "Save" })
      .or(dialog.getByText("OK", { exact: true }))
      .first()
      .click();
    const saved = () => readdirSync(workspace).filter((file) => file.endsWith(".svg"));
    await until("the file", () => saved().length > 0);
    deepStrictEqual(saved(), ["Spend-by-campaign.svg"]);
    const svg = readFileSync(join(workspace, "Spend-by-campaign.svg"), "utf8");
    ok(svg.startsWith("<svg") && svg.includes("#0072b2") && !svg.includes("#56b4e9"));
  },
};

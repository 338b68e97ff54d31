import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fence, until } from "./table-page.mjs";

const spec =
  "{title: Spend by campaign, mark: bar, encoding: {y: {field: campaign_name}, x: {aggregate: sum, field: spend}}}";

export const files = {
  "chart.campaign.md": `# Spend
${fence("sql name=ads hide=all", "SELECT 'Campaign ' || (range % 3) AS campaign_name, (range * 7 / 4)::DECIMAL(18,2) AS spend FROM range(600)")}
${fence("vega-lite data=ads", spec)}`,
};

export const settings = { "workbench.colorTheme": "Light 2026" };

const bars = (outputs) => outputs.locator(".drawing svg g.mark-rect.role-mark path");

export const tests = {
  "a chart is drawn in the theme's colours and says what it is": async (opened) => {
    const { openNotebook, runAll, outputs, shoot } = opened;
    await openNotebook("chart.campaign.md");
    await runAll();
    await bars(outputs).first().waitFor();
    strictEqual(await bars(outputs).first().getAttribute("fill"), "#0072b2");
    const label = await outputs.locator(".drawing").getAttribute("aria-label");
    match(label ?? "", /^Spend by campaign\. /);
    await shoot("chart");
  },

  "the mark under the pointer tells its numbers": async ({ outputs }) => {
    await bars(outputs).first().hover();
    const values = outputs.locator(".tooltip dd");
    await values.first().waitFor();
    ok((await values.allTextContents()).includes("Campaign 0"));
  },

  "a theme switch recolours the chart that is there": async ({ outputs, setTheme, shoot }) => {
    const bar = bars(outputs).first();
    await bar.evaluate((path) => path.ownerSVGElement.setAttribute("data-same", ""));
    await setTheme("Dark 2026", "vscode-dark");
    await outputs.locator('.drawing svg[data-same] path[fill="#56b4e9"]').first().waitFor();
    await shoot("chart-dark");
  },

  "its data is a table, for keys too": async ({ outputs }) => {
    await outputs.getByRole("button", { name: "Show data" }).press("Enter");
    strictEqual(
      await outputs.locator("caption").textContent(),
      "The first 500 of 600 rows that the chart takes in",
    );
  },

  "it is saved as SVG, in light colours": async ({ page, outputs, workspace }) => {
    await outputs.getByRole("button", { name: "Save as SVG" }).press("Enter");
    const dialog = page.locator(".quick-input-widget");
    const accept = dialog.getByRole("button", { name: "Save" });
    await accept
      .or(dialog.getByText("OK", { exact: true }))
      .first()
      .click();
    const saved = () => readdirSync(workspace).filter((file) => file.endsWith(".svg"));
    await until("the file is written", () => saved().length > 0);
    deepStrictEqual(saved(), ["Spend-by-campaign.svg"]);
    const svg = readFileSync(join(workspace, "Spend-by-campaign.svg"), "utf8");
    ok(svg.startsWith("<svg") && svg.includes("#0072b2") && !svg.includes("#56b4e9"));
  },
};

import { match, ok, strictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fence, until } from "./table-page.mjs";

const before = `# Ads
${fence("sql name=by_ad", "SELECT 'a' AS ad, 0.02 AS ctr")}
${fence("sql", "SELECT by_ad.ctr, 'by_ad' AS said FROM by_ad -- by_ad")}
${fence("vega-lite data=by_ad", "mark: bar")}`;

export const files = { "language.campaign.md": before };

export const tests = {
  "a result gets another name with F2, on fence lines too": async (opened) => {
    const { page, openNotebook, workspace, shoot } = opened;
    await openNotebook("language.campaign.md");
    await page.locator(".monaco-editor .view-line").filter({ hasText: "said" }).click();
    await page.keyboard.press("Home");
    for (let step = 0; step < 9; step++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("F2");
    const input = page.locator(".rename-box input").first();
    await input.waitFor();
    await input.fill("per_ad");
    await input.press("Enter");
    await page.locator(".view-line").filter({ hasText: "FROM per_ad" }).waitFor();
    await shoot("renamed");
    await page.keyboard.press("Control+s");
    const saved = () => readFileSync(join(workspace, "language.campaign.md"), "utf8");
    await until("the notebook is saved", () => saved() !== before);
    strictEqual(
      saved(),
      before
        .replace("name=by_ad", "name=per_ad")
        .replace("data=by_ad", "data=per_ad")
        .replace("by_ad.ctr", "per_ad.ctr")
        .replace("FROM by_ad", "FROM per_ad"),
    );
  },

  "typing a call shows its signature, and what may stand there": async ({ page, shoot }) => {
    await page.locator(".monaco-editor .view-line").filter({ hasText: "said" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("SELECT ctr(", { delay: 20 });
    const hints = page.locator(".parameter-hints-widget.visible");
    await hints.waitFor();
    match((await hints.textContent()) ?? "", /ctr\(clicks, impressions\) → ratio/);
    await shoot("signature");
    await page.keyboard.press("Escape");
    await page.keyboard.type("1, 2) FROM per", { delay: 20 });
    await page.keyboard.press("Control+Space");
    const suggestions = page.locator(".suggest-widget.visible");
    await suggestions.waitFor();
    ok(((await suggestions.textContent()) ?? "").includes("per_ad"));
    await shoot("suggestions");
  },

  "the reference is read from the sidebar": async ({ page, pick, shoot }) => {
    await pick(">Campaign Notebook: Focus on Reference View", "Focus on Reference View");
    const row = page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row");
    await row.filter({ hasText: "Functions in SQL" }).click();
    await page.locator(".tab").filter({ hasText: "Preview functions.md" }).waitFor();
    await page
      .frameLocator("iframe.webview.ready[src*='markdown']")
      .frameLocator("#active-frame")
      .getByRole("heading", { name: "Functions in SQL" })
      .waitFor();
    await shoot("reference");
  },
};

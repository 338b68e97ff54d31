import { match } from "node:assert/strict";
import { fence } from "./table-page.mjs";

const notebook = `# Ads
${fence("ts", 'import { ctr } from "campaign-notebook";\nexport const rates = [{ ad: "a", ctr: ctr({ clicks: 1, impressions: 50 }) }];')}
${fence("ts", "const wrong: number = rates;")}`;

export const files = { "typescript.campaign.md": notebook };

export const tests = {
  "typing in a TypeScript cell brings what stands above, and imports": async (opened) => {
    const { page, openNotebook, shoot } = opened;
    await openNotebook("typescript.campaign.md");
    await page.locator(".squiggly-warning").first().waitFor();
    await shoot("type-warning");
    await page.locator(".monaco-editor .view-line").filter({ hasText: "wrong" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("rates[0].", { delay: 20 });
    const suggestions = page.locator(".suggest-widget.visible");
    await suggestions.locator(".monaco-list-row").filter({ hasText: "ctr" }).waitFor();
    await shoot("members");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("hook_rat", { delay: 20 });
    await suggestions
      .locator(".monaco-list-row")
      .filter({ hasText: "campaign-notebook" })
      .first()
      .waitFor();
    await shoot("import-suggestion");
    await page.keyboard.press("Enter");
    const imported = page.locator(".view-line").filter({ hasText: "import { hook_rate" });
    await imported.waitFor();
    match((await imported.textContent()) ?? "", /from."campaign-notebook"/);
    await page.keyboard.type("(", { delay: 20 });
    await page.locator(".parameter-hints-widget.visible").waitFor();
    await shoot("signature");
  },
};

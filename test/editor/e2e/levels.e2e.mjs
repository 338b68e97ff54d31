import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faultsIn, fence, until } from "./table-page.mjs";

const header =
  "By Day,Campaign ID,Campaign name,Ad group ID,Ad group name,Ad ID,Ad name,Currency,Cost,Impressions,Clicks (destination),Reach";
const id = (...parts) => `18012345678901${parts.join("").padStart(5, "0")}`;
const lines = [0, 1, 2].flatMap((campaign) =>
  [0, 1].flatMap((group) =>
    [0, 1, 2].map((ad) => {
      const names = `${id(campaign)},Campaign ${campaign},${id(campaign, group)},Group ${group},${id(campaign, group, ad)},Ad ${campaign}${group}${ad}`;
      return `2026-05-01,${names},EUR,${campaign * 100 + group * 10 + ad}.25,1000,${10 * (campaign + 1)},900`;
    }),
  ),
);

export const files = {
  "ads.csv": `${header}\n${lines.join("\n")}\n`,
  "levels.campaign.md": `---
campaign-notebook: 1
sources:
  ads: ads.csv
---
${fence(
  "sql name=by_ad",
  `SELECT campaign_id, max(campaign_name) AS campaign_name, adgroup_id, max(adgroup_name) AS adgroup_name,
  ad_id, max(ad_name) AS ad_name, sum(cost) AS cost, sum(clicks_destination) AS clicks,
  sum(impressions) AS impressions, ctr(sum(clicks_destination), sum(impressions)) AS ctr,
  sum(reach) AS reach
FROM ads GROUP BY ALL ORDER BY ad_id`,
)}`,
};

/** A drawn row's texts by header; of -1 the totals. */
async function rowTexts(outputs, index) {
  const heads = await outputs.locator("[role=columnheader] .label").allTextContents();
  const row = index < 0 ? outputs.locator(".foot") : outputs.locator(".body .row").nth(index);
  const texts = await row.locator("[role=gridcell]").allTextContents();
  return Object.fromEntries(heads.map((head, at) => [head, texts[at]]));
}

const status = (outputs) => outputs.locator(".rows").textContent();
const shows = (outputs, text) => until(text, async () => (await status(outputs)).startsWith(text));

export const tests = {
  "campaigns, their ad groups and ads are opened and left, and their totals tie": async ({
    openNotebook,
    runAll,
    outputs,
    page,
    shoot,
  }) => {
    await page.setViewportSize({ width: 1600, height: 1400 });
    await openNotebook("levels.campaign.md");
    await runAll();
    await outputs.getByRole("button", { name: "By campaign" }).click();
    await shows(outputs, "3 campaigns from 18 rows");
    await page.getByText("level=campaign").first().waitFor();
    const second = await rowTexts(outputs, 1);
    // 6 ads: 100.25 … 112.25, and 20 clicks of 1,000 impressions each. Reach has no sum.
    const { Cost: cost, Clicks: clicks, Reach: reach } = second;
    match(second["Campaign name"], /Campaign 1$/);
    deepStrictEqual([cost, clicks, reach], ["637.50", "120", ""]);
    strictEqual(second["CTR (destination)"], "2.00%");
    const all = await rowTexts(outputs, -1);
    deepStrictEqual([all.Cost, all.Clicks, all.Reach], ["1,912.50", "360", ""]);
    strictEqual(await outputs.getByText("NULL").count(), 0);
    await shoot("levels-campaigns");

    // By the arrow, then by key.
    await outputs.locator(".body .row").nth(1).locator(".open").click();
    await shows(outputs, "2 ad groups from 6 of 18 rows");
    const total = await rowTexts(outputs, -1);
    deepStrictEqual([total.Cost, total.Clicks], [cost, clicks]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await shows(outputs, "3 ads from 3 of 18 rows");
    const trail = outputs.getByRole("navigation", { name: "Levels" });
    deepStrictEqual(await trail.getByRole("button").allTextContents(), [
      "All rows",
      "Campaigns",
      "Campaign 1",
      "Group 1",
    ]);
    match((await rowTexts(outputs, 2))["Ad name"], /^Ad 112$/);
    // An ad of one row has nothing below it.
    strictEqual(await outputs.locator(".open").count(), 0);
    await shoot("levels-ads");
    await page.keyboard.press("Backspace");
    await shows(outputs, "2 ad groups");
    const active = await outputs.locator("[role=grid]").getAttribute("aria-activedescendant");
    match(active, /-1-0$/);
    await trail.getByRole("button", { name: "Campaigns" }).click();
    await shows(outputs, "3 campaigns");
    deepStrictEqual(await faultsIn(outputs.locator("[role=grid]")), []);
  },

  "the place is kept in the file, drawn again in each theme, and left": async ({
    outputs,
    page,
    runAll,
    setTheme,
    shoot,
    workspace,
  }) => {
    await outputs.locator(".body .row").first().dblclick();
    await shows(outputs, "2 ad groups");
    await page.keyboard.press("Control+s");
    const file = join(workspace, "levels.campaign.md");
    await until("saved", () =>
      readFileSync(file, "utf8").includes("level=campaign:1801234567890100000\n"),
    );
    await runAll();
    await shows(outputs, "2 ad groups");
    for (const [name, theme, bodyClass] of [
      ["light", "Default Light Modern", "vscode-light"],
      ["hc-dark", "Default High Contrast", "vscode-high-contrast"],
      ["hc-light", "Default High Contrast Light", "vscode-high-contrast-light"],
      ["dark", "Default Dark Modern", "vscode-dark"],
    ]) {
      await setTheme(theme, bodyClass);
      await shoot(`levels-${name}`);
    }
    await outputs.getByRole("button", { name: "All rows" }).click();
    await shows(outputs, "18 rows");
    strictEqual(await outputs.locator(".foot").isVisible(), false);
  },
};

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faultsIn, fence, until } from "./table-page.mjs";

export const files = {
  "table.campaign.md": `# Ads
${fence(
  "sql name=ads",
  `SELECT (1801234567890123456 + range)::VARCHAR AS ad_id,
  'Ad <img src=x onerror=alert(1)> ' || lpad(((range * 7919) % 1000)::VARCHAR, 3, '0') AS ad_name,
  CASE WHEN range % 10 = 0 THEN NULL ELSE (range * 37) % 1009 END AS clicks,
  ((range * 31) % 9973)::DECIMAL(18,2) / 4 AS spend,
  DATE '2026-01-01' + (range % 90)::INT AS day
FROM range(2000) ORDER BY range`,
)}`,
};

const texts = (locator) => locator.allTextContents();

/** The drawn texts of a column, in the order of the rows, without those beyond the window. */
async function columnTexts(outputs, column, rows = 3) {
  const found = [];
  for (let row = 0; row < rows; row++) {
    const cell = outputs.locator(
      `[role=row][aria-rowindex="${row + 2}"] [aria-colindex="${column}"]`,
    );
    found.push(await cell.textContent());
  }
  return found;
}

const status = (outputs) => outputs.locator(".rows").textContent();

export const tests = {
  "a result is a grid, and names from exports are text": async ({
    openNotebook,
    runAll,
    outputs,
    shoot,
  }) => {
    await openNotebook("table.campaign.md");
    await runAll();
    const grid = outputs.locator("[role=grid]");
    await grid.waitFor();
    strictEqual(await grid.getAttribute("aria-rowcount"), "2001");
    match(await status(outputs), /^1–\d+ of 2,000 rows/);
    deepStrictEqual(await columnTexts(outputs, 1, 2), [
      "1801234567890123456",
      "1801234567890123457",
    ]);
    match((await columnTexts(outputs, 2, 1))[0], /<img src=x/);
    strictEqual(await outputs.locator("img").count(), 0);
    strictEqual((await columnTexts(outputs, 3, 1))[0], "NULL");
    await shoot("table-first");
  },

  "a click on a header sorts all rows, shift adds a column, and the fence line keeps it": async ({
    outputs,
    page,
  }) => {
    const header = (name) => outputs.locator("[role=columnheader]").filter({ hasText: name });
    await header("Clicks").click();
    await until("sorted", async () => (await columnTexts(outputs, 3, 1))[0] === "0");
    await header("Clicks").click();
    await until("descending", async () => (await columnTexts(outputs, 3, 1))[0] === "1008");
    strictEqual(await header("Clicks").getAttribute("aria-sort"), "descending");
    await header("Day").click({ modifiers: ["Shift"] });
    await until(
      "a second key",
      async () => (await header("Day").getAttribute("aria-sort")) === "ascending",
    );
    await page.getByText("sort=clicks:desc,day").first().waitFor();
  },

  "keys move through the whole result, and the end of it is read": async ({ outputs, page }) => {
    const grid = outputs.locator("[role=grid]");
    await outputs.locator("[role=gridcell]").first().click();
    await page.keyboard.press("Control+End");
    await until("the last row", async () => {
      const id = await grid.getAttribute("aria-activedescendant");
      return (
        id?.endsWith("-1999-4") &&
        !(await outputs.locator(`#${id}`).getAttribute("class")).includes("unread")
      );
    });
    match(await status(outputs), /–2,000 of 2,000 rows/);
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    const id = await grid.getAttribute("aria-activedescendant");
    match(id, /-head-4$/);
    await page.keyboard.press("Enter");
    await until(
      "sorted by the keyboard",
      async () => (await outputs.locator(`#${id}`).getAttribute("aria-sort")) === "ascending",
    );
  },

  "the menu filters by a range, shows what the column holds, and a chip takes it back": async ({
    outputs,
    page,
    shoot,
  }) => {
    await page.keyboard.press("Control+ArrowLeft");
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "Alt+ArrowDown"])
      await page.keyboard.press(key);
    const panel = outputs.locator("[role=dialog]");
    await panel.locator("dd").first().waitFor();
    await shoot("table-panel");
    deepStrictEqual((await texts(panel.locator("dt"))).slice(0, 2), ["Rows", "No value"]);
    await panel.locator("select").selectOption("range");
    await panel.getByLabel("From", { exact: true }).fill("1,000");
    await panel.getByLabel("To", { exact: true }).fill("1100");
    await panel.getByText("Apply filter").click();
    await until(
      "filtered",
      async () =>
        /of 2,000 rows/.test(await status(outputs)) &&
        (await outputs.locator(".chip").count()) === 1,
    );
    const [shown] = /[\d,]+(?= of 2,000)/.exec(await status(outputs)) ?? [];
    // Of 2,000 rows: (range * 31) % 9973 / 4 between 1,000 and 1,100.
    const expected = Array.from({ length: 2000 }, (_, n) => ((n * 31) % 9973) / 4).filter(
      (spend) => spend >= 1000 && spend <= 1100,
    ).length;
    strictEqual(Number(shown), expected);
    await page.getByText("filter=spend:1000..1100").first().waitFor();
    await outputs.locator(".chip").click();
    await until(
      "all rows again",
      async () =>
        / 2,000 rows/.test(await status(outputs)) && (await outputs.locator(".chip").count()) === 0,
    );
  },

  "neither the grid nor its menu has an accessibility fault": async ({ outputs, page }) => {
    await outputs.locator("[role=grid]").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await outputs.locator("[role=dialog] dd").first().waitFor();
    deepStrictEqual(await faultsIn(outputs.locator("[role=grid]")), []);
    await page.keyboard.press("Escape");
  },

  "a selection is copied digit for digit, as text and as Markdown": async ({ outputs, page }) => {
    await outputs.locator("[role=gridcell]").first().click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Control+c");
    await until("copied", async () => /2 rows copied/.test(await status(outputs)));
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    deepStrictEqual(copied.split("\n"), await columnTexts(outputs, 1, 2));
    await outputs.getByText("Copy as Markdown").click();
    await until("Markdown", async () =>
      (await page.evaluate(() => navigator.clipboard.readText())).startsWith("| "),
    );
  },

  "a hidden column stays hidden in the file, and another run draws the same view": async ({
    outputs,
    page,
    runAll,
    workspace,
  }) => {
    await outputs.getByText("Columns", { exact: true }).click();
    await outputs.locator("[role=dialog] label").filter({ hasText: "Clicks" }).click();
    await page.getByText("columns=ad_id,ad_name,spend,day").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+s");
    const file = join(workspace, "table.campaign.md");
    await until("saved", () =>
      readFileSync(file, "utf8").includes(
        "```sql name=ads sort=day columns=ad_id,ad_name,spend,day\n",
      ),
    );
    await runAll();
    await until(
      "drawn again",
      async () => (await outputs.locator("[role=columnheader]").count()) === 4,
    );
    const ads = await columnTexts(outputs, 4, 2);
    deepStrictEqual(ads, ["2026-01-01", "2026-01-01"]);
  },

  "light, dark and high contrast": async ({ outputs, page, setTheme, shoot }) => {
    await outputs.locator("[role=gridcell]").nth(8).click();
    for (const [name, theme, bodyClass] of [
      ["light", "Default Light Modern", "vscode-light"],
      ["dark", "Default Dark Modern", "vscode-dark"],
      ["hc-dark", "Default High Contrast", "vscode-high-contrast"],
      ["hc-light", "Default High Contrast Light", "vscode-high-contrast-light"],
    ]) {
      await setTheme(theme, bodyClass);
      await page.waitForTimeout(400);
      await shoot(`table-${name}`);
    }
    ok(true);
  },
};

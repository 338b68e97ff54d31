import { ok, strictEqual } from "node:assert/strict";
import { fence, until } from "./table-page.mjs";

export const files = {
  "large.campaign.md":
    fence(
      "sql name=big",
      "SELECT range AS n, range % 1000 AS g, 'ad ' || (range % 977) AS name, DATE '2026-01-01' + (range % 900)::INT AS day FROM range(10000000)",
    ) +
    fence(
      "vega-lite data=big",
      "{title: Rows by group, mark: bar, encoding: {x: {field: g, bin: true}, y: {aggregate: count}}}",
    ),
};

export const tests = {
  "ten million rows: the first are there at once, the last can be reached, sorted too": async ({
    openNotebook,
    runAll,
    outputs,
    page,
    shoot,
  }) => {
    await openNotebook("large.campaign.md");
    await runAll();
    const grid = outputs.locator('[role=grid][aria-rowcount="10000001"]');
    await grid.waitFor({ timeout: 300_000 });
    const drawn = await grid.evaluate((element) => element.clientHeight);
    ok(drawn > 100);
    const large = grid.locator("xpath=..");
    const cell = (row, column) =>
      large.locator(`[aria-rowindex="${row + 2}"] [aria-colindex="${column}"]`).textContent();
    await grid.locator("[role=gridcell]").first().click();
    let began = Date.now();
    await page.keyboard.press("Control+End");
    await until("the last row", async () => (await cell(9_999_999, 1)) === "9999999");
    console.log(`MEASURED last of 10 million rows after ${Date.now() - began} ms`);
    // The scrollbar's own way: to the middle.
    await grid.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await until("the middle", async () => {
      const first = grid.locator("[role=row] [aria-colindex='1']").nth(12);
      return Math.abs(Number(await first.textContent()) - 5_000_000) < 1_000;
    });
    const before = Number(await grid.locator("[role=gridcell]").first().textContent());
    await grid.hover();
    await page.mouse.wheel(0, 44);
    await until("two rows further", async () =>
      [1, 2, 3].includes(
        Number(await grid.locator("[role=gridcell]").first().textContent()) - before,
      ),
    );
    began = Date.now();
    const header = grid.locator("[role=columnheader]").filter({ hasText: "Day" });
    await header.click();
    await until("sorted", async () => (await cell(1, 1)) === "900");
    console.log(`MEASURED 10 million rows sorted, first page after ${Date.now() - began} ms`);
    await grid.focus();
    began = Date.now();
    await page.keyboard.press("Control+End");
    await until(
      "the last of the sorted rows",
      async () => (await cell(9_999_999, 1)) === "9999899",
    );
    console.log(`MEASURED last of the sorted rows after ${Date.now() - began} ms`);
    const numbers = await grid
      .locator("[role=gridcell].number")
      .evaluateAll(
        (cells) => cells.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length,
      );
    strictEqual(numbers, 0, "a number is cut");
    await shoot("table-large");
  },

  "a chart over them is drawn from what the engine counted": async ({ outputs, shoot }) => {
    const chart = outputs.locator(".drawing");
    await chart.scrollIntoViewIfNeeded();
    await chart.locator("svg g.mark-rect.role-mark path").nth(9).waitFor();
    const bars = await chart
      .locator("svg g.mark-rect.role-mark path")
      .evaluateAll((paths) => paths.map((path) => path.getAttribute("aria-label")));
    strictEqual(bars.length, 10);
    for (const label of bars) ok(label.endsWith("Rows: 1,000,000"), label);
    await shoot("table-large-chart");
  },
};

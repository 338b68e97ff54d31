import { match, ok, strictEqual } from "node:assert/strict";
import { fence } from "./table-page.mjs";

const header =
  "By Day,Campaign name,Campaign ID,Ad group name,Ad group ID,Ad name,Ad ID,Currency,Cost,Impressions,Clicks (destination),Conversions";
const ordinary = ["Studio", "Unboxing", "Tutorial", "Street", "Demo", "Review", "Duet", "Story"];
const ads = [
  ...ordinary.map((name) => [name, 1000, 40]),
  ["<img src=x onerror=alert(1)> Promise", 2000, 20],
  ["Ignored", 250, 10],
];
const rows = Array.from({ length: 21 }, (_, day) =>
  ads.map(
    ([name, clicks, conversions], index) =>
      `2026-05-${String(day + 1).padStart(2, "0")},C,18000000000000001,G,18000000000000002,${name},1800000000000001${index},EUR,300.00,100000,${clicks},${conversions}`,
  ),
).flat();

export const files = {
  "ads.csv": `${header}\n${rows.join("\n")}\n`,
  "findings.campaign.md": `---
campaign-notebook: 1
sources: {ads: ads.csv}
---
${fence("diagnose", "level: ad")}
`,
};

const newLine = (page, text) => page.locator(".view-line", { hasText: text }).first().waitFor();

export const tests = {
  "findings are drawn in each theme, with a sign and a word for their severity": async (window) => {
    const { openNotebook, runAll, outputs, page, setTheme, shoot } = window;
    await page.setViewportSize({ width: 1400, height: 1800 });
    await openNotebook("findings.campaign.md");
    await runAll();
    const findings = outputs.locator(".findings");
    await findings.waitFor();
    const text = await findings.innerText();
    match(text, /▲\s+High\s+Ad promise and landing page do not match/);
    match(text, /EUR\s[\d,.]+ at stake/);
    strictEqual(await outputs.locator("img").count(), 0);
    for (const [name, bodyClass] of [
      ["Light Modern", "vscode-light"],
      ["Default High Contrast", "vscode-high-contrast"],
      ["Dark Modern", "vscode-dark"],
    ]) {
      await setTheme(name, bodyClass);
      await shoot(`findings-${bodyClass}`);
    }
    const evidence = outputs.locator("summary", { hasText: "Evidence" }).first();
    await evidence.press("Enter");
    await outputs.getByRole("group", { name: "Evidence" }).first().waitFor();
    await shoot("findings-evidence");
  },

  "a finding's brief is copied": async ({ outputs, page }) => {
    await outputs.getByRole("button", { name: /^Copy brief: Ad is ignored/ }).press("Enter");
    await page.locator(".statusbar-item", { hasText: "The brief for “Ignored”" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    match(copied, /^### Creative brief: Ignored/);
    ok(copied.includes("| 1 | another opening shot | as now | as now |"));
  },

  "its chart becomes two cells": async ({ outputs, page }) => {
    const chart = outputs.getByRole("button", { name: /^Chart it: Ad is ignored/ });
    await chart.press("Enter");
    await newLine(page, "mark: {type: line");
  },

  "its query becomes a cell": async ({ outputs, page, shoot }) => {
    await outputs.getByRole("button", { name: /^Show the query: Ad promise/ }).press("Enter");
    await newLine(page, "-- A1: Ad promise");
    await shoot("findings-query");
  },
};

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "mocha";
import type { CodeAction, NotebookCell } from "vscode";
import { languages, workspace } from "vscode";
import { command, open, run, setText, until } from "../workbench.ts";

const setup = `---
campaign-notebook: 1
sources:
  ads: {path: exports/ads-daily.csv, attribution: "7-day click", timezone: Europe/Oslo}
  markets: check-markets.csv
---
`;

/** A second export, by country. */
const markets = `By Day,Ad name,Ad ID,Country,Currency,Cost,Impressions,Clicks (destination),Conversions,"Conversion rate (CVR, clicks)"
2026-05-01,One,1800000000000000001,NO,EUR,12.00,1000,20,2,10.00%
2026-05-01,Two,1800000000000000002,SE,EUR,14.00,1000,25,1,4.00%
`;

function fence(text: string, info = "sql"): string {
  return `\n\`\`\`${info}\n${text}\n\`\`\`\n`;
}

/** Cells with one mistake each, and what its fix makes of them. */
const fixable: readonly (readonly [string, string, string])[] = [
  [
    "average_of_ratio",
    "SELECT ad_id, avg(ctr_destination) AS ctr\nFROM ads GROUP BY ad_id ORDER BY ad_id",
    "SELECT ad_id, ctr(sum(clicks_destination), sum(impressions)) AS ctr\nFROM ads GROUP BY ad_id ORDER BY ad_id",
  ],
  [
    "sum_of_people",
    "SELECT 'å' AS a,\n  sum(reach) AS reach FROM ads",
    "SELECT 'å' AS a,\n  max(reach) AS reach FROM ads",
  ],
  [
    "limit_without_order",
    "SELECT ad_id, cost FROM ads LIMIT 5",
    "SELECT ad_id, cost FROM ads ORDER BY ALL LIMIT 5",
  ],
  [
    "not_repeatable",
    "SELECT date FROM ads WHERE date > current_date - 7 ORDER BY ALL",
    "SELECT date FROM ads WHERE date > (SELECT max(date) FROM ads) - 7 ORDER BY ALL",
  ],
  [
    "rates_ranked_across_regions",
    "SELECT country, ctr(sum(clicks_destination), sum(impressions)) AS ctr\nFROM markets GROUP BY country ORDER BY ctr DESC",
    "SELECT country, ctr(sum(clicks_destination), sum(impressions)) AS ctr\nFROM markets GROUP BY country ORDER BY country, ctr DESC",
  ],
  [
    "printed_cvr_compared",
    "SELECT date, cvr_clicks FROM ads UNION ALL SELECT date, cvr_clicks FROM markets",
    "SELECT date, cvr_clicks FROM ads UNION ALL SELECT date, cvr(conversions, clicks_destination) FROM markets",
  ],
];

function codesIn({ document }: NotebookCell): unknown[] {
  return languages.getDiagnostics(document.uri).map(({ code }) => code);
}

async function fixIn({ document }: NotebookCell): Promise<CodeAction> {
  const [first] = languages.getDiagnostics(document.uri);
  ok(first);
  const actions = await command<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    first.range,
  );
  const action = actions.find(({ edit }) => edit);
  ok(action, `no quick fix of “${first.message}”`);
  return action;
}

suite("mistakes of analysis", () => {
  test("are underlined while typing, and each quick fix ends its own", async () => {
    const workspaceFolder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    writeFileSync(join(workspaceFolder, "check-markets.csv"), markets);
    const opened = await open(setup + fixable.map(([, before]) => fence(before)).join(""));
    await run(opened, 0);
    const cells = opened.notebook.getCells().slice(1);
    for (const [index, [code, , after]] of fixable.entries()) {
      const cell = cells[index];
      ok(cell);
      await until(`${code} is underlined`, () => codesIn(cell).includes(code));
      deepStrictEqual(codesIn(cell), [code]);
      const { edit } = await fixIn(cell);
      ok(edit);
      await workspace.applyEdit(edit);
      strictEqual(cell.document.getText(), after);
      await until(`${code} is gone`, () => codesIn(cell).length === 0);
    }
    const [first] = cells;
    ok(first);
    await setText(first, "SELECT avg(cpm_printed) FROM ads");
    await until("what is typed is underlined", () => codesIn(first).length === 1);
  });
});

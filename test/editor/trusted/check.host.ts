import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { suite, test } from "mocha";
import type { CodeAction, NotebookCell } from "vscode";
import { languages, workspace } from "vscode";
import { command, open, run, setText, until } from "../workbench.ts";

const setup = `---
campaign-notebook: 1
sources:
  ads: {path: exports/ads-daily.csv, attribution: "7-day click", timezone: Europe/Oslo}
---
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

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { appendFileSync, copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "mocha";
import type { CodeAction, NotebookCell } from "vscode";
import { languages, Uri, workspace } from "vscode";
import { command, kernelPid, open, outputsOf, run, save, until } from "../workbench.ts";

const rest = `
\`\`\`sql name=n
SELECT ctr(sum(clicks_destination), sum(impressions)) AS ctr FROM ads
\`\`\`
`;
const setup = `---
campaign-notebook: 1
sources: {ads: shared.csv} # mine
---
`;
/** As on Windows: no line end may change. */
const text = (setup + rest).replaceAll("\n", "\r\n");

const folder = (): string => workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";

function codesIn({ document }: NotebookCell): unknown[] {
  return languages.getDiagnostics(document.uri).map(({ code }) => code);
}

suite("sharing", () => {
  test("inputs are pinned, other bytes are told at the pin, and the quick fix pins them", async () => {
    const shared = join(folder(), "shared.csv");
    copyFileSync(join(folder(), "exports", "ads-daily.csv"), shared);
    const opened = await open(text);
    await command("campaignNotebook.pinInputs");
    const cell = opened.notebook.cellAt(0);
    await until("the pins are there", () => cell.document.getText().includes("sha256"));
    const bytes = String(await save(opened));
    strictEqual(bytes.replace(/pins:\r\n(?: .*\r\n)+/, ""), text);
    await run(opened, 0);
    deepStrictEqual(codesIn(cell), []);

    appendFileSync(shared, "\n");
    await run(opened, 0);
    await until("the pin is underlined", () => codesIn(cell).includes("pinned_input_differs"));
    const [shown] = outputsOf(cell);
    ok(shown?.kind === "load");
    match(
      shown.notices[0]?.problem.message ?? "",
      /^“shared\.csv” of the source “ads” has other bytes/,
    );
    const [mark] = languages.getDiagnostics(cell.document.uri);
    ok(mark);
    match(cell.document.lineAt(mark.range.start.line).text, /shared\.csv: \{sha256/);
    const actions = await command<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      cell.document.uri,
      mark.range,
    );
    const fix = actions.find(({ title }) => title === "Pin Inputs again");
    ok(fix?.edit);
    await workspace.applyEdit(fix.edit);
    await until("nothing is underlined", () => codesIn(cell).length === 0);
    await run(opened, 0);
    deepStrictEqual(codesIn(cell), []);
  });

  test("a notebook that is opened with other bytes says so before anything runs", async () => {
    copyFileSync(join(folder(), "exports", "ads-daily.csv"), join(folder(), "opened.csv"));
    const pins = `pins: {product: a, engine: b, sources: {ads: {opened.csv: {sha256: "${"0".repeat(64)}"}}}}`;
    const opened = await open(
      setup.replace("shared.csv", "opened.csv").replace("\n---", `\n${pins}\n---`) + rest,
    );
    const cell = opened.notebook.cellAt(0);
    await until("the pin is underlined", () => codesIn(cell).includes("pinned_input_differs"));
    strictEqual(await kernelPid(opened.notebook), undefined);
    await run(opened, 0);
    await until("the kernel says it instead, and the versions", () => codesIn(cell).length === 3);
  });

  test("the script and its rows are written", async () => {
    await open(setup.replace("shared.csv", "exports/ads-daily.csv") + rest);
    const target = join(folder(), "plain.sql");
    await command("campaignNotebook.exportScript", undefined, Uri.file(target));
    match(
      readFileSync(target, "utf8"),
      /read_parquet\('plain-data\/ads\.parquet'\)[^]*MACRO "ctr"/,
    );
    ok(existsSync(join(folder(), "plain-data", "ads.parquet")));
  });
});

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { suite, test } from "mocha";
import { NotebookCellData, NotebookCellKind, NotebookEdit } from "vscode";
import {
  command,
  edit,
  open,
  problemIn,
  run,
  sample,
  save,
  setText,
  touch,
  until,
} from "../workbench.ts";

const setup = "---\ncampaign-notebook: 1\n---\n";

const files: Readonly<Record<string, string>> = {
  "the sample": "",
  "CRLF, a byte order mark and blank lines":
    `\uFEFF${setup}\n\n\n# Title\n\n\n\`\`\`sql  name=a\nSELECT 1\n\`\`\`\n\n\n`.replaceAll(
      "\n",
      "\r\n",
    ),
  "fences of other languages, nested and unclosed": `${setup}\ntext\n\n~~~sql\nSELECT 1\n~~~\n\n- list\n\n  \`\`\`sql\n  SELECT 2\n  \`\`\`\n\n\`\`\`python cell other="two words" flag\nprint(1)\n\`\`\`\n\n\`\`\`mermaid\ngraph\n\`\`\`\n\n\`\`\`\`sql\nSELECT '\`\`\`'\n\`\`\`\`\n\n\`\`\`sql\nSELECT 3`,
  "broken front matter":
    "---\ncampaign-notebook: [1\n  sources: : x\n---\n\n```sql\nSELECT 1\n```\n",
  "merge-conflict marks": `${setup}\n<<<<<<< ours\n\`\`\`sql\nSELECT 1\n\`\`\`\n=======\n\`\`\`sql\nSELECT 2\n\`\`\`\n>>>>>>> theirs\n`,
  "a conflict in the front matter": `---\ncampaign-notebook: 1\n<<<<<<< ours\ntitle: a\n=======\ntitle: b\n>>>>>>> theirs\n---\n\ntext\n`,
};

suite("editing", () => {
  for (const [name, text] of Object.entries(files)) {
    test(`an unchanged notebook keeps its bytes: ${name}`, async () => {
      const whole = text === "" ? sample("high-ctr-low-cvr.campaign.md") : text;
      const opened = await open(whole);
      await touch(opened.notebook.cellAt(0));
      strictEqual((await save(opened)).toString(), whole);
    });
  }

  test("only the lines of a changed cell change", async () => {
    const text = sample("high-ctr-low-cvr.campaign.md").replaceAll("\n", "\r\n");
    const opened = await open(text);
    const cell = opened.notebook
      .getCells()
      .find(({ metadata }) => metadata.attributes === "name=attention");
    ok(cell);
    await setText(cell, "SELECT 1 AS one\nFROM ads");
    const saved = (await save(opened)).toString();
    const from = text.indexOf("```sql name=attention\r\n");
    const to = text.indexOf("```", from + 3);
    strictEqual(
      saved,
      `${text.slice(0, from)}\`\`\`sql name=attention\r\nSELECT 1 AS one\r\nFROM ads\r\n${text.slice(to)}`,
    );
  });

  test("a result is named, and only its fence line changes", async () => {
    const text = `${setup}\n\`\`\`sql  view=table hide=code\nSELECT 1\n\`\`\`\n\ntext\n`;
    const opened = await open(text);
    const cell = opened.notebook.cellAt(1);
    await command("campaignNotebook.nameResult", cell, "by_ad");
    strictEqual(opened.notebook.cellAt(1).metadata.attributes, "view=table hide=code name=by_ad");
    strictEqual(
      (await save(opened)).toString(),
      text.replace("sql  view=table hide=code", "sql view=table hide=code name=by_ad"),
    );
    await command("campaignNotebook.editAttributes", opened.notebook.cellAt(1), "");
    strictEqual((await save(opened)).toString(), text.replace("sql  view=table hide=code", "sql"));
    await command("undo");
    await until(
      "the attributes are back",
      () => opened.notebook.cellAt(1).metadata.attributes !== "",
    );
  });

  test("new cells become fences, and reopen as what they were", async () => {
    const opened = await open(setup);
    const cells = [
      new NotebookCellData(NotebookCellKind.Markup, "# New", "markdown"),
      new NotebookCellData(NotebookCellKind.Code, "const one = 1;", "typescript"),
      new NotebookCellData(NotebookCellKind.Code, "mark: bar", "vega-lite"),
      new NotebookCellData(NotebookCellKind.Code, "print(1)", "python"),
    ];
    await edit(opened.notebook, NotebookEdit.insertCells(1, cells));
    const saved = (await save(opened)).toString();
    strictEqual(
      saved,
      `${setup}\n# New\n\n\`\`\`ts\nconst one = 1;\n\`\`\`\n\n\`\`\`vega-lite\nmark: bar\n\`\`\`\n\n\`\`\`python cell\nprint(1)\n\`\`\`\n`,
    );
    const again = await open(saved);
    deepStrictEqual(
      again.notebook
        .getCells()
        .slice(1)
        .map(({ kind, document }) => [kind, document.languageId, document.getText()]),
      cells.map(({ kind, languageId, value }) => [kind, languageId, value]),
    );
  });

  test("a broken setup says where, and saving while a cell runs keeps the text", async () => {
    const opened = await open(files["broken front matter"] ?? "");
    await run(opened);
    const [front, query] = opened.notebook.getCells();
    ok(front && query);
    deepStrictEqual([problemIn(front)?.code, query.outputs.length], ["front_matter", 0]);
    ok((problemIn(front)?.place?.line ?? 0) >= 1);
    await setText(front, "campaign-notebook: 1");
    const running = run(opened, 1);
    const saved = (await save(opened)).toString();
    await running;
    strictEqual(saved, `${setup}\n\`\`\`sql\nSELECT 1\n\`\`\`\n`);
    strictEqual(problemIn(query), undefined);
  });
});

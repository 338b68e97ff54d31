import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cellDeclarations } from "../../kernel/language/cell-declarations.ts";
import { notebookApi } from "../../kernel/typescript/worker/notebook-api.ts";
import { tsserverBundle } from "../../scripts/tsserver-bundle.mjs";
import { knownNames } from "../language/known-names.ts";
import { TypescriptServer } from "./typescript-server.ts";

const folder = mkdtempSync(join(tmpdir(), "cn-tsserver-"));
let path: string;
let opened = 0;
const names = knownNames();
const module = cellDeclarations(names);
let server: TypescriptServer;

function file(fragment: string, of = path): string {
  return `^/vscode-notebook-cell/ts-nul-authority${of}#${fragment}`;
}

interface Named {
  readonly name: string;
}

/** Opens cells as one notebook, in this order, and tells the plugin. */
function notebook(...texts: readonly string[]): void {
  const cells = texts.map((_, index) => `W${index}`);
  for (const [index, text] of texts.entries()) server.open(file(`W${index}`), text);
  server.configure({ notebooks: [{ path, cells, module }] });
}

/** Line and offset behind a part of a text, as the protocol counts. */
function behind(text: string, part: string) {
  const before = text.slice(0, text.indexOf(part) + part.length).split("\n");
  return { line: before.length, offset: (before.at(-1) ?? "").length + 1 };
}

async function completions(fragment: string, text: string, part: string) {
  const found = await server.ask("completionInfo", {
    file: file(fragment),
    ...behind(text, part),
    includeExternalModuleExports: true,
  });
  return found.entries;
}

async function hover(fragment: string, text: string, part: string): Promise<string> {
  const found = await server.ask("quickinfo", { file: file(fragment), ...behind(text, part) });
  return `${found.displayString}\n${found.documentation}`;
}

beforeAll(async () => {
  await tsserverBundle(folder);
  server = new TypescriptServer(folder, folder);
});
beforeEach(() => {
  path = join(folder, `${++opened}.campaign.md`);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const rates = `import { ctr, params, rows, table } from "campaign-notebook";
export const rates = rows(await table("ads")).map((ad) => ({ name: ad.ad_id, shown: ad.impressions }));
export type Rate = (typeof rates)[number];
`;

describe("a cell", () => {
  test.each([
    ["has what earlier ones export", ["export const a = 1, { b } = { b: 2 };", "a + b"], []],
    [
      "has their types",
      [rates, "const name: number | null = rates[0]?.name ?? null;"],
      ["warning 2322 name"],
    ],
    ["has the types that they declare", [rates, "const one: Rate = rates[0]!;\none"], []],
    ["has not what later ones export", ["late", "export const late = 1;"], ["warning 2304 late"]],
    ["has not what earlier ones keep", ["const own = 1;", "own"], ["warning 2304 own"]],
    ["may declare a name of its own", ["export const a = 1;", "const a = 'text';\na.length"], []],
    [
      "has rows of anything where columns are not known",
      [
        'import { ctr, rows, sql, table } from "campaign-notebook";\n' +
          'rows(await table("later")).map((ad) => ctr(ad));\n' +
          "rows(await sql`FROM ads`).map((ad) => ad.cost + 1);",
      ],
      [],
    ],
    ["may wait at its top", ["await Promise.resolve(1)"], []],
    [
      "has Node and Arrow",
      [
        'import { readFileSync } from "node:fs";\nimport { Table } from "apache-arrow";\nnew Table(readFileSync(process.argv[0]!))',
      ],
      [],
    ],
    [
      "has files of the notebook's folder",
      ['import { price } from "./prices.mjs";\nconst text: string = price;'],
      ["warning 2322 text"],
    ],
    [
      "says what is not there",
      ['import { a } from "./gone.mjs";\nimport { gone } from "campaign-notebook";'],
      ['warning 2307 "./gone.mjs"', "warning 2305 gone"],
    ],
    [
      "ends where its text ends",
      ["export const a = 1;", "const text = `never closed"],
      ["error 1160 "],
    ],
  ])("%s", async (_, texts, problems) => {
    writeFileSync(join(folder, "prices.mjs"), "export const price = 12;\n");
    notebook(...texts);
    const last = texts.findLastIndex((text) => !text.startsWith("export const late"));
    expect(await server.problems(file(`W${last}`), texts[last] ?? "")).toEqual(problems);
  });

  test("is not judged before its notebook is known, and anew when that changes", async () => {
    const [first, second] = ["export const a = 1;", "a"];
    server.open(file("W0"), first ?? "");
    server.open(file("W1"), second ?? "");
    expect(await server.problems(file("W1"), second)).toEqual([]);
    const before = server.updates;
    server.configure({ notebooks: [{ path, cells: ["W1", "W0"], module }] });
    expect(await server.problems(file("W1"), second)).toEqual(["warning 2304 a"]);
    server.configure({ notebooks: [{ path, cells: ["W0", "W1"], module }] });
    expect(await server.problems(file("W1"), second)).toEqual([]);
    expect(server.updates - before).toBe(2);
    server.open(file("W0"), "export const b = 1;");
    expect(await server.problems(file("W1"), second)).toEqual(["warning 2304 a"]);
  });

  test("has nothing of another notebook, and other files nothing of cells", async () => {
    notebook("export const mine = 1;", "mine");
    const other = join(folder, "other.campaign.md");
    server.open(file("W9", other), "mine");
    server.open(join(folder, "plain.ts"), 'import { sql } from "campaign-notebook";\nmine');
    server.configure({
      notebooks: [
        { path, cells: ["W0", "W1"], module },
        { path: other, cells: ["W9"], module },
      ],
    });
    expect(await server.problems(file("W9", other), "mine")).toEqual(["warning 2304 mine"]);
    expect(await server.problems(file("W1"), "mine")).toEqual([]);
    const plain = await server.problems(join(folder, "plain.ts"), "");
    expect(plain.map((one) => one.slice(0, 10))).toEqual(["error 2307", "error 2304"]);
  });
});

describe("while a cell is written", () => {
  test("tables, their columns, parameters and members complete, with what they mean", async () => {
    const text = `${rates}\nconst ads = await table("");\nrows(await table("ads"))[0]!.;
params.;`;
    notebook(text);
    const labels = async (part: string) =>
      (await completions("W0", text, part)).map(({ name }: Named) => name);
    expect(await labels('ads = await table("')).toEqual(names.tables.map(({ name }) => name));
    expect(await labels("[0]!.")).toEqual([
      "ad_id",
      "clicks_destination",
      "cost",
      "impressions",
      "odd name",
    ]);
    expect(await labels("params.")).toEqual(["min_clicks", "period_from", "period_to"]);
    expect(await hover("W0", text, "import { ctr")).toMatch(/clicks: number \| null[^]*CTR/);
    expect(await hover("W0", text, "shown: ad.impressions")).toMatch(/number \| null[^]*count/);
  });

  test("a name that is not imported yet brings its import", async () => {
    const text = "const asked = sq;\nra;";
    notebook(rates, text, "export const later = 1;");
    const entries = await completions("W1", text, "sq");
    const labels = entries.map(({ name }: Named) => name);
    expect(labels).toContain("rates");
    expect(labels).not.toContain("later");
    const sql = entries.find(({ name }: Named) => name === "sql");
    const [details] = await server.ask("completionEntryDetails", {
      file: file("W1"),
      ...behind(text, "sq"),
      entryNames: [sql],
    });
    expect(details.codeActions[0].changes[0].textChanges).toEqual([
      {
        start: { line: 1, offset: 1 },
        end: { line: 1, offset: 1 },
        newText: 'import { sql } from "campaign-notebook";\n',
      },
    ]);
    expect(details.sourceDisplay[0].text).toBe("campaign-notebook");
  });

  test("all missing imports are added at once, where cells can import them", async () => {
    const text = "sql`FROM ads`;\nlater;";
    notebook(text, "export const later = 1;");
    await server.problems(file("W0"), text);
    const { changes } = await server.ask("getCombinedCodeFix", {
      scope: { type: "file", args: { file: file("W0") } },
      fixId: "fixMissingImport",
    });
    const [{ textChanges }] = changes;
    expect(textChanges.map(({ newText }: { newText: string }) => newText.trim())).toEqual([
      'import { sql } from "campaign-notebook";',
    ]);
  });

  test("what a cell can import is what the kernel gives it", async () => {
    const text = 'import { } from "campaign-notebook";';
    notebook(text);
    const entries: { name: string; kind: string }[] = await completions("W0", text, "import { ");
    const given = notebookApi({
      query: () => Promise.reject(new Error("nothing is asked")),
      define: () => undefined,
      parameters: () => ({}),
    });
    const there = Object.keys(given);
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(there));
    const values = entries.filter(({ kind }) => kind === "function" || kind === "const");
    expect(there).toEqual(expect.arrayContaining(values.map(({ name }) => name)));
  });

  test("what a function takes shows", async () => {
    const text = 'import { ctr } from "campaign-notebook";\nctr({ clicks: 1, ';
    notebook(text);
    const { items } = await server.ask("signatureHelp", {
      file: file("W0"),
      ...behind(text, "ctr({"),
    });
    expect(JSON.stringify(items)).toContain("impressions");
  });

  test("another name goes to all cells that have it, and to no place behind them", async () => {
    const text = "rates.length";
    notebook(rates, text, "rates;");
    const { locs } = await server.ask("rename", { file: file("W1"), line: 1, offset: 2 });
    const places = locs.map((one: { file: string; locs: readonly object[] }) => [
      one.file.slice(-2),
      one.locs.length,
    ]);
    expect(places.toSorted()).toEqual([
      ["W0", 2],
      ["W1", 1],
      ["W2", 1],
    ]);
    const definition = await server.ask("definition", { file: file("W1"), line: 1, offset: 2 });
    expect(definition.map((one: { file: string }) => one.file)).toEqual([file("W0")]);
    const { refs } = await server.ask("references", { file: file("W1"), line: 1, offset: 2 });
    expect(
      refs.filter(({ lineText }: { lineText: string }) => !lineText.includes("rates")),
    ).toEqual([]);
    expect(refs).toHaveLength(4);
  });
});

import { describe, expect, test } from "vitest";
import * as api from "../../kernel/api.ts";
import { compute } from "../../kernel/metrics/compute.ts";
import type { CellOutput } from "../../kernel/protocol/output.ts";
import { lastTable, overAds, problemOf, records, runText } from "../cells/run-text.ts";

const ts = (text: string): string => `\n\`\`\`ts\n${text}\n\`\`\`\n`;
const sql = (text: string, attributes = ""): string =>
  `\n\`\`\`sql ${attributes}\n${text}\n\`\`\`\n`;
const from = (names: string): string => `import { ${names} } from "campaign-notebook";\n`;

async function outputsOf(text: string): Promise<readonly CellOutput[]> {
  const { cells } = await runText(overAds() + text);
  return cells.at(-1)?.outputs ?? [];
}

describe("a cell shows", () => {
  test.each<[what: string, code: string, text: string]>([
    ["its last expression", "const a: number = 1;\na + 1", "2"],
    ["its default export", "export default { a: [1, 2] };\n5", "{ a: [ 1, 2 ] }"],
    ["what it awaited", "await Promise.resolve('x' as string)", "x"],
    ["markup as text", "'<b>bold</b>'", "<b>bold</b>"],
    [
      "a metric's value",
      `${from("ctr, metrics")}[ctr({ clicks: 1, impressions: 4 }), metrics.cvr({ conversions: 1, clicks: 0 })]`,
      "[ 0.25, null ]",
    ],
  ])("%s", async (_, code, text) => {
    expect(await outputsOf(ts(code))).toEqual([{ kind: "text", text }]);
  });

  test("nothing of undefined, and what it printed before its value", async () => {
    expect(await outputsOf(ts("console.log('a', { b: 1 });"))).toEqual([
      { kind: "text", text: "a { b: 1 }\n" },
    ]);
  });

  test("a table of rows, typed by its values", async () => {
    const rows = `[{ n: 1, x: 0.5, big: 2n ** 60n, t: "ä", d: new Date(0), b: true }, { n: null, x: 2 }]`;
    const table = lastTable(await runText(overAds() + ts(rows)));
    expect(table.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "n BIGINT",
      "x DOUBLE",
      "big BIGINT",
      "t VARCHAR",
      "d TIMESTAMP_MS",
      "b BOOLEAN",
    ]);
    expect(table.rows).toEqual([
      [1, 0.5, "1152921504606846976", "ä", "1970-01-01T00:00:00", true],
      [null, 2, null, null, null, null],
    ]);
  });

  test("a chart over rows, over a table, over a name", async () => {
    const spec = `{ mark: "bar", encoding: { x: { field: "ad_id" }, y: { field: "cost", type: "quantitative" } } }`;
    for (const data of [`[{ ad_id: "a", cost: 1 }]`, "await table('ads')", "'ads'"]) {
      const [output] = await outputsOf(ts(`${from("chart, table")}chart(${spec}, ${data})`));
      expect(output).toMatchObject({ kind: "chart", title: expect.stringContaining("Cost") });
    }
  });
});

describe("what a cell exports", () => {
  test("is a table in SQL with its units, and a name in later cells", async () => {
    const run = await runText(
      overAds("params: {least: 5}\n") +
        ts(
          from("sql, params, rows") +
            "export const by_ad = await sql`SELECT ad_id, sum(cost) AS cost, sum(clicks_destination) AS clicks FROM ads WHERE cost >= $least AND cost > ${2} GROUP BY ALL ORDER BY ALL`;\n" +
            "export const twice = (n: number): number => n * params.least * 2;",
        ) +
        ts(
          `${from("rows")}export const doubled = rows(by_ad).map(({ cost }) => ({ twice: twice(cost) }));`,
        ) +
        sql("SELECT ad_id, cost, clicks, twice FROM by_ad, doubled"),
    );
    const table = lastTable(run);
    expect(records(table)).toEqual([
      { ad_id: "1801234567890123457", cost: "24.500000", clicks: 40, twice: 245 },
    ]);
    expect(table.columns.map(({ unit, type }) => [unit, type])).toEqual([
      ["id", "VARCHAR"],
      ["money", "DECIMAL(38,6)"],
      ["count", "HUGEINT"],
      [null, "BIGINT"],
    ]);
    expect(table.currency).toBe("EUR");
  });

  test.each<[what: string, cells: string, problem: object]>([
    [
      "is used above it",
      ts("one + 1") + ts("export const one = 1;"),
      { code: "used_before_defined" },
    ],
    [
      "is used by SQL above it",
      sql("FROM t") + ts("export const t = [{ a: 1 }];"),
      { code: "used_before_defined" },
    ],
    [
      "has a name that is taken",
      sql("SELECT 1 AS a", "name=t") + ts("export const t = 1;"),
      { code: "name_taken" },
    ],
    ["is called like a source", ts("export const ads = 1;"), { code: "name_taken" }],
    ["is called by name=", "\n```ts name=t\n1\n```\n", { code: "bad_arguments" }],
    [
      "mixes kinds",
      ts("export const t = [{ a: 1 }, { a: 'x' }];"),
      { code: "script_value", place: expect.objectContaining({ column: "a" }) },
    ],
  ])("%s", async (_, cells, problem) => {
    expect(await problemOf(runText(overAds() + cells))).toMatchObject(problem);
  });
});

/** Line 7 of the file is the cell's first. */
describe("a cell fails", () => {
  test.each<[what: string, code: string, problem: object]>([
    [
      "at what it throws, past its types",
      "const f = (n: number): number => {\n  const m: Map<string, number> = new Map(); throw new Error('no');\n};\nf(1);",
      {
        code: "script_error",
        message: "Error: no",
        place: { line: 8, character: 51 },
        next: "Called from line 4 of the cell.",
      },
    ],
    [
      "in its last expression",
      "let a: any = null;\n[1, 2].map((n: number) => a.b)",
      { message: expect.stringContaining("Cannot read"), place: { line: 8, character: 29 } },
    ],
    [
      "at what it cannot be read as",
      "const a = 1;\nconst b: = 2;",
      { code: "script_syntax", place: { line: 8, character: 10 } },
    ],
    [
      "at an enum",
      "let a = 1;\n  enum Side { Left = 3 }",
      { code: "script_syntax", place: { line: 8, character: 3 } },
    ],
    [
      "at a name twice",
      "const a: number = 1; const a = 2;",
      { code: "script_syntax", place: { line: 7, character: 28 } },
    ],
    [
      "at a package that is not there",
      'import x from "no-such-package";\nx',
      {
        code: "script_import",
        message: expect.stringContaining("no-such-package"),
        next: expect.stringContaining("npm install no-such-package"),
      },
    ],
    [
      "at a file that is not there",
      'import { x } from "./none.js";\nx',
      { code: "script_import", place: { line: 7 } },
    ],
    [
      "at what the package lacks",
      `${from("nothing")}nothing`,
      { code: "script_import", message: expect.stringContaining("nothing") },
    ],
    [
      "at what it forgot to import",
      "await sql`FROM ads`",
      {
        message: "ReferenceError: sql is not defined",
        next: expect.stringContaining("import { sql }"),
      },
    ],
    [
      "at process.exit()",
      "process.exit(3);",
      { code: "script_error", message: expect.stringContaining("process.exit()") },
    ],
    [
      "at a promise that nobody waits for",
      "void Promise.reject(new Error('lost'));\n1",
      { message: "Error: lost" },
    ],
    [
      "at an error in a timer",
      "setTimeout(() => { throw new Error('late'); });\nawait new Promise((done) => setTimeout(done, 1000));",
      { message: "Error: late" },
    ],
    [
      "at a wrong query",
      `${from("sql")}await sql("SELECT nix FROM ads");`,
      { code: "sql_unknown_name", place: { line: 8, character: 7 } },
    ],
    [
      "at a statement that writes",
      `${from("sql")}await sql("DROP TABLE x");`,
      { code: "statement_refused" },
    ],
    ["at what is no error", "throw { a: 1 };", { message: "The cell threw { a: 1 }" }],
  ])("%s", async (_, code, problem) => {
    expect(await problemOf(runText(overAds() + ts(code)))).toMatchObject(problem);
  });
});

test("a flood is shown up to 64 KB, and counted", async () => {
  const [output] = await outputsOf(ts("for (let i = 0; i < 1e5; i++) console.log('line', i);"));
  const text = output?.kind === "text" ? output.text : "";
  expect(text.length).toBeLessThan(66_000);
  expect(text).toMatch(/^line 0\nline 1\n[^]*… and \d{5} more\n$/);
});

test("dates are bound as dates, and given as days", async () => {
  const run = await runText(
    overAds("params: {from: 2026-05-02}\n") +
      ts(
        `${from("params, sql")}const day = new Date("2026-05-02");
         [params.from, (await sql\`FROM ads WHERE date = \${day} AND date >= $from\`).numRows]`,
      ),
  );
  expect(run.cells.at(-1)?.outputs).toEqual([{ kind: "text", text: "[ '2026-05-02', 1 ]" }]);
});

test("no metric has the name of what a cell does with the notebook", () => {
  const own = ["sql", "table", "rows", "chart", "params", "metrics", "defineColumn", "addColumn"];
  expect(own.filter((name) => name in compute || name in api)).toEqual([]);
});

test("a package and a file beside the notebook can be imported", async () => {
  const [output] = await outputsOf(
    ts(
      'import { basename } from "node:path";\nimport * as arrow from "apache-arrow";\nconst { sep } = await import("node:path");\n[basename("/a/b"), typeof arrow.Table, sep]',
    ),
  );
  expect(output).toEqual({ kind: "text", text: "[ 'b', 'function', '/' ]" });
});

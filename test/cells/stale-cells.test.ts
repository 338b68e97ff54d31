import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { EditorKernel } from "../../kernel/editor/editor-kernel.ts";
import type { CellInputs, CellText } from "../../kernel/protocol/calls.ts";
import type { CellOutput } from "../../kernel/protocol/output.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";

const code = (text: string, attributes = "", language = "sql"): CellText => ({
  kind: "code",
  language,
  attributes,
  text,
});
const front = (text: string): CellText => ({
  kind: "setup",
  language: "yaml",
  attributes: "",
  text: `campaign-notebook: 1\n${text}`,
});

const usual = [
  "sources: {ads: ads.csv}",
  "params: {least: 1, other: 5}",
  "targets: {clicks: 10}",
  "columns: {cost_half: cost / 2, cost_quarter: cost_half / 2, own: impressions / 2}",
].join("\n");

const cells: readonly CellText[] = [
  front(usual),
  code("SELECT ad_id, sum(clicks_destination) AS clicks FROM ads GROUP BY ALL", "name=by_ad"),
  code("FROM by_ad WHERE clicks >= $LEAST", "name=top_ads"),
  code("SELECT count(*) AS n FROM top_ads"),
  code("mark: bar\nencoding: {x: {field: ad_id}, y: {field: clicks}}", "data=by_ad", "vega-lite"),
  code("SELECT cost_quarter(sum(cost)) AS cost_quarter FROM ads"),
  code("SELECT sum(clicks) AS clicks FROM by_ad", "view=kpi"),
  code("SELECT 1 AS one"),
  { kind: "markdown", language: "markdown", attributes: "", text: "prose" },
];

/** A notebook in an editor: what each cell shows, and what it was made from. */
class Notebook {
  readonly folder: string;
  cells: readonly CellText[];
  parameters: Record<string, string> = {};
  outputs: (readonly CellOutput[])[] = [];
  shown: (CellInputs | null | undefined)[];
  kernel: EditorKernel;

  constructor(folder: string, all: readonly CellText[]) {
    this.folder = folder;
    this.cells = all;
    this.shown = all.map(() => undefined);
    this.kernel = new EditorKernel(() => undefined);
  }

  open() {
    return this.kernel.open({
      notebookPath: join(this.folder, "n.campaign.md"),
      notebookUri: "file:///n.campaign.md",
      cacheFolder: join(this.folder, "cache"),
      sessionFolder: join(this.folder, "sessions"),
    });
  }

  async run(...indices: number[]): Promise<void> {
    for (const index of indices) {
      const { cells: all, parameters } = this;
      const { outputs, madeFrom } = await this.kernel.runCell({ cells: all, parameters, index });
      this.outputs[index] = outputs.map(({ output }) => output);
      this.shown[index] = madeFrom;
    }
  }

  change(index: number, cell: Partial<CellText>): void {
    this.cells = this.cells.map((old, at) => (at === index ? { ...old, ...cell } : old));
  }

  async stale(): Promise<Record<number, readonly string[]>> {
    const { cells: all, parameters, shown } = this;
    const stale = await this.kernel.staleCells({ cells: all, parameters, shown });
    return Object.fromEntries(stale.map(({ index, because }) => [index, because]));
  }

  problem(index: number) {
    const [output] = this.outputs[index] ?? [];
    return output?.kind === "error" ? output.problem : undefined;
  }
}

async function opened(all = cells, run = all.map((_, index) => index)): Promise<Notebook> {
  const folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  await writeFile(
    join(folder, "ads.csv"),
    "By Day,Campaign name,Ad ID,Currency,Cost,Impressions,Clicks (destination)\n" +
      "2026-05-01,C,1801234567890123457,EUR,10.00,1000,10\n" +
      "2026-05-02,C,1801234567890123458,EUR,14.50,2000,30\n",
  );
  const notebook = new Notebook(folder, all);
  onTestFinished(async () => {
    await notebook.kernel.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  await notebook.open();
  await notebook.run(...run);
  return notebook;
}

describe("which cells are stale", () => {
  it("none after a run, and none that has not run", async () => {
    const notebook = await opened();
    expect(notebook.outputs.flat().filter(({ kind }) => kind === "error")).toEqual([]);
    expect(await notebook.stale()).toEqual({});
    notebook.shown = cells.map(() => undefined);
    notebook.change(1, { text: "SELECT 2 AS ad_id, 3 AS clicks" });
    expect(await notebook.stale()).toEqual({});
  });

  it("the changed cell and all that rests on it, until it is as before", async () => {
    const notebook = await opened();
    const { text } = notebook.cells[1] ?? { text: "" };
    notebook.change(1, { text: `${text} LIMIT 1` });
    expect(await notebook.stale()).toEqual({
      1: ["the cell changed"],
      2: ["by_ad changed"],
      3: ["top_ads changed"],
      4: ["by_ad changed"],
      6: ["by_ad changed"],
    });
    await notebook.run(1);
    expect(Object.keys(await notebook.stale())).toEqual(["2", "3", "4", "6"]);
    await notebook.run(2, 3, 4, 6);
    expect(await notebook.stale()).toEqual({});
    notebook.change(1, { text });
    await notebook.run(1, 2, 3, 4, 6);
    expect(await notebook.stale()).toEqual({});
  });

  it("those that bind a parameter, whatever its case, and those behind them", async () => {
    const notebook = await opened();
    notebook.parameters = { least: "20" };
    expect(await notebook.stale()).toEqual({ 2: ["$least changed"], 3: ["top_ads changed"] });
    await notebook.run(2, 3);
    expect(await notebook.stale()).toEqual({});
    expect(notebook.outputs[3]?.[0]).toMatchObject({ table: { rows: [[1]] } });
    notebook.parameters = {};
    expect(Object.keys(await notebook.stale())).toEqual(["2", "3"]);
    notebook.parameters = { least: "20", gone: "7" };
    expect(await notebook.stale()).toEqual({});
  });

  it("those that call a column, through other columns too", async () => {
    const notebook = await opened();
    notebook.change(0, front(usual.replace("cost / 2", "cost / 3")));
    expect(await notebook.stale()).toEqual({
      0: ["the setup changed"],
      5: ["cost_quarter() changed"],
    });
    notebook.change(0, front(usual.replace("impressions / 2", "impressions / 3")));
    expect(await notebook.stale()).toEqual({ 0: ["the setup changed"] });
    notebook.change(0, front(usual.replace("clicks: 10", "clicks: 11")));
    expect(await notebook.stale()).toEqual({
      0: ["the setup changed"],
      6: ["the targets changed"],
    });
  });

  it("those that call a column of an included file that changed", async () => {
    const notebook = await opened();
    const team = join(notebook.folder, "team.yaml");
    await writeFile(team, "columns: {team_price: cost / impressions, other: cost}\n");
    notebook.change(0, front(`${usual}\ninclude: team.yaml`));
    notebook.change(7, { text: "SELECT team_price(sum(cost), sum(impressions)) AS p FROM ads" });
    await notebook.run(...cells.keys());
    expect(notebook.outputs.flat().filter(({ kind }) => kind === "error")).toEqual([]);
    expect(await notebook.stale()).toEqual({});
    await writeFile(team, "columns: {team_price: cost / impressions, other: cost * 2}\n");
    expect(await notebook.stale()).toEqual({ 0: ["the setup changed"] });
    await writeFile(team, "columns: {team_price: 2 * cost / impressions, other: cost}\n");
    expect(await notebook.stale()).toEqual({
      0: ["the setup changed"],
      7: ["team_price() changed"],
    });
  });

  it("those that read a source whose file or statement changed, before it is read again", async () => {
    const notebook = await opened();
    await utimes(join(notebook.folder, "ads.csv"), new Date(), new Date(Date.now() + 5_000));
    const because = await notebook.stale();
    expect(because).toMatchObject({
      0: ["the source ads changed"],
      1: ["the source ads changed"],
      2: ["by_ad changed"],
    });
    expect(Object.keys(because)).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
    await notebook.run(0, 1, 2, 3, 4, 5, 6);
    expect(await notebook.stale()).toEqual({});
    notebook.change(0, front(usual.replace("ads.csv", "{path: ads.csv, clicks: destination}")));
    expect(Object.keys(await notebook.stale())).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
  });

  it("a setup that is being typed, and nothing else for it", async () => {
    const notebook = await opened();
    await notebook.stale();
    notebook.change(0, front("sources: {ads: ads.c"));
    expect(await notebook.stale()).toEqual({ 0: ["the setup changed"] });
  });

  it("how a result is shown", async () => {
    const notebook = await opened();
    notebook.change(6, { attributes: "view=table" });
    notebook.change(7, { attributes: "hide=code" });
    expect(await notebook.stale()).toEqual({ 6: ["the cell changed"] });
  });

  it("those below a statement whose reach cannot be told", async () => {
    const notebook = await opened([
      front("params: {n: 1}"),
      code("SELECT 1 AS a", "name=one"),
      code("CREATE OR REPLACE TABLE t AS SELECT $n AS a"),
      code("FROM t"),
      code("FROM one"),
    ]);
    expect(await notebook.stale()).toEqual({});
    notebook.parameters = { n: "2" };
    expect(await notebook.stale()).toEqual({
      2: ["$n changed"],
      3: ["a cell above changed"],
      4: ["a cell above changed"],
    });
    notebook.parameters = {};
    notebook.change(1, { text: "SELECT 2 AS a" });
    expect(Object.keys(await notebook.stale())).toEqual(["1", "2", "3", "4"]);
  });

  it("is known again after a restart, before the setup has run", async () => {
    const notebook = await opened();
    await notebook.kernel.close();
    notebook.kernel = new EditorKernel(() => undefined);
    await notebook.open();
    expect(await notebook.stale()).toEqual({});
    notebook.change(2, { text: "FROM by_ad" });
    expect(Object.keys(await notebook.stale())).toEqual(["2", "3"]);
    await notebook.run(2, 3);
    expect(await notebook.stale()).toEqual({});
    expect(notebook.outputs[3]?.[0]).toMatchObject({ table: { rows: [[2]] } });
  });

  it("and a failure, once what it came from has changed", async () => {
    const notebook = await opened(
      [
        front("params: {n: 1}"),
        code("FROM later"),
        code("SELECT 1 AS a", "name=later"),
        code("SELEC", "name=b"),
      ],
      [1, 3],
    );
    expect(notebook.problem(1)).toMatchObject({
      code: "used_before_defined",
      message: expect.stringContaining("(cell 3)"),
    });
    expect(await notebook.stale()).toEqual({});
    notebook.change(2, { attributes: "name=other" });
    expect(await notebook.stale()).toMatchObject({
      1: ["the names or the order of the cells changed"],
    });
    notebook.change(3, { text: "SELECT 1 AS a", attributes: "name=other" });
    expect(Object.keys(await notebook.stale())).toEqual(["1", "3"]);
    await notebook.run(3);
    expect(notebook.problem(3)).toMatchObject({
      code: "name_taken",
      message: expect.stringContaining("(cell 3)"),
    });
  });
});

describe("parameters in an editor", () => {
  it("offer what a query finds", async () => {
    const query = "SELECT ad_id FROM ads ORDER BY clicks_destination";
    const notebook = await opened(
      [
        front(`sources: {ads: ads.csv}\nparams: {ad: {choices: "${query}"}}`),
        code("SELECT $ad AS ad"),
      ],
      [0, 1],
    );
    const offered = {
      kind: "query",
      text: null,
      choices: ["1801234567890123457", "1801234567890123458"],
    };
    expect(notebook.outputs[0]?.[0]).toMatchObject({ parameters: [offered] });
    const parameters = { ad: "1801234567890123458" };
    expect(await notebook.kernel.parameters({ cells: notebook.cells, parameters })).toMatchObject([
      { ...offered, text: parameters.ad },
    ]);
    notebook.change(0, { text: notebook.cells[0]?.text.replace("ad_id", "nonsense") ?? "" });
    await notebook.run(0);
    expect(notebook.problem(0)).toMatchObject({
      code: "sql_unknown_name",
      message: expect.stringMatching(/^The choices of the parameter “ad”: .*nonsense/),
    });
  });

  it("are told with what they may be", async () => {
    const params =
      "params:\n  n: {default: 5, min: 1, label: Least}\n  t: text\n  d: 2026-05-01\n" +
      "  r: 2026-05-01..2026-05-31\n  c: [a, b]\n";
    const notebook = await opened([front(params), code("SELECT $n AS n")], [0]);
    const given = { n: "7", c: "b", gone: "1" };
    const told = await notebook.kernel.parameters({ cells: notebook.cells, parameters: given });
    const none = { min: null, max: null, choices: null };
    expect(told).toEqual([
      {
        ...none,
        name: "n",
        label: "Least",
        kind: "number",
        value: "7",
        text: "7",
        default: "5",
        min: 1,
      },
      {
        ...none,
        name: "t",
        label: "t",
        kind: "text",
        value: "text",
        text: "text",
        default: "text",
      },
      {
        ...none,
        name: "d",
        label: "d",
        kind: "date",
        value: "2026-05-01",
        text: "2026-05-01",
        default: "2026-05-01",
      },
      {
        ...none,
        name: "r",
        label: "r",
        kind: "date_range",
        value: "2026-05-01 to 2026-05-31",
        text: "2026-05-01..2026-05-31",
        default: "2026-05-01..2026-05-31",
      },
      {
        ...none,
        name: "c",
        label: "c",
        kind: "choice",
        value: "b",
        text: "b",
        default: "a",
        choices: ["a", "b"],
      },
    ]);
    const wrong = notebook.kernel.parameters({ cells: notebook.cells, parameters: { n: "0" } });
    await expect(wrong).rejects.toBeInstanceOf(ProblemError);
    await expect(wrong).rejects.toMatchObject({ problem: { code: "bad_arguments" } });
  });
});

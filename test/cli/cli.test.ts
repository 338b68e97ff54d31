import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { question } from "../../scripts/sample/ask.ts";
import { hundredths, readExport, sumOf } from "../sample/read-export.ts";
import { freshCache, runCli, startCli } from "./run-cli.ts";

const sample = "samples/exports/ads-daily.csv";
const cache = freshCache();
const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(cache, ".."), { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function ids(list: readonly { ad_id: string }[]): string[] {
  return list.map(({ ad_id }) => ad_id).toSorted();
}

describe("load", () => {
  it("agrees with an independent sum of the file", async () => {
    const { status, stdout, stderr } = await runCli(["load", sample, "--json"], cache);
    expect([status, stderr]).toEqual([0, ""]);
    const report = JSON.parse(stdout);
    const { rows, totals } = readExport({ seed: 7, level: "ad", days: true });
    expect(report.rows).toMatchObject({ read: rows.length + 1, loaded: rows.length });
    expect(report.dates).toMatchObject({
      from: rows.map((row) => row.get("By Day") ?? "").reduce((a, b) => (a < b ? a : b)),
      to: rows.map((row) => row.get("By Day") ?? "").reduce((a, b) => (a > b ? a : b)),
    });
    expect(report.totals.status).toBe("agrees");
    for (const [column, header] of [
      ["cost", "Cost"],
      ["impressions", "Impressions"],
      ["conversions", "Conversions"],
    ] as const) {
      const check = report.totals.columns.find(
        (entry: { column: string }) => entry.column === column,
      );
      expect(Math.round(Number(check.summed) * 100)).toBe(sumOf(rows, header));
      expect(Math.round(Number(check.printed) * 100)).toBe(hundredths(totals, header));
    }
  });

  it("prints a report for people", async () => {
    const { stdout } = await runCli(["load", sample], cache);
    expect(stdout).toContain("5,653 read, 5,652 loaded, 1 left out as totals (row 5,654)");
    expect(stdout).toContain("agrees with the sum of the rows");
  });
});

describe("sql", () => {
  const header =
    "By Day,Campaign name,Ad ID,Ad name,Currency,Cost,Impressions,Clicks (destination),CTR (destination)\n";
  const exported = file(
    "dirty.csv",
    `\ufeff${header}2026-05-01,C,1801234567890123457,A,EUR,"1,234.56","10,000",28,0.28%\n` +
      `2026-05-01,C,1801234567890123458,B,EUR,0.44,2500,7,0.28%\n` +
      `Total of 2 results,-,-,-,EUR,"1,235.00","12,500",35,0.28%\n`,
  );

  it("keeps ids digit for digit and counts the totals row once", async () => {
    const query =
      "SELECT count(*) AS n, sum(cost) AS cost, ctr(sum(clicks_destination), sum(impressions)) AS ctr, max(ad_id) AS ad_id, max(ctr_destination) AS printed FROM ads";
    const { status, stdout } = await runCli(
      ["sql", query, "--source", `ads=${exported}`, "--format", "json"],
      cache,
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { n: 2, cost: 1235, ctr: 0.0028, ad_id: "1801234567890123458", printed: 0.0028 },
    ]);
  });

  it("binds parameters and prints CSV that no spreadsheet takes for formulas", async () => {
    const { stdout } = await runCli(
      [
        "sql",
        "SELECT $who AS who, $n + 1 AS n, $day AS day, -1 AS negative",
        "--param",
        "who==cmd|' /C calc'!A0",
        "--param",
        "n=41",
        "--param",
        "day=2026-05-01",
        "--format",
        "csv",
      ],
      cache,
    );
    expect(stdout).toBe(`who,n,day,negative\n"'=cmd|' /C calc'!A0",42,2026-05-01,-1\n`);
  });

  it("answers the first question on the sample", async () => {
    const { status, stdout } = await runCli(
      [
        "sql",
        "--file",
        file("question.sql", question),
        "--source",
        `ads=${sample}`,
        "--param",
        "min_clicks=100",
        "--format",
        "json",
      ],
      cache,
    );
    expect(status).toBe(0);
    const { stories } = JSON.parse(readFileSync("samples/exports/ads-daily.truth.json", "utf8"));
    const planted = stories.filter((story: { kind: string }) => story.kind === "mismatch");
    expect(ids(JSON.parse(stdout))).toEqual(ids(planted));
  });
});

describe("bad input", () => {
  it.each([
    [
      "a missing export",
      ["load", "samples/exports/ads-dayly.csv"],
      3,
      /no such file.*ads-daily\.csv/is,
    ],
    ["an empty export", ["load", file("empty.csv", "")], 3, /empty/i],
    ["a folder", ["load", folder], 3, /folder/i],
    [
      "a binary file",
      [
        "load",
        file(
          "binary.csv",
          new Uint8Array(5000).map((_, i) => i * 7),
        ),
      ],
      3,
      /binary/i,
    ],
    ["a cut workbook", ["load", file("book.xlsx", "PK\u0003\u0004....")], 3, /workbook is cut off/],
    ["an unknown export", ["load", file("other.csv", "a,b\n1,2\n")], 3, /No known export/],
    [
      "an export without figures",
      ["load", file("settings.csv", "Campaign name,Ad name,Ad ID,Pixel Event\nA,B,1,x\n")],
      3,
      /missing “Cost” or “Impressions”/,
    ],
    [
      "an open quote",
      ["load", file("quote.csv", 'Campaign name,Cost,Impressions\n"A,1,2\n')],
      3,
      /quote/i,
    ],
    [
      "a SQL error",
      ["sql", "SELECT ad_nam FROM ads", "--source", `ads=${sample}`],
      1,
      /line 1, character 8.*ad_name/s,
    ],
    ["a syntax error", ["sql", "SELEC 1"], 1, /line 1, character 1/],
    ["an unknown metric in SQL", ["sql", "SELECT ctrr(1, 2)"], 1, /ctr/],
    ["an unknown metric", ["metrics", "nope"], 2, /no metric/],
    ["a refused statement", ["sql", "COPY (SELECT 1) TO 'x.csv'"], 1, /COPY|export/],
    ["a file read from SQL", ["sql", "FROM read_csv('/etc/passwd')"], 1, /source/],
    ["a missing parameter", ["sql", "SELECT $x"], 1, /x/],
    ["no query", ["sql"], 2, /query/],
    ["a wrong source", ["sql", "SELECT 1", "--source", "ads"], 2, /name=path/],
    ["a wrong locale", ["load", sample, "--locale", "no_such-locale!"], 2, /locale/],
    ["an unknown command", ["lod"], 2, /unknown command/],
    ["an unknown option", ["load", sample, "--jso"], 2, /unknown option/],
  ])("%s: one message and the right status", async (_, args, status, message) => {
    const result = await runCli(args, cache);
    expect(result.stderr).toMatch(message);
    expect([result.status, result.stdout]).toEqual([status, ""]);
    expect(result.stderr).not.toMatch(/\n\s+at |node_modules|node:internal/);
    expect(result.stderr.length).toBeLessThan(520);
  });

  it("loads what has unreadable values, each counted", async () => {
    const path = file("odd.csv", "Ad name,Cost,Impressions\nA,abc,<5\nB,1.00,10\n");
    const { status, stdout } = await runCli(["load", path, "--json"], cache);
    expect(status).toBe(0);
    expect(
      JSON.parse(stdout).rejected.map(
        (entry: { column: string; count: number; reason: string }) => [
          entry.column,
          entry.count,
          entry.reason,
        ],
      ),
    ).toEqual([
      ["cost", 1, "not_a_number"],
      ["impressions", 1, "masked"],
    ]);
  });
});

describe("help, metrics and cache", () => {
  it.each([["load"], ["sql"], ["metrics"], ["cache"]])(
    "%s --help shows examples",
    async (command) => {
      const { status, stdout } = await runCli([command, "--help"], cache);
      expect(status).toBe(0);
      expect(stdout).toContain(`Examples:\n  campaign-notebook ${command}`);
    },
  );

  it("prints all metrics as JSON", async () => {
    const names = JSON.parse((await runCli(["metrics", "--json"], cache)).stdout).map(
      (metric: { name: string }) => metric.name,
    );
    expect(names).toEqual(
      expect.arrayContaining(
        "cpm cpc ctr ctr_all cvr cvr_impressions cpa roas hook_rate wilson_low wilson_high lift".split(
          " ",
        ),
      ),
    );
  });

  it("lists and empties the cache", async () => {
    const own = freshCache();
    await runCli(["load", sample], own);
    const listed = await runCli(["cache", "list"], own);
    expect(listed.stdout).toMatch(/ads-daily\.csv\s+5,652/);
    const purged = await runCli(["cache", "purge"], own);
    expect(purged.stdout).toMatch(/^Removed 1 file/);
    expect((await runCli(["cache", "list"], own)).stdout).toContain("No loaded sources.");
  });
});

describe("Ctrl-C", () => {
  it("stops a query, whenever it comes", async () => {
    const query =
      "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = -1";
    for (const afterMs of [0, 10, 25, 50, 100, 400]) {
      const scratch = mkdtempSync(join(folder, "stop-"));
      const { child, finished } = startCli(["sql", query], cache, { env: { TMPDIR: scratch } });
      // The session's scratch folder tells that signals are heard.
      while (readdirSync(scratch).length === 0 && child.exitCode === null) await delay(5);
      await delay(afterMs);
      child.kill("SIGINT");
      const { status, stderr } = await finished;
      expect([afterMs, status]).toEqual([afterMs, 130]);
      expect(stderr).toMatch(/stopped/);
    }
  });

  it("leaves nothing half-written after a load that is stopped or killed", async () => {
    const own = freshCache();
    const big = file(
      "big.csv",
      `Ad name,Cost,Impressions\n${'“quoted, name”\t,"1,234.50",10\n'.repeat(400_000)}`,
    );
    for (const signal of ["SIGINT", "SIGKILL"] as const) {
      const { child, finished } = startCli(["load", big], own);
      setTimeout(() => child.kill(signal), 900);
      const result = await finished;
      expect(result.status === 130 || result.signal === signal).toBe(true);
    }
    const after = await runCli(["load", sample], own);
    expect(after.status).toBe(0);
    expect(readdirSync(own).filter((name) => name.startsWith("unfinished"))).toEqual([]);
  });
});

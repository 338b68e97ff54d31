import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportText } from "../../scripts/sample/export.ts";
import type { Finished } from "./run-cli.ts";
import { freshCache, runCli, startCli } from "./run-cli.ts";

const cache = freshCache();
const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(cache, ".."), { recursive: true, force: true });
});

const samples = ["ad-fatigue", "creative-performance", "funnel", "high-ctr-low-cvr"] as const;
const pathOf = (sample: string) => resolve("samples", `${sample}.campaign.md`);

interface Shown {
  readonly name: string | null;
  readonly language: string;
  readonly outputs: readonly unknown[];
}

/** What the code cells show, the load report left out. */
function shown(stdout: string): Shown[] {
  const { cells }: { cells: Shown[] } = JSON.parse(stdout);
  return cells.filter(({ language }) => language !== "yaml");
}

// The first run finds the cache empty, the others what it left.
const runs = new Map<string, { readonly result: Finished; readonly html: string }>();
beforeAll(async () => {
  for (const sample of samples) {
    const html = join(folder, `${sample}.html`);
    const result = await runCli(["run", pathOf(sample), "--html", html, "--json"], cache);
    runs.set(sample, { result, html });
  }
}, 180_000);

test.each(samples)("%s runs as it is: one JSON value, one small report", (sample) => {
  const { result, html } = runs.get(sample) ?? {};
  expect(result?.status).toBe(0);
  // A slow machine is told about the progress before that.
  expect(result?.stderr).toMatch(/^(Running [^\n]+\n)*Report: [^\n]+\.html\n$/);
  expect(JSON.parse(result?.stdout ?? "")).toMatchObject({
    report: html,
    notebook: pathOf(sample),
  });
  expect(statSync(html ?? "").size).toBeLessThan(300_000);
});

test("the first sample finds the planted mismatches and no other ad", () => {
  const results = shown(runs.get("high-ctr-low-cvr")?.result.stdout ?? "");
  const { stories } = JSON.parse(readFileSync("samples/exports/ads-daily.truth.json", "utf8"));
  const planted = stories.filter(({ kind }: { kind: string }) => kind === "mismatch");
  const [output] = results.find(({ name }) => name === "mismatch")?.outputs ?? [];
  const { columns, rows } = Object(Object(output).table);
  const at = columns.findIndex(({ name }: { name: string }) => name === "ad_id");
  expect(rows.map((row: string[]) => row[at]).toSorted()).toEqual(
    planted.map(({ ad_id }: { ad_id: string }) => ad_id).toSorted(),
  );
});

test.each([
  ["America/New_York", "tr_TR.UTF-8"],
  ["Asia/Kolkata", "ar_EG.UTF-8"],
])("the same bytes again, in %s, in %s and in another folder", async (TZ, LANG) => {
  const html = join(folder, "again.html");
  const where = { env: { TZ, LANG, LC_ALL: LANG }, cwd: folder };
  const { status } = await runCli(["run", pathOf(samples[0]), "--html", html], cache, where);
  expect(status).toBe(0);
  expect(readFileSync(html)).toEqual(readFileSync(runs.get(samples[0])?.html ?? ""));
});

test("another export answers for the source: columns in another order, UTF-16, another delimiter", async () => {
  const text = [...exportText({ seed: 7, level: "ad", days: true })].join("");
  const turned = text
    .slice(1, -2)
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^",]*)/g)].map(([, cell = ""]) => cell),
    )
    .map((cells) => [...cells.slice(0, 1), ...cells.slice(1).toReversed()].join("\t"));
  const other = join(folder, "other.csv");
  writeFileSync(other, Buffer.from(`\ufeff${turned.join("\r\n")}`, "utf16le"));
  const args = ["run", pathOf("funnel"), "--html", join(folder, "other.html"), "--json"];
  const { stdout } = await runCli([...args, "--source", `ads=${other}`], cache);
  expect(shown(stdout)).toEqual(shown(runs.get("funnel")?.result.stdout ?? ""));
});

test("a parameter is bound, and the report is named after the notebook", async () => {
  const own = mkdtempSync(join(folder, "parameter-"));
  const text = "---\ncampaign-notebook: 1\nparams: {n: 1}\n---\n```sql\nSELECT $n + 1 AS n\n```\n";
  writeFileSync(join(own, "n.campaign.md"), text);
  const args = ["run", "n.campaign.md", "--param", "n=41", "--json"];
  const { stdout } = await runCli(args, cache, { cwd: own });
  expect(shown(stdout)[0]?.outputs).toMatchObject([{ table: { rows: [[42]] } }]);
  expect(readdirSync(own).toSorted()).toEqual(["n.campaign.md", "n.html"]);
});

const heavy =
  "SELECT count(*) AS n FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = -1";

test.each([
  [
    "a cell that fails",
    "```sql\nSELECT nope\n```\n",
    [],
    1,
    /"nope".*\(cell 1 \(sql\), .*n\.campaign\.md, line 2, character 8\)/,
  ],
  [
    "a wrong parameter",
    "---\ncampaign-notebook: 1\nparams: {n: 1}\n---\n",
    ["--param", "n=x"],
    2,
    /“n” should be a number/,
  ],
  ["an unknown source", "text\n", ["--source", "ads=a.csv"], 2, /no source “ads”/],
  [
    "a source that is not there",
    "---\ncampaign-notebook: 1\nsources: {ads: a.csv}\n---\n",
    [],
    3,
    /no such file.*a\.csv/i,
  ],
  [
    "broken front matter",
    "---\ncampaign-notebook: 1\nsources: {ads\n---\n",
    [],
    1,
    /n\.campaign\.md, line 3, character 14/,
  ],
] as const)(
  "%s: one message, the right status, the older report untouched",
  async (_, text, more, status, message) => {
    const own = mkdtempSync(join(folder, "fails-"));
    writeFileSync(join(own, "n.campaign.md"), text);
    writeFileSync(join(own, "n.html"), "older");
    const result = await runCli(["run", "n.campaign.md", ...more], cache, { cwd: own });
    expect([result.status, result.stdout]).toEqual([status, ""]);
    expect(result.stderr).toMatch(message);
    expect(result.stderr).toMatch(/^campaign-notebook: [^\n]+\n$/);
    expect(result.stderr).not.toMatch(/node_modules|node:internal|file:\/\//);
    expect(readdirSync(own).toSorted()).toEqual(["n.campaign.md", "n.html"]);
    expect(readFileSync(join(own, "n.html"), "utf8")).toBe("older");
  },
);

test.each(["SIGINT", "SIGKILL"] as const)("%s leaves no half report", async (signal) => {
  const own = mkdtempSync(join(folder, "stopped-"));
  const scratch = mkdtempSync(join(folder, "scratch-"));
  writeFileSync(join(own, "n.campaign.md"), `\`\`\`sql\n${heavy}\n\`\`\`\n`);
  writeFileSync(join(own, "n.html"), "older");
  const where = { cwd: own, env: { TMPDIR: scratch } };
  const { child, finished } = startCli(["run", "n.campaign.md"], cache, where);
  // The session's scratch folder tells that the cell is about to run.
  while (readdirSync(scratch).length === 0 && child.exitCode === null) await setTimeout(20);
  await setTimeout(200);
  child.kill(signal);
  const result = await finished;
  if (signal === "SIGKILL") expect(result.signal).toBe("SIGKILL");
  else {
    expect([result.status, result.stdout]).toEqual([130, ""]);
    expect(readdirSync(scratch)).toEqual([]);
  }
  expect(readdirSync(own).toSorted()).toEqual(["n.campaign.md", "n.html"]);
  expect(readFileSync(join(own, "n.html"), "utf8")).toBe("older");
});

test("a report that cannot be written is said, and nothing is left", async () => {
  const own = mkdtempSync(join(folder, "unwritable-"));
  writeFileSync(join(own, "n.campaign.md"), "# Text\n");
  const result = await runCli(["run", "n.campaign.md", "--html", "missing/n.html"], cache, {
    cwd: own,
  });
  expect([result.status, result.stdout]).toEqual([1, ""]);
  expect(result.stderr).toMatch(/cannot be written.*--html/);
  expect(readdirSync(own)).toEqual(["n.campaign.md"]);
});

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import type { CellText } from "../../kernel/protocol/calls.ts";
import { setup, sql, startKernel, temporaryFolder } from "./kernel-program.ts";

const markdown: CellText = {
  kind: "markdown",
  language: "markdown",
  attributes: "",
  text: "# Question",
};
const odd = sql(
  'SELECT max(ad_id) AS ad_id, sum(cost) AS "Total Cost", ctr(sum(clicks_destination), sum(impressions)) AS ctr FROM ads',
  "name=totals",
);
const reader = sql('SELECT "Total Cost" * $factor AS doubled FROM totals');
const cells = [setup, markdown, odd, reader];

it("tells what can be named: sources with their headers, results that are up to date", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  expect(await kernel.call("outline", { cells })).toEqual({
    sources: [],
    results: [],
    metrics: [],
  });
  await kernel.call("runCell", { cells, index: 2 });
  const { sources, results } = await kernel.call("outline", { cells });
  expect(sources).toMatchObject([{ name: "ads", sql: "ads", rows: 5652 }]);
  expect(sources[0]?.columns).toContainEqual(
    expect.objectContaining({ name: "ad_id", header: "Ad ID", unit: "id", sql: "ad_id" }),
  );
  expect(results).toMatchObject([
    {
      name: "totals",
      rows: 1,
      columns: [
        { name: "ad_id", unit: "id" },
        { name: "Total Cost", unit: "money", sql: '"Total Cost"' },
        { name: "ctr", unit: "ratio" },
      ],
    },
  ]);
  const changed = cells.with(2, { ...odd, text: `${odd.text} WHERE cost > 1` });
  expect((await kernel.call("outline", { cells: changed })).results).toEqual([]);
  // Asking took nothing away: undone, the result is there as before.
  expect((await kernel.call("outline", { cells })).results).toHaveLength(1);
});

it("shows in the report what ran, and says what did not, changed or failed", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const all = [...cells, sql("SELECT nosuch FROM ads")];
  const before = await kernel.call("report", { cells: all });
  expect(before.missing.map(({ reason }) => reason)).toEqual(["not_run", "not_run", "not_run"]);
  expect(before.html).toContain("Not a whole report.");
  expect(before.html).toContain("3 cells not run yet.");

  for (const index of [2, 3, 4]) await kernel.call("runCell", { cells: all, index });
  const ran = await kernel.call("report", { cells: all });
  expect(ran.missing).toEqual([{ index: 4, reason: "failed" }]);
  expect(ran.html).toContain("Doubled");

  // The second reads what the first makes: neither old number is shown.
  const edited = all.with(2, { ...odd, text: `${odd.text} WHERE cost > 1` });
  const stale = await kernel.call("report", { cells: edited });
  expect(stale.missing).toEqual([
    { index: 2, reason: "not_run" },
    { index: 3, reason: "changed" },
    { index: 4, reason: "failed" },
  ]);
  expect(stale.html).not.toContain("Doubled");

  // Moved, they are the same cells.
  const moved = [setup, odd, markdown, reader];
  const whole = await kernel.call("report", { cells: moved });
  expect(whole.missing).toEqual([]);
  expect(whole.html).not.toContain("Not a whole report.");
});

it("exports the result that a cell has now, never another cell's", async () => {
  const folder = await temporaryFolder();
  const { kernel } = await startKernel(folder);
  const [one, two] = [sql("SELECT 1 AS n"), sql("SELECT 2 AS n")];
  const path = join(folder, "a.csv");
  const request = { path, format: "csv" } as const;
  await kernel.call("runCell", { cells: [setup, one], index: 1 });
  // In its place stands another cell that has not run.
  await expect(
    kernel.call("exportResult", { ...request, cells: [setup, two], index: 1 }),
  ).rejects.toMatchObject({ problem: { code: "stale_result" } });
  expect(existsSync(path)).toBe(false);
  const moved = [setup, two, one];
  expect(await kernel.call("exportResult", { ...request, cells: moved, index: 2 })).toEqual({
    rows: 1,
  });
  expect(readFileSync(path, "utf8")).toBe("n\n1\n");
  await kernel.call("runCell", { cells: moved, index: 1 });
  await expect(
    kernel.call("exportResult", { ...request, cells: moved, index: 2 }),
  ).rejects.toMatchObject({ problem: { code: "stale_result" } });
  const query = sql("CREATE TABLE x AS SELECT 1");
  await kernel.call("runCell", { cells: [setup, query], index: 1 });
  await expect(
    kernel.call("exportResult", { ...request, cells: [setup, query], index: 1 }),
  ).rejects.toMatchObject({ problem: { code: "no_result" } });
});

it("never writes over the notebook or its exports, and leaves no report where a cell fails", async () => {
  const folder = await temporaryFolder();
  const { kernel } = await startKernel(folder);
  for (const name of ["a.campaign.md", "ads-daily.csv"]) {
    const path = resolve("samples/exports", name);
    const refused = { problem: { code: "not_writable" } };
    await expect(kernel.call("exportReport", { cells, path })).rejects.toMatchObject(refused);
    await kernel.call("runCell", { cells, index: 2 });
    await expect(
      kernel.call("exportResult", { cells, index: 2, path, format: "csv" }),
    ).rejects.toMatchObject(refused);
  }
  const html = join(folder, "report.html");
  await expect(
    kernel.call("exportReport", { cells: [setup, sql("SELECT nosuch")], path: html }),
  ).rejects.toMatchObject({ problem: { code: "sql_unknown_name" } });
  expect(existsSync(html)).toBe(false);
  await kernel.call("exportReport", { cells, path: html });
  expect(readFileSync(html, "utf8")).not.toContain("Not a whole report");
});

it("previews an export without making it a source", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const path = resolve("samples/exports/ads-daily.csv");
  const preview = await kernel.call("previewSource", { path });
  expect(preview.suggestedName).toBe("ads");
  expect(preview.report.rows.loaded).toBe(5652);
  expect(preview.facts.find(({ label }) => label === "Rows")?.text).toContain("5,652");
  expect((await kernel.call("outline", { cells })).sources).toEqual([]);
  await expect(
    kernel.call("previewSource", { path: resolve("package.json") }),
  ).rejects.toMatchObject({ problem: { code: expect.any(String) } });
});

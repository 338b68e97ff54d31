import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { unzip } from "../export/read-xlsx.ts";
import { freshCache, runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-out-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cache = freshCache();
const query = "SELECT 1.50::DECIMAL(9,2) AS cost, '=1' AS f";

it("writes a result in the format that the file's name says, and prints nothing", async () => {
  for (const format of ["csv", "xlsx", "parquet"]) {
    const path = join(folder, `a.${format}`);
    const { status, stdout, stderr } = await runCli(["sql", query, "--out", path], cache);
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("1 row");
    expect(statSync(path).size).toBeGreaterThan(0);
  }
  expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe(`cost,f\n1.5,"'=1"\n`);
  expect(unzip(readFileSync(join(folder, "a.xlsx"))).get("xl/workbook.xml")).toContain('name="a"');
});

it.each([
  ["a name without a format", ["sql", query, "--out", "a.txt"], 2],
  ["a statement without rows", ["sql", "CREATE TABLE t AS SELECT 1", "--out", "b.csv"], 1],
  ["a query that fails", ["sql", "SELECT error('x')", "--out", "b.csv"], 1],
])("%s is refused and leaves no file", async (_, args, status) => {
  expect((await runCli(args, cache, { cwd: folder })).status).toBe(status);
  expect(existsSync(join(folder, "b.csv"))).toBe(false);
});

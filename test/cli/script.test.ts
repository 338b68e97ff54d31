import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freshCache, runCli } from "./run-cli.ts";

const cache = freshCache();
const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(cache, ".."), { recursive: true, force: true });
});

test("script writes the SQL and the rows that it reads, the same bytes each time", async () => {
  const target = join(folder, "funnel.sql");
  const data = join(folder, "funnel-data", "ads.parquet");
  const args = ["script", "samples/funnel.campaign.md", "--param", "margin=0.3", "--out", target];
  expect(await runCli(args, cache)).toMatchObject({ status: 0, stdout: `${target}\n${data}\n` });
  const first = [readFileSync(target), readFileSync(data)];
  expect(String(first[0])).toContain("SET VARIABLE margin = CAST('0.3' AS DOUBLE);");
  await runCli(args, cache);
  expect([readFileSync(target), readFileSync(data)]).toEqual(first);

  const sample = resolve("samples/custom-column.campaign.md");
  const refused = await runCli(["script", sample], cache, { cwd: folder });
  expect([refused.status, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toMatch(/“agency_fee” is a column in TypeScript \(line 15\).* line 63, /);
}, 60_000);

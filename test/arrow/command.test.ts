import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { afterAll, expect, it } from "vitest";
import { freshCache } from "../cli/run-cli.ts";

const cache = freshCache();
afterAll(() => rmSync(join(cache, ".."), { recursive: true, force: true }));

function sql(query: string): Promise<{ status: number; stdout: Buffer; stderr: string }> {
  const source = "ads=samples/exports/ads-daily.csv";
  const args = ["dist/cli.cjs", "sql", query, "--source", source, "--format", "arrow"];
  const env = { ...process.env, CAMPAIGN_NOTEBOOK_CACHE: cache };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { env, encoding: "buffer", maxBuffer: 1e8 },
      (error, stdout, stderr) =>
        resolve({ status: Number(error?.code ?? 0), stdout, stderr: String(stderr) }),
    );
  });
}

it("writes a stream with units, and nothing else, to standard output", async () => {
  const query =
    "SELECT ad_id, sum(cost) AS cost, ctr(sum(clicks_destination), sum(impressions)) AS ctr FROM ads GROUP BY ALL";
  const { status, stdout } = await sql(query);
  const table = tableFromIPC(stdout);
  expect([status, table.numRows]).toEqual([0, 80]);
  expect(
    table.schema.fields.map(({ name, metadata }) => [name, Object.fromEntries(metadata)]),
  ).toEqual([
    ["ad_id", { unit: "id", label: "Ad ID" }],
    ["cost", { unit: "money", label: "Cost", currency: "EUR" }],
    ["ctr", { unit: "ratio", label: "CTR (destination)" }],
  ]);
});

it("fails with what failed, and with bytes that no reader takes for the result", async () => {
  const { status, stdout, stderr } = await sql(
    "SELECT CASE WHEN i = 900000 THEN error('late') ELSE i END AS i FROM range(1000000) t(i)",
  );
  expect([status, stderr]).toEqual([1, expect.stringContaining("late")]);
  expect(stdout.length).toBeGreaterThan(1_000_000);
  expect(() => tableFromIPC(stdout)).toThrow();
});

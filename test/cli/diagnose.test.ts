import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { FindingsOutput } from "../../kernel/protocol/findings.ts";
import { freshCache, runCli } from "./run-cli.ts";

const sample = "samples/exports/ads-daily.csv";
const cache = freshCache();
afterAll(() => rmSync(join(cache, ".."), { recursive: true, force: true }));

test("findings as JSON, the same on every run, and the exit status that was asked for", async () => {
  const json = await runCli(["diagnose", sample, "--json", "--fail-on", "high"], cache);
  expect([json.status, json.stderr]).toEqual([1, ""]);
  const output: FindingsOutput = JSON.parse(json.stdout);
  expect(output.findings[0]).toMatchObject({ severity: "high", currency: "EUR" });
  const again = await runCli(["diagnose", sample, "--json"], cache);
  expect([again.status, again.stdout]).toEqual([0, json.stdout]);
});

test("nothing found says what was checked and what was not", async () => {
  const { status, stdout } = await runCli(
    ["diagnose", sample, "--rule", "A2", "--rule", "C10", "--fail-on", "low"],
    cache,
  );
  expect(status).toBe(0);
  expect(stdout).toContain("Nothing was found. Checked: ad is ignored.");
  expect(stdout).toContain("C10 Several regions in one source: needs the column Country");
});

test.each([
  [["--level", "creative"], 2],
  [["--rule", "A99"], 2],
  [["--threshold", "A1.high_ctr"], 2],
])("refuses %j", async (options, expected) => {
  const { status, stdout } = await runCli(["diagnose", sample, ...options], cache);
  expect([status, stdout]).toEqual([expected, ""]);
});

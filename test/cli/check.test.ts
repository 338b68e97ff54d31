import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Mistake } from "../../kernel/protocol/mistake.ts";
import { freshCache, runCli } from "./run-cli.ts";

const cache = freshCache();
const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(cache, ".."), { recursive: true, force: true });
});

const planted = "test/golden/check/planted.campaign.md";

/** By line of the file and character. */
const ten: readonly (readonly [string, number, number])[] = [
  ["average_of_ratio", 12, 15],
  ["sum_of_people", 19, 17],
  ["rates_ranked_across_regions", 29, 10],
  ["printed_cvr_compared", 33, 55],
  ["attribution_mixed", 34, 15],
  ["timezones_mixed", 34, 15],
  ["test_too_short", 41, 3],
  ["test_changes_two_factors", 44, 30],
  ["limit_without_order", 52, 29],
  ["not_repeatable", 56, 41],
];

function found(stdout: string): unknown[] {
  const { mistakes }: { mistakes: Mistake[] } = JSON.parse(stdout);
  return mistakes.map(({ code, fileLine, range }) => [code, fileLine, range.character]);
}

test("ten planted mistakes are named with their places, and the corrected notebook has none", async () => {
  const result = await runCli(["check", planted, "--json"], cache);
  expect([result.status, found(result.stdout)]).toEqual([1, ten]);
  const corrected = await runCli(["check", planted.replace("planted", "corrected")], cache);
  expect(corrected).toMatchObject({ status: 0, stdout: "No mistakes found.\n" });
}, 60_000);

test("as text each is one line that tools make a link of; --fail-on says what fails", async () => {
  const result = await runCli(["check", planted, "--fail-on", "never"], cache);
  expect(result.status).toBe(0);
  const lines = result.stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(11);
  expect(lines[0]).toMatch(
    /^test\/golden\/check\/planted\.campaign\.md:12:15: warning average_of_ratio: \S/,
  );
  expect(lines[10]).toBe("10 mistakes found.");
}, 60_000);

test("without its exports the names of columns speak, and it says so", async () => {
  const alone = join(folder, "alone.campaign.md");
  copyFileSync(planted, alone);
  const result = await runCli(["check", alone, "--json"], cache);
  expect(result.status).toBe(1);
  expect(result.stderr).toContain("Checked by the names of columns alone.");
  // What the exports alone say, their days, is not used by any of the ten.
  expect(found(result.stdout)).toEqual(ten);
  const missing = await runCli(["check", join(folder, "none.campaign.md")], cache);
  expect([missing.status, missing.stdout]).toEqual([3, ""]);
}, 60_000);

test.each(readdirSync("samples").filter((file) => file.endsWith(".campaign.md")))(
  "nothing is said of the sample %s",
  async (sample) => {
    const result = await runCli(["check", `samples/${sample}`, "--fail-on", "info"], cache);
    expect(result).toMatchObject({ status: 0, stdout: "No mistakes found.\n" });
  },
  60_000,
);

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freshCache, runCli } from "./run-cli.ts";

const cache = freshCache();
const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(cache, ".."), { recursive: true, force: true });
});

test("a new plugin passes its test, and load knows its export", async () => {
  const begun = await runCli(["plugin", "new", "mine.ts"], cache, { cwd: folder });
  expect(begun).toMatchObject({ status: 0, stderr: "" });
  expect((await runCli(["plugin", "new", "mine.ts"], cache, { cwd: folder })).status).not.toBe(0);

  const tested = await runCli(["plugin", "test", "mine.ts"], cache, { cwd: folder });
  expect(tested).toMatchObject({
    status: 0,
    stderr: "",
    stdout: "audio-ads: 2 metrics, 1 column, 1 export, 2 sample files.\nAll checks passed.\n",
  });

  const load = ["load", join("mine.test", "spots.csv"), "--json"];
  expect((await runCli(load, cache, { cwd: folder })).stderr).toMatch(/Nearest format/);
  const { stdout } = await runCli([...load, "--plugin", "mine.ts"], cache, { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({
    export: { id: "audio_ads_spots" },
    rows: { loaded: 4 },
  });
});

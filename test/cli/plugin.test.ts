import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
    stdout:
      "audio-ads: 2 metrics, 1 column, 1 export, 1 diagnosis, 1 template, 5 sample files.\nAll checks passed.\n",
  });

  const load = ["load", join("mine.test", "spots.csv"), "--json"];
  expect((await runCli(load, cache, { cwd: folder })).stderr).toMatch(/Nearest format/);
  const { stdout } = await runCli([...load, "--plugin", "mine.ts"], cache, { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({
    export: { id: "audio_ads_spots" },
    rows: { loaded: 4 },
  });
});

test("other commands know a plugin too, and its template becomes a notebook that runs", async () => {
  await runCli(["plugin", "new", "lib/own.ts"], cache, { cwd: folder });
  const known = ["--plugin", "lib/own.ts"];
  const ask = (...args: string[]) => runCli([...args, ...known], cache, { cwd: folder });
  const spots = "spots=lib/own.test/spots.csv";

  const query =
    "SELECT audio_placement(show_name, minute) AS p, cost_per_listen(cost, 2) AS c FROM spots";
  const { stdout } = await ask("sql", query, "--source", spots, "--format", "json");
  expect(JSON.parse(stdout)).toContainEqual({ p: "Night Shift, late", c: 32.125 });

  const found = await ask("diagnose", "lib/own.test/AU1/fires.csv", "--rule", "AU1", "--json");
  expect(JSON.parse(found.stdout).findings).toMatchObject([{ rule: "AU1", thing: { id: "2" } }]);

  expect((await ask("new")).stdout).toMatch(
    /^ad-fatigue\n[\s\S]*^audio-week\n {2}Audio week: Which/m,
  );
  expect(await ask("new", "week/a.campaign.md", "--template", "audio-weak")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Did you mean “audio-week”?"),
  });
  const begun = await ask("new", "week/a.campaign.md", "--template", "audio-week");
  expect(begun.stdout).toMatch(/^Written: week\/a\.campaign\.md, own\.test\/spots\.csv\n/);

  // The notebook names the plugin itself, so nothing else needs to.
  const run = await runCli(["run", "week/a.campaign.md", "--json"], cache, { cwd: folder });
  expect(run.stderr).toMatch(/^Report: /m);
  expect(run.stdout).toContain("Dear plays");

  const notebook = "---\ncampaign-notebook: 1\nsources: {spots: lib/own.test/spots.csv}\n---\n\n";
  const cell =
    "```sql\nSELECT cost_per_listen(cost, completed_plays) AS c FROM spots\nORDER BY c LIMIT 1\n```\n";
  writeFileSync(join(folder, "plain.campaign.md"), notebook + cell);
  const checked = await ask("check", "plain.campaign.md", "--json");
  expect(JSON.parse(checked.stdout)).toMatchObject({ isLoaded: true, unread: [] });
});

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sourcePaths } from "../../kernel/load/many/source-paths.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  await mkdir(join(folder, "exports", "2026"), { recursive: true });
  for (const name of ["ads-2.csv", "ads-10.csv", "ads-1.csv", ".hidden.csv", "~$ads.csv", "a.txt"])
    await writeFile(join(folder, "exports", name), "x");
  await writeFile(join(folder, "exports", "2026", "ads-3.csv"), "x");
  await writeFile(join(folder, "what?.csv"), "x");
  await symlink(join(folder, "exports", "a.txt"), join(folder, "exports", "ads-9.csv"));
  await symlink(join(folder, "exports"), join(folder, "linked"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function found(...given: string[]): Promise<string[]> {
  const paths = await sourcePaths(given.map((path) => join(folder, path)));
  return paths.map((path) => relative(folder, path).replaceAll("\\", "/"));
}

it.each([
  [["exports/*.csv"], ["exports/ads-1.csv", "exports/ads-2.csv", "exports/ads-10.csv"]],
  [["exports/ads-?.csv"], ["exports/ads-1.csv", "exports/ads-2.csv"]],
  [["*/ads-2.csv"], ["exports/ads-2.csv"]],
  [
    ["exports/**/*.csv"],
    ["exports/2026/ads-3.csv", "exports/ads-1.csv", "exports/ads-2.csv", "exports/ads-10.csv"],
  ],
  [
    ["exports/ads-10.csv", "exports/*.csv"],
    ["exports/ads-10.csv", "exports/ads-1.csv", "exports/ads-2.csv"],
  ],
])("%j names %j", async (given, names) => {
  expect(await found(...given)).toEqual(names);
});

it("takes a path that is there as it is, and one without a pattern unseen", async () => {
  expect(await found("what?.csv")).toEqual(["what?.csv"]);
  expect(await found("exports/[x].csv")).toEqual(["exports/[x].csv"]);
});

it("says when nothing matches", async () => {
  await expect(found("exports/*.xlsx")).rejects.toMatchObject({ problem: { code: "not_found" } });
  await expect(found("nowhere/*.csv")).rejects.toMatchObject({ problem: { code: "not_found" } });
});

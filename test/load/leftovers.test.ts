import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sweepLeftovers, unfinishedPath } from "../../kernel/load/leftovers.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "leftovers-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** An unfinished folder whose name is changed by `rename`; whether a sweep leaves it. */
async function survives(rename: (name: string) => string, daysOld = 0): Promise<boolean> {
  const path = rename(unfinishedPath(folder));
  await mkdir(path);
  await writeFile(join(path, "source.duckdb"), "x");
  const then = new Date(Date.now() - daysOld * 24 * 3600 * 1000);
  await utimes(join(path, "source.duckdb"), then, then);
  await utimes(path, then, then);
  await sweepLeftovers(folder);
  return existsSync(path);
}

const endedPid = (): number => spawnSync(process.execPath, ["--version"]).pid;
const ofProcess = (pid: number) => (path: string) => path.replace(`-${process.pid}-`, `-${pid}-`);
const elsewhere = (path: string): string => path.replace(/unfinished-\w+/, "unfinished-elsewhere");

describe("a sweep", () => {
  it("leaves what this process is making", async () => {
    expect(await survives((path) => path)).toBe(true);
  });

  it("removes what an ended process was making", async () => {
    expect(await survives(ofProcess(endedPid()))).toBe(false);
  });

  it.runIf(process.platform === "linux")(
    "is not deceived by a process number given again",
    async () => {
      expect(await survives((path) => path.replace(/-\d+-(\w+)$/, "-1-$1"))).toBe(false);
    },
  );

  it("leaves what another machine or container may still be making, for a week", async () => {
    const pid = endedPid();
    expect(await survives((path) => elsewhere(ofProcess(pid)(path)), 6)).toBe(true);
    expect(await survives((path) => elsewhere(ofProcess(pid)(path)), 8)).toBe(false);
  });

  it("leaves files of other names", async () => {
    expect(await survives(() => join(folder, "notes"), 100)).toBe(true);
  });
});

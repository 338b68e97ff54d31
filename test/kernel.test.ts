import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { Kernel } from "../kernel/kernel.ts";
import { exportText } from "../scripts/sample/export.ts";

it("answers a stop before the load has ended, and closes once that has cleaned up", async () => {
  const folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "ads.csv");
  await writeFile(path, exportText({ seed: 7, level: "ad", days: true, rows: 100_000 }));
  const cacheFolder = join(folder, "cache");
  const unfinished = async (): Promise<number> =>
    (await readdir(cacheFolder).catch(() => [])).filter((name) => name.startsWith("unfinished"))
      .length;

  const kernel = await Kernel.open({ cacheFolder });
  const stop = new AbortController();
  let told = 0;
  const progress = (): void => void told++;
  const stopped = kernel.load({ path, name: "ads" }, { signal: stop.signal, progress });
  await vi.waitFor(async () => expect(await unfinished()).toBe(1), { interval: 5 });
  stop.abort();
  const atStop = told;
  await expect(stopped).rejects.toMatchObject({ problem: { code: "interrupted" } });
  expect(await unfinished()).toBe(1);

  const { report } = await kernel.load({ path, name: "ads" });
  expect(report.rows.loaded).toBe(100_000);
  await kernel.close();
  expect(await unfinished()).toBe(0);
  expect(told).toBe(atStop);
});

import { appendFile, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memoFolder } from "../../kernel/load/cache-folder.ts";
import { recallScan, scanAndRemember, scannedBefore } from "../../kernel/load/scan-memo.ts";
import { openSourceFile } from "../../kernel/load/source-file.ts";

const needles = { a: "a" };
let folder: string;
let source: string;
let changing: string;
let settled: Promise<unknown>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scan-memo-"));
  source = join(folder, "old.csv");
  changing = join(folder, "changing.csv");
  await writeFile(source, "banana");
  await writeFile(changing, "banana");
  // The change time of a file cannot be set back, so the tests that need an old file wait for one.
  settled = sleep(2100);
});
afterAll(() => rm(folder, { recursive: true }));

async function scan(path: string, cache: string, wanted: Record<string, string> = needles) {
  const file = await openSourceFile(path);
  try {
    return (await recallScan(file, wanted, cache)) ?? (await scanAndRemember(file, wanted, cache));
  } finally {
    await file.close();
  }
}

async function memos(cache: string): Promise<string[]> {
  const names = await readdir(memoFolder(cache)).catch(() => []);
  return names.map((name) => join(memoFolder(cache), name));
}

/** Marks the only memo, so that a result shows whether it came from there. */
async function mark(cache: string): Promise<void> {
  const [path, ...others] = await memos(cache);
  if (path === undefined || others.length > 0) throw new Error("expected one memo");
  await writeFile(
    path,
    (await readFile(path, "utf8")).replace(/"sha256":"\w+"/, '"sha256":"memo"'),
  );
}

describe("a scan remembered", () => {
  it("is not trusted to a file written less than two seconds ago", async () => {
    const cache = join(folder, "racy");
    const fresh = join(folder, "fresh.csv");
    await writeFile(fresh, "banana");
    // Unpacking a zip sets such a time; the content is as new as ever.
    await utimes(fresh, new Date("2026-01-01"), new Date("2026-01-01"));
    expect((await scan(fresh, cache)).counts).toEqual({ a: 3 });
    expect(await memos(cache)).toEqual([]);
  });

  it("is used while the file is the same, for the same needles", async () => {
    await settled;
    const cache = join(folder, "hit");
    const first = await scan(source, cache);
    expect(await scan(source, cache)).toEqual(first);
    await mark(cache);
    expect(await scan(source, cache)).toEqual({ ...first, sha256: "memo" });
    const other = await scan(source, cache, { a: "n" });
    expect(other).toEqual({ ...first, counts: { a: 2 } });
  });

  it("tells a file of the same size with new times, which is likely the same", async () => {
    await settled;
    const cache = join(folder, "touched");
    const touched = join(folder, "touched.csv");
    await writeFile(touched, "banana");
    await sleep(2100);
    const seen = async (): Promise<readonly unknown[]> => {
      const file = await openSourceFile(touched);
      try {
        return [await recallScan(file, needles, cache), await scannedBefore(file, needles, cache)];
      } finally {
        await file.close();
      }
    };
    expect(await seen()).toEqual([null, false]);
    await scan(touched, cache);
    await utimes(touched, new Date(), new Date());
    expect(await seen()).toEqual([null, true]);
    await appendFile(touched, "s");
    expect(await seen()).toEqual([null, false]);
  });

  it("is forgotten when damaged", async () => {
    await settled;
    const cache = join(folder, "damaged");
    const first = await scan(source, cache);
    const [path = ""] = await memos(cache);
    for (const damage of ["", "{", '{"stamp":1}', "null"]) {
      await writeFile(path, damage);
      expect(await scan(source, cache)).toEqual(first);
    }
  });

  it("does without a folder that can be written", async () => {
    await settled;
    const cache = join(folder, "a-file");
    await writeFile(cache, "");
    expect((await scan(source, cache)).counts).toEqual({ a: 3 });
  });

  it("is not used once the file changed, even back in its old size and time", async () => {
    await settled;
    const cache = join(folder, "changed");
    await scan(changing, cache);
    await mark(cache);
    const before = new Date("2026-01-01");
    await utimes(changing, before, before);
    expect((await scan(changing, cache)).sha256).not.toBe("memo");
    await appendFile(changing, "a");
    expect((await scan(changing, cache)).counts).toEqual({ a: 4 });
  });
});

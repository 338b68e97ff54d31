import { link, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { literal } from "../../kernel/sql.ts";
import type { Comparison } from "./compare.ts";
import { compare, median, timeOf } from "./compare.ts";

const plain =
  "`CREATE TABLE t AS FROM read_csv(…, store_rejects = true)` into a file database, 2 threads, everything else detected by the engine; the totals row, which is no data and fails a plain load, ends among the rejects";

/** Loads of which nothing was kept, against the engine's own loading of the same bytes. */
export async function firstLoad(path: string, rows: string, scratch: string): Promise<Comparison> {
  return await compare(
    { what: `First load of ${rows} rows × 20 columns`, against: plain, target: 1.5 },
    () => freshLoad(path, scratch),
    () => plainLoad(path, scratch),
  );
}

/** The way that files with anything unusual in them take: every cell read twice, in JavaScript. */
export async function carefulLoad(
  path: string,
  rows: string,
  scratch: string,
): Promise<Comparison> {
  // The engine would see a pattern in the brackets, so that such a path always takes the careful way.
  const careful = join(scratch, "[careful].csv");
  await link(path, careful);
  return await compare(
    { what: `First load of ${rows} rows, the careful way`, against: "the same file read directly" },
    () => freshLoad(careful, scratch),
    () => freshLoad(path, scratch),
  );
}

/** Loading again in the same process: an unchanged file, and one whose times changed and must be hashed. */
export async function loadAgain(
  path: string,
  rows: string,
  scratch: string,
): Promise<Comparison[]> {
  const cache = await SourceCache.open(join(scratch, "again"));
  const load = async (): Promise<boolean> =>
    (await loadSource({ path, name: "ads" }, { cache })).cached;
  const again = async (): Promise<void> => {
    if (!(await load())) throw new Error("the file was loaded before");
  };
  // A file written this moment is not remembered, because a further write might not show.
  await sleep(2500);
  const firstMs = await timeOf(load);
  const unchanged: number[] = [];
  for (let round = 0; round < 5; round++) unchanged.push(await timeOf(again));
  const touched: number[] = [];
  for (let round = 0; round < 5; round++) {
    const now = new Date();
    await utimes(path, now, now);
    touched.push(await timeOf(again));
  }
  return [
    { what: `Second load of ${rows} rows, file unchanged`, times: unchanged, target: 0.1 },
    {
      what: `Second load of ${rows} rows, file touched: hashed again`,
      times: touched,
      target: null,
    },
  ].map(({ what, times, target }) => ({
    what,
    against: "its first load, measured once",
    oursMs: median(times),
    againstMs: firstMs,
    ratio: median(times) / firstMs,
    rounds: times.length,
    target,
  }));
}

/** Hash, checks, report and cache file, as if the file had never been seen. */
async function freshLoad(path: string, scratch: string): Promise<void> {
  const folder = join(scratch, "fresh");
  await rm(folder, { recursive: true, force: true });
  const cache = await SourceCache.open(folder);
  await loadSource({ path, name: "ads" }, { cache });
}

async function plainLoad(path: string, scratch: string): Promise<void> {
  const database = join(scratch, "plain.duckdb");
  await rm(database, { force: true });
  const instance = await DuckDBInstance.create(database, { threads: "2" });
  const connection = await instance.connect();
  try {
    await connection.run(`CREATE TABLE t AS FROM read_csv(${literal(path)}, store_rejects = true)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

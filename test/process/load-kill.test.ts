import { createHash } from "node:crypto";
import { link, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import type { LoadReport } from "../../kernel/protocol/load-report.ts";
import { exportText } from "../../scripts/sample/export.ts";
import { Random } from "../../scripts/sample/random.ts";
import { startCli } from "../cli/run-cli.ts";

/** Set it to run more rounds by hand. */
const rounds = Number(process.env["KILL_ROUNDS"] ?? 10);
const random = new Random(Number(process.env["KILL_SEED"] ?? 1));

let scratch: string;
/** The engine reads the one itself; the other's path looks like a pattern and takes the careful way. */
const paths = { direct: "", careful: "" };
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  paths.direct = join(scratch, "export.csv");
  paths.careful = join(scratch, "[export].csv");
  const rows = 6_000;
  await writeFile(paths.direct, [...exportText({ seed: 7, level: "ad", days: true, rows })]);
  await link(paths.direct, paths.careful);
});
afterAll(() => rm(scratch, { recursive: true }));

it.each(["direct", "careful"] as const)(
  "a load killed at any moment leaves a whole cache file or none (%s)",
  async (way) => {
    const path = paths[way];
    const original = await fingerprint(path);
    const untouched = join(scratch, `${way}-untouched`);
    const started = performance.now();
    const undisturbed = startCli(["load", path, "--json"], untouched);
    await writingBegins(untouched);
    const writingMs = performance.now();
    const { stdout } = await undisturbed.finished;
    const endedMs = performance.now();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what --json prints
    const report = JSON.parse(stdout) as LoadReport;
    const table = await digest(await onlyFile(untouched));
    const killed = { before: 0, whileWriting: 0, after: 0 };

    for (let round = 0; round < rounds / 2; round++) {
      const folder = join(scratch, `${way}-${round}`);
      const { child, finished } = startCli(["load", path, "--json"], folder);
      // By turns at any moment of the process's life and while it writes, which is a part of it.
      if (round % 2 === 0) await writingBegins(folder);
      const span = endedMs - (round % 2 === 0 ? writingMs : started);
      // The first one certainly while it writes, however short that is.
      if (round > 0) await delay(span * random.uniform());
      child.kill("SIGKILL");
      await finished;
      const names = await readdir(folder).catch(() => []);
      const whole = names.some((name) => name.endsWith(".duckdb"));
      const unfinished = names.some((name) => name.startsWith("unfinished"));
      killed[whole ? "after" : unfinished ? "whileWriting" : "before"]++;

      expect(await fingerprint(path)).toEqual(original);
      const cache = await SourceCache.open(folder);
      expect((await readdir(folder)).toSorted()).toEqual(
        names.filter((name) => !name.startsWith("unfinished")).toSorted(),
      );
      if (whole) expect(await digest(await onlyFile(folder))).toEqual(table);
      const again = await loadSource({ path, name: report.name }, { cache });
      expect(again.cached).toBe(whole);
      expect(again.report).toEqual(report);
      expect(await digest(again.database)).toEqual(table);
    }
    if (rounds > 10) console.log(way, killed);
    expect(killed.whileWriting).toBeGreaterThan(0);
  },
  20_000 * rounds,
);

async function writingBegins(folder: string): Promise<void> {
  for (;;) {
    const names = await readdir(folder).catch(() => []);
    if (names.some((name) => /^unfinished|\.duckdb$/.test(name))) return;
    await delay(2);
  }
}

async function fingerprint(path: string) {
  const { mtimeNs, ino, mode, size } = await stat(path, { bigint: true });
  const sha256 = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  return { mtimeNs, ino, mode, size, sha256 };
}

/** The path of the one loaded source in a cache folder. */
async function onlyFile(folder: string): Promise<string> {
  const [name, ...more] = (await readdir(folder)).filter((entry) => entry.endsWith(".duckdb"));
  if (name === undefined || more.length > 0) throw new Error("not exactly one loaded source");
  return join(folder, name);
}

/** Rows, and all that is in them and in the report. */
async function digest(database: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(
      `SELECT count(*), md5(string_agg(s::VARCHAR, '\n' ORDER BY _row)),
        (SELECT md5(json) FROM load_report) FROM source s`,
    );
    return result.getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

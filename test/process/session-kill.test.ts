import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { Session } from "../../kernel/session/session.ts";
import { openSlot } from "../../kernel/session/slot.ts";
import { limits, temporaryFolder, writeSource } from "../session/session-fixture.ts";

/** Set it to run more rounds by hand. */
const rounds = Number(process.env["KILL_ROUNDS"] ?? 6);
const notebook = "file:///notebooks/a.campaign.md";
const entry = fileURLToPath(new URL("session-child.ts", import.meta.url));

interface Made {
  readonly table: string;
  readonly factor: number;
}

/** Runs a child for a while, kills it, and gives what it had acknowledged. */
async function killedChild(folder: string, source: string, round: number) {
  const child = fork(entry, [folder, notebook, source, String(round)], {
    execArgv: ["--import", "tsx"],
  });
  const made: Made[] = [];
  let database = "";
  const opened = new Promise<void>((resolve, reject) => {
    child.on("exit", () => reject(new Error("The child ended before it was killed.")));
    child.on("message", (message: Made | { readonly database: string }) => {
      if ("database" in message) {
        database = message.database;
        resolve();
      } else made.push(message);
    });
  });
  await opened;
  // The first child is let to make a table; then anywhere: inside a query, a table, a commit.
  if (round === 0) await once(child, "message");
  await delay(Math.random() * 900);
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  const [, signal] = await exit;
  expect(signal).toBe("SIGKILL");
  return { made, database };
}

it(
  "keeps every acknowledged table of a killed process, and nothing else of it",
  async () => {
    const folder = await temporaryFolder();
    const slots = join(folder, "slots");
    const source = join(folder, "source.duckdb");
    await mkdir(slots);
    await writeSource(source, "SELECT 1 AS one");
    const kept: Made[] = [];
    const databases = new Set<string>();

    for (let round = 0; round < rounds; round++) {
      const { made, database } = await killedChild(slots, source, round);
      kept.push(...made);
      databases.add(database);
      const session = await openSlot(slots, { notebookUri: notebook }, (slot) => {
        databases.add(slot.database);
        return Session.open({
          ...slot,
          sources: [{ name: "ads", file: source }],
          macros: [],
          limits,
        });
      });
      const scratch = (await readdir(slots)).filter((name) => name.endsWith(".scratch"));
      expect(scratch.map((name) => name.split(".")[1])).toEqual([String(process.pid)]);
      for (const { table, factor } of kept) {
        const { rows } = await session.run(
          `SELECT count(*), sum(i), sum(v), min(length(t)) FROM ${table}`,
        );
        expect(rows, table).toEqual([[5000n, 12497500n, 12497500n * BigInt(factor), 50n]]);
      }
      // A table is there entirely or not at all; the one not yet acknowledged may be either.
      const { rows } = await session.run(
        "SELECT table_name, estimated_size FROM duckdb_tables() WHERE database_name = current_database()",
      );
      expect(rows.every(([, size]) => size === 5000n)).toBe(true);
      expect(rows.length - kept.length).toBeLessThanOrEqual(round + 1);
      await session.close();
    }
    expect(kept.length).toBeGreaterThan(0);
    expect([...databases]).toHaveLength(1);
    expect((await readdir(slots)).filter((name) => !name.endsWith(".duckdb"))).toEqual([]);
  },
  60_000 + rounds * 10_000,
);

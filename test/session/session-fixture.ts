import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll } from "vitest";
import type { Problem } from "../../kernel/protocol/problem.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import type { SessionLimits, SessionOptions } from "../../kernel/session/engine.ts";
import { Session } from "../../kernel/session/session.ts";

export const limits: SessionLimits = {
  memoryBytes: 500_000_000,
  scratchBytes: 500_000_000,
  threads: 2,
};

const undo: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "session-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a database file as the loader does. */
export async function writeSource(file: string, query: string): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE source AS ${query}`);
  connection.disconnectSync();
  instance.closeSync();
}

export interface Fixture {
  readonly session: Session;
  readonly folder: string;
  readonly scratch: string;
  readonly sourceFile: string;
}

/** A session with the source `ads` (ad_id, clicks, cost; 3 rows) and the macro `ctr(clicks, impressions)`. */
export async function openFixture(options: Partial<SessionOptions> = {}): Promise<Fixture> {
  const folder = await temporaryFolder();
  const scratch = join(folder, "scratch");
  const sourceFile = join(folder, "cache", "ads.duckdb");
  await mkdir(scratch);
  await mkdir(join(folder, "cache"));
  await writeSource(
    sourceFile,
    "FROM (VALUES ('a', 10, 1.50), ('b', 20, 2.25), ('c', NULL, 0.25)) t(ad_id, clicks, cost)",
  );
  const session = await Session.open({
    database: join(folder, "session.duckdb"),
    scratch,
    sources: [{ name: "ads", file: sourceFile }],
    macros: ["CREATE TEMP MACRO ctr(clicks, impressions) AS clicks / nullif(impressions, 0)"],
    limits,
    ...options,
  });
  undo.push(() => session.close());
  return { session, folder, scratch, sourceFile };
}

/** The problem a call rejects with; fails if it does not reject with a ProblemError. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const error: unknown = await call.then(
    () => new Error("The call did not reject."),
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

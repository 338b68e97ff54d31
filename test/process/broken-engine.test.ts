import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { Session } from "../../kernel/session/session.ts";
import { limits, temporaryFolder } from "../session/session-fixture.ts";

const entry = fileURLToPath(new URL("broken-engine-child.ts", import.meta.url));

function start(database: string, scratch: string, way: string): ChildProcess {
  // 12,000 blocks of 1,024 bytes, or of 512 in some shells.
  const shell = 'ulimit -f 12000; exec "$0" "$@"';
  const args = ["-c", shell, process.execPath, "--import", "tsx", entry, database, scratch, way];
  return spawn("sh", args, { stdio: ["ignore", "ignore", "ignore", "ipc"] });
}

it.skipIf(process.platform === "win32")(
  "survives a disk that is full, and replaces an engine that gave up",
  async () => {
    const folder = await temporaryFolder();
    const child = start(join(folder, "s.duckdb"), join(folder, "scratch"), "full");
    const [[message], [status]] = await Promise.all([once(child, "message"), once(child, "exit")]);
    expect(message).toEqual({ codes: ["disk_full", "engine_broken"], kept: [7] });
    expect(status).toBe(0);
  },
);

it.skipIf(process.platform === "win32")(
  "loses no table where the engine takes the process with it",
  async () => {
    const folder = await temporaryFolder();
    const options = { database: join(folder, "s.duckdb"), scratch: join(folder, "scratch") };
    const child = start(options.database, options.scratch, "logging");
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGABRT");
    const session = await Session.open({ ...options, sources: [], macros: [], limits });
    expect((await session.run("FROM kept")).rows).toEqual([[7n]]);
    await session.close();
  },
);

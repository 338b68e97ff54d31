/** Breaks its own engine, each way by a statement that no cell may contain. */

import { ProblemError } from "../../kernel/protocol/problem.ts";
import { Session } from "../../kernel/session/session.ts";

const [database = "", scratch = "", way = ""] = process.argv.slice(2);

const session = await Session.open({
  database,
  scratch,
  sources: [],
  macros: [],
  limits: { memoryBytes: 100_000_000, scratchBytes: 100_000_000, threads: 1 },
});
await session.run("CREATE TABLE kept AS SELECT 7 AS i");

async function codeOf(sql: string): Promise<string> {
  try {
    await session.run(sql, {}, { trusted: true });
    return "none";
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : String(error);
  }
}

const codes: string[] = [];
if (way === "logging") {
  await codeOf("FROM enable_logging(storage = 'file', storage_path = '/nowhere')");
  await codeOf("SELECT 1");
} else {
  // The parent limited the size of files this process may write.
  let code: string;
  do {
    code = await codeOf(
      `CREATE TABLE t${codes.length} AS SELECT hash(i) AS h FROM range(300000) t(i)`,
    );
    codes.push(code);
  } while (code === "none" && codes.length < 50);
  codes.push(await codeOf("CHECKPOINT"));
}
const { rows } = await session.run("FROM kept");
process.send?.({ codes: codes.filter((code) => code !== "none"), kept: rows.flat().map(Number) });
await session.close();
process.disconnect?.();

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSource } from "../../kernel/load/load.ts";
import { describeProblem, ProblemError } from "../../kernel/protocol/problem.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { tableText } from "./table-text.ts";

const folder = fileURLToPath(new URL("../golden/load", import.meta.url));
const cases = await readdir(folder);
/** All other files of a case are its source. A case with a problem is refused. */
const besides = new Set(["options.json", "report.json", "table.csv", "problem.json"]);

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(scratch);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe("golden exports", () => {
  it.each(cases)("%s", async (name) => {
    const path = (file: string) => join(folder, name, file);
    const options = existsSync(path("options.json"))
      ? JSON.parse(await readFile(path("options.json"), "utf8"))
      : {};
    const inputs = (await readdir(join(folder, name)))
      .filter((file) => !besides.has(file))
      .toSorted()
      .map(path);
    const loading = loadSource({ path: inputs, name: "ads", options }, { cache });
    const outcome = await loading.catch((error: unknown) => {
      if (error instanceof ProblemError) return error.problem;
      throw error;
    });
    if (!("report" in outcome)) {
      expect(describeProblem(outcome).length).toBeLessThanOrEqual(400);
      await expectGolden(path("problem.json"), `${JSON.stringify(outcome, null, 2)}\n`);
      return;
    }
    const { report, database } = outcome;
    await expectGolden(path("report.json"), `${JSON.stringify(report, null, 2)}\n`);
    await expectGolden(path("table.csv"), await tableText(database));

    const { read, loaded, leftOut } = report.rows;
    expect(loaded + leftOut.reduce((sum, { rows }) => sum + rows, 0)).toBe(read);
  });
});

/** A missing golden file is written on a developer's machine, to be read before it is committed. */
async function expectGolden(path: string, actual: string): Promise<void> {
  if (!existsSync(path) && !process.env["CI"]) await writeFile(path, actual);
  expect(actual).toBe(await readFile(path, "utf8"));
}

/** What VS Code calls inside the extension host: runs the tests beside this script and writes their results. */

import { readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

interface TestResult {
  readonly title: string;
  readonly state: "passed" | "failed";
  readonly error?: string;
}

export async function run(): Promise<void> {
  const tests: TestResult[] = [];
  try {
    const mocha = new Mocha({ ui: "tdd", timeout: 120_000 });
    for (const file of readdirSync(__dirname).filter((name) => name.endsWith(".host.cjs"))) {
      mocha.addFile(join(__dirname, file));
    }
    await new Promise<void>((settle) => {
      mocha
        .run(() => settle())
        .on("pass", (test) => tests.push({ title: test.fullTitle(), state: "passed" }))
        .on("fail", (test, error) =>
          tests.push({
            title: test.fullTitle(),
            state: "failed",
            error: error.stack ?? error.message,
          }),
        );
    });
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tests.push({ title: "the test files load", state: "failed", error: text });
  }
  const file = process.env["CAMPAIGN_NOTEBOOK_RESULTS"] ?? "";
  writeFileSync(`${file}.part`, JSON.stringify({ tests }));
  renameSync(`${file}.part`, file);
}

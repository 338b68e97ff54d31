// The same tests in a desktop VS Code, where one can be downloaded or VSCODE_EXECUTABLE names one.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests as runElectron } from "@vscode/test-electron";
import { root } from "../install.mjs";
import { quiet } from "./settings.mjs";

/** As in run-in-host.mjs. On Linux it needs a display, such as that of xvfb-run. */
export async function runTests({ tests, fill, settings = {} }) {
  const folder = mkdtempSync(join(tmpdir(), "cn-editor-tests-"));
  const workspace = join(folder, "workspace");
  const resultsFile = join(folder, "results.json");
  const user = join(folder, "user", "User");
  const executable = process.env.VSCODE_EXECUTABLE;
  mkdirSync(workspace);
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, "settings.json"), JSON.stringify({ ...quiet, ...settings }));
  fill(workspace);
  try {
    // A failing test rejects; the file says which.
    await runElectron({
      ...(executable ? { vscodeExecutablePath: executable } : { version: "stable" }),
      cachePath: join(root, ".vscode-test"),
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      extensionTestsEnv: { CAMPAIGN_NOTEBOOK_RESULTS: resultsFile },
      launchArgs: [
        workspace,
        `--user-data-dir=${join(folder, "user")}`,
        `--extensions-dir=${join(folder, "extensions")}`,
        "--disable-extensions",
        "--skip-welcome",
        "--disable-telemetry",
        "--disable-updates",
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    }).catch(() => undefined);
    if (!existsSync(resultsFile)) throw new Error("VS Code ended without results");
    const results = JSON.parse(readFileSync(resultsFile, "utf8"));
    return { ...results, vscode: executable ?? "stable" };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

// End-to-end tests: each test/editor/e2e/*.e2e.mjs gets a VS Code window of its own and clicks in it.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../install.mjs";
import { openWindow } from "./drive.mjs";

/**
 * @param only  part of the names of the files to run; "" runs all
 * @returns as runTests() does; pictures are in dist/e2e
 */
export async function runClicks({ version, only = "" }) {
  const pictures = join(root, "dist", "e2e");
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const folder = join(root, "test", "editor", "e2e");
  const results = [];
  let vscode;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".e2e.mjs"))) {
    if (!name.includes(only)) continue;
    const { files, settings, opens, tests } = await import(pathToFileURL(join(folder, name)).href);
    const opened = await openWindow({ files, settings, opens, version });
    vscode = opened.server.vscode;
    const shoot = (picture) => opened.page.screenshot({ path: join(pictures, `${picture}.png`) });
    try {
      // In order: a window is opened once, and a later test goes on where an earlier one ended.
      for (const [title, run] of Object.entries(tests)) {
        try {
          await run({ ...opened, shoot });
          results.push({ title, state: "passed" });
        } catch (error) {
          results.push({ title, state: "failed", error: String(error?.stack ?? error) });
          await shoot(`failed-${results.length}`);
        }
      }
    } finally {
      await opened.close();
    }
  }
  return { tests: results, vscode };
}

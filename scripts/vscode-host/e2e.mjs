// End-to-end tests: each test/editor/e2e/*.e2e.mjs gets a VS Code window of its own and clicks in it.
// Closes with "N passed, N failed". A name as argument runs that file alone.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chartBundle } from "../chart-bundle.mjs";
import { extensionBundle } from "../extension-bundle.mjs";
import { root } from "../install.mjs";
import { rendererBundle } from "../renderer-bundle.mjs";
import { openWindow } from "./drive.mjs";

process.chdir(root);
await Promise.all([chartBundle(), extensionBundle(), rendererBundle()]);
const pictures = join(root, "dist", "e2e");
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });

const folder = join(root, "test", "editor", "e2e");
const wanted = process.argv[2] ?? "";
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith(".e2e.mjs"))) {
  if (!name.includes(wanted)) continue;
  const { files, settings, tests } = await import(pathToFileURL(join(folder, name)).href);
  const opened = await openWindow({ files, settings });
  const shoot = (picture) => opened.page.screenshot({ path: join(pictures, `${picture}.png`) });
  try {
    // In order: a window is opened once, and a later test goes on where an earlier one ended.
    for (const [title, run] of Object.entries(tests)) {
      try {
        await run({ ...opened, shoot });
        console.log(`  ok ${title}`);
        passed++;
      } catch (error) {
        console.log(`  FAILED ${title}\n${error.stack ?? error}`);
        await shoot(`failed-${failed++}`);
      }
    }
  } finally {
    await opened.close();
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

// The extension's tests inside a real VS Code: trusted, in Restricted Mode, packaged and installed, and
// with clicks as a person uses it. Closes with "N passed, N failed". Names of suites choose among them;
// --file=chart: of the clicks, only those files. --oldest: in the oldest version that the extension
// promises to run in. --desktop: in a desktop VS Code, which is downloaded or named by VSCODE_EXECUTABLE.
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { chartBundle } from "../chart-bundle.mjs";
import { extensionBundle } from "../extension-bundle.mjs";
import { rendererBundle } from "../renderer-bundle.mjs";
import { root } from "../install.mjs";
import { packageExtension } from "../package.mjs";
import { tsserverBundle } from "../tsserver-bundle.mjs";
import { oldest } from "./builds.mjs";
import { runClicks } from "./run-clicks.mjs";
import { restricted } from "./settings.mjs";

const onDesktop = process.argv.includes("--desktop");
const { runTests } = await import(onDesktop ? "./run-on-desktop.mjs" : "./run-in-host.mjs");
const version = process.argv.includes("--oldest") ? oldest : undefined;
const fill = (workspace) => cpSync(join(root, "samples"), workspace, { recursive: true });

process.chdir(root);
await Promise.all([
  chartBundle(),
  extensionBundle(),
  rendererBundle(),
  tsserverBundle(),
  testBundle("trusted"),
  testBundle("restricted"),
  testBundle("packaged"),
]);

let passed = 0;
let failed = 0;
const suites = [{ name: "trusted" }, { name: "restricted", settings: restricted }];
// A desktop VS Code is given the folder alone; the oldest needs no second proof of the package.
if (!onDesktop && !version) suites.push({ name: "packaged", packaged: true });
if (!onDesktop) suites.push({ name: "clicks", clicks: true });
const only = process.argv.find((word) => word.startsWith("--file="))?.slice("--file=".length);
const chosen = process.argv.slice(2).filter((word) => !word.startsWith("--"));
for (const { name, settings, packaged, clicks } of suites) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  try {
    const tests = join(root, "dist", "editor-tests", name, "run-mocha.cjs");
    const results = clicks
      ? await runClicks({ version, only })
      : await runTests({
          tests,
          fill,
          settings,
          version,
          vsix: packaged && (await packageExtension()),
        });
    console.log(`${name}, VS Code ${results.vscode}`);
    for (const { title, state, error } of results.tests) {
      console.log(state === "passed" ? `  ok ${title}` : `  FAILED ${title}\n${error}`);
      if (state === "passed") passed++;
      else failed++;
    }
    if (results.tests.length === 0) throw new Error("no test ran");
  } catch (error) {
    console.log(`  FAILED ${name}: ${error.message}`);
    failed++;
  }
}
// For `npm test`, which adds them to its own.
writeFileSync(join(root, "dist", "editor-results.json"), JSON.stringify({ passed, failed }));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function testBundle(name) {
  const folder = join("test", "editor", name);
  return build({
    entryPoints: [
      "test/editor/run-mocha.ts",
      ...readdirSync(folder)
        .filter((file) => file.endsWith(".host.ts"))
        .map((file) => join(folder, file)),
    ],
    entryNames: "[name]",
    outdir: join("dist", "editor-tests", name),
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
}

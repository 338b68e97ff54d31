// npm test: installs what is missing, builds, checks types, lint and format, runs all tests, and
// closes with one line that counts checks and tests together. With arguments: those for vitest, and no
// tests inside VS Code.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { install, root, run } from "./install.mjs";

install();

const checks = {
  build: "node esbuild.mjs",
  types: "npx tsc -b",
  lint: "npx oxlint --type-aware --deny-warnings",
  format: "npx prettier --check --log-level=warn .",
};
let passed = 0;
let failed = 0;
for (const [name, line] of Object.entries(checks)) {
  const [command = "", ...args] = line.split(" ");
  try {
    run(command, args);
    console.log(`ok ${name}`);
    passed++;
  } catch {
    console.log(`FAILED ${name}`);
    failed++;
  }
}

// Reports and charts are looked at in a real browser.
try {
  run("node", ["scripts/chromium.mjs"], { stdio: ["ignore", "ignore", "inherit"] });
} catch {
  // It has said what is missing; the tests that need it fail.
}

const results = `${root}/dist/test-results.json`;
mkdirSync(`${root}/dist`, { recursive: true });
rmSync(results, { force: true });
try {
  run("npx", [
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ]);
} catch {
  // The counts below tell; a run that wrote none is itself a failure.
}
if (existsSync(results)) {
  const counts = JSON.parse(readFileSync(results, "utf8"));
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  const brokenFiles = counts.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((t) => t.status !== "failed"),
  ).length;
  failed += brokenFiles;
  if (!counts.success && failed === 0) failed = 1;
} else failed++;

const inEditor = `${root}/dist/editor-results.json`;
rmSync(inEditor, { force: true });
if (process.argv.length === 2) {
  try {
    run("node", ["scripts/vscode-host/test.mjs"]);
  } catch {
    // The counts below tell.
  }
  if (existsSync(inEditor)) {
    const counts = JSON.parse(readFileSync(inEditor, "utf8"));
    passed += counts.passed;
    failed += counts.failed;
  } else failed++;
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

// npm run nightly: what takes too long for every change. 10,000 tables in random writings are loaded back,
// then the readers get damaged files for ten minutes.
import { run } from "./install.mjs";

run("npx", ["vitest", "run", "test/load/any-writing.test.ts"], {
  env: { ...process.env, LOAD_RUNS: "10000" },
});
run("npx", [
  "tsx",
  "scripts/fuzz-readers.ts",
  "--seconds",
  "600",
  "--seed",
  String(Date.now() % 1e6),
]);

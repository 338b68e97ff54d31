// npm run bench: installs what is missing, builds, measures, and keeps the figures in docs/benchmarks.md.
import { install, run } from "./install.mjs";

install();
run("node", ["esbuild.mjs"]);
run("npx", ["tsx", "test/bench/run.ts", ...process.argv.slice(2)]);

// npm start: installs what is missing, builds, and runs the first sample notebook.
import { mkdirSync } from "node:fs";
import { install, root, run } from "./install.mjs";

install();
run("node", ["esbuild.mjs"]);

const report = "dist/reports/high-ctr-low-cvr.html";
mkdirSync(`${root}/dist/reports`, { recursive: true });
run("node", ["dist/cli.cjs", "run", "samples/high-ctr-low-cvr.campaign.md", "--html", report]);

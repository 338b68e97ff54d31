// npm start: installs what is missing, builds, loads the sample and answers the first question.
import { install, run } from "./install.mjs";

install();
run("node", ["esbuild.mjs"]);

const sample = "samples/exports/ads-daily.csv";
run("node", ["dist/cli.cjs", "load", sample]);
console.log("\nWhich ads have a high CTR and a low CVR, against the other ads of their group?\n");
run("node", [
  ...["dist/cli.cjs", "sql", "--file", "kernel/cli/questions/high-ctr-low-cvr.sql"],
  ...["--source", `ads=${sample}`, "--param", "min_clicks=100"],
]);

// npm start: installs what is missing, builds, and answers the first question on the sample.
import { install, run } from "./install.mjs";

install();
run("node", ["esbuild.mjs"]);

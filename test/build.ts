import { execFileSync } from "node:child_process";

/** The bundles that process tests run are those of the sources under test. */
export default function setup(): void {
  execFileSync(process.execPath, ["esbuild.mjs"], { stdio: "inherit" });
}

import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { unpack } from "./packages.mjs";

/** Adds what VS Code's TypeScript extension runs; in code-server an install script would. */
export function addTypescript(vscode) {
  const extensions = join(vscode, "extensions");
  const place = join(extensions, "node_modules", "typescript");
  if (existsSync(place)) return;
  const { packages } = JSON.parse(readFileSync(join(extensions, "npm-shrinkwrap.json"), "utf8"));
  const { version, integrity } = packages["node_modules/typescript"];
  const aside = mkdtempSync(join(vscode, ".new-"));
  try {
    unpack(`typescript@${version}`, aside, { integrity });
    mkdirSync(dirname(place), { recursive: true });
    if (!existsSync(place)) renameSync(join(aside, "package"), place);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

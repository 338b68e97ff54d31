import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const finder = fileURLToPath(new URL("../scripts/chromium.mjs", import.meta.url));

/** Starts the machine's Chromium. A test that needs a browser fails without one; it never passes unseen. */
export async function launchBrowser(): Promise<Browser> {
  const path = execFileSync(process.execPath, [finder, "--find"], { encoding: "utf8" });
  return chromium.launch({
    executablePath: path.trim(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

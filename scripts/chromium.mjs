// Prints the path of a Chromium for the browser tests, installing one where that can be done without
// asking (Debian, as root). With --find it only looks. Exit status 1: none, and what to do about it.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const places = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const find = () => places.find((place) => place && existsSync(place));

const apt = (...args) =>
  execFileSync("apt-get", args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });

const findOnly = process.argv.includes("--find");
const isDebianRoot = existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;
if (!find() && !findOnly && isDebianRoot) {
  console.error("Installing Chromium (apt-get) …");
  try {
    apt("update", "-qq");
    apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation");
  } catch {
    console.error("apt-get could not install Chromium.");
  }
}

const found = find();
if (found) console.log(found);
else {
  console.error(
    isDebianRoot
      ? "No Chromium for the browser tests. Run `node scripts/chromium.mjs`."
      : "No Chromium for the browser tests. Install Chromium, Chrome or Edge, or set CHROMIUM_PATH to one.",
  );
  process.exitCode = 1;
}

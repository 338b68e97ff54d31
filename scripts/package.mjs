// npm run package [-- <target>]: the extension as one file for VS Code to install, for the given platform
// or this machine's: dist/campaign-notebook-<target>-<version>.vsix.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chartBundle } from "./chart-bundle.mjs";
import { extensionBundle } from "./extension-bundle.mjs";
import { install, root, run } from "./install.mjs";
import { rendererBundle } from "./renderer-bundle.mjs";
import { pluginName, tsserverBundle } from "./tsserver-bundle.mjs";
import { unpack } from "./vscode-host/packages.mjs";

/** VS Code's name of a platform, and the engine's. */
const platforms = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "alpine-x64": "linux-x64-musl",
  "alpine-arm64": "linux-arm64-musl",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "win32-x64",
  "win32-arm64": "win32-arm64",
};
/** Makes the archive. Run by version from the registry: its 270 packages are no part of the project. */
const vsce = "@vscode/vsce@3.9.2";
/** Beside what is bundled. */
const kept = ["README.md", "CHANGELOG.md", "LICENSE", "docs", "extension", "media", "samples"];

/** Writes dist/campaign-notebook-<target>-<version>.vsix. @returns its path */
export async function packageExtension(target = `${process.platform}-${process.arch}`) {
  const platform = platforms[target];
  if (!platform)
    throw new Error(
      `“${target}” is no platform. Choose one of ${Object.keys(platforms).join(", ")}.`,
    );
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const folder = join(root, "dist", "package");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const built = { outdir: join(folder, "dist"), minify: true, sourcemap: false };
  await Promise.all([
    chartBundle(built),
    extensionBundle(built),
    rendererBundle({ ...built, outdir: join(built.outdir, "renderers") }),
    tsserverBundle(folder),
  ]);
  for (const name of kept)
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      // Plugins among the samples are TypeScript for the user, not source of ours.
      filter: (path) => /[\\/]samples[\\/]/.test(path) || !/\.ts$|tsconfig/.test(path),
    });

  // The engine is not bundled: its loader picks the binary beside it.
  const binding = `@duckdb/node-bindings-${platform}`;
  const dependencies = { [pluginName]: manifest.version };
  for (const name of ["@duckdb/node-bindings", binding, "detect-libc"]) {
    const { version, integrity } = lock[`node_modules/${name}`];
    dependencies[name] = version;
    const there = join(root, "node_modules", name);
    const to = join(folder, "node_modules", name);
    if (existsSync(there)) cpSync(there, to, { recursive: true });
    else {
      const unpacked = join(folder, "unpacked");
      unpack(`${name}@${version}`, unpacked, { integrity });
      cpSync(join(unpacked, "package"), to, { recursive: true });
      rmSync(unpacked, { recursive: true });
    }
  }
  const {
    devDependencies: _,
    scripts: __,
    files: ___,
    bin: ____,
    exports: _____,
    ...rest
  } = manifest;
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ ...rest, files: ["**"], dependencies }, null, 2),
  );

  const file = join(root, "dist", `${manifest.name}-${target}-${manifest.version}.vsix`);
  const args = [
    "package",
    "--target",
    target,
    "--out",
    file,
    "--allow-missing-repository",
    "--no-rewrite-relative-links",
  ];
  run("npm", ["exec", "--yes", "--ignore-scripts", `--package=${vsce}`, "--", "vsce", ...args], {
    cwd: folder,
  });
  rmSync(folder, { recursive: true });
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  install();
  try {
    const file = await packageExtension(process.argv[2]);
    console.log(`${file}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

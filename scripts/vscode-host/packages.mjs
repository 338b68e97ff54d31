// npm packages as folders: taken through the configured registry, checked, unpacked. Nothing of them is run.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

export function npm(args, cwd) {
  try {
    return execFileSync(
      "npm",
      [
        ...args,
        "--ignore-scripts",
        "--fetch-retries=2",
        "--fetch-retry-mintimeout=1000",
        "--fetch-retry-maxtimeout=5000",
      ],
      { cwd, encoding: "utf8", stdio: "pipe", shell: process.platform === "win32" },
    );
  } catch (error) {
    const why = String(error.stderr ?? error.message)
      .split("\n")
      .filter((line) => /npm (error|ERR!)/.test(line) && !/complete log/.test(line))
      .slice(0, 5);
    throw new Error(
      `npm ${args.slice(0, 3).join(" ")} failed.\n${why.join("\n")}\nIs the npm registry reachable (npm ping)?`,
      { cause: error },
    );
  }
}

/**
 * Unpacks a package into `folder`, or some of its members.
 *
 * @param integrity guards against a registry that serves something else under the name
 */
export function unpack(spec, folder, { members = [], integrity } = {}) {
  mkdirSync(folder, { recursive: true });
  const [packed] = Object.values(JSON.parse(npm(["pack", "--json", spec], folder)));
  const file = join(folder, packed.filename.replace("@", "").replace("/", "-"));
  const hash = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
  if (integrity && hash !== integrity)
    throw new Error(`${spec} is not the pinned package: ${hash}`);
  execFileSync("tar", ["-xzf", file, "-C", folder, ...members]);
  rmSync(file);
}

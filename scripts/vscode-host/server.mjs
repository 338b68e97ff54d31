// A running VS Code server with a profile of its own, on this machine's loopback alone.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { discard, provision } from "./provision.mjs";
import { quiet } from "./settings.mjs";

/** The server, with the extension of a `.vsix` file installed where one is given; a build that does not start is made anew, once. */
export async function startServer(options = {}) {
  const build = provision(options.version);
  try {
    return await start(build, options);
  } catch (error) {
    console.error(`${error.message}\nIt is installed anew.`);
    discard(build);
    return start(provision(options.version), options);
  }
}

async function start(build, { settings = {}, environment = {}, vsix } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "cn-vscode-"));
  const user = join(folder, "user", "User");
  mkdirSync(user, { recursive: true });
  for (const name of ["home", "run"]) mkdirSync(join(folder, name), { mode: 0o700 });
  writeFileSync(join(user, "settings.json"), JSON.stringify({ ...quiet, ...settings }));

  if (vsix) {
    const folders = ["extensions", "server"].map((name) => join(folder, name));
    execFileSync(
      build.node,
      [
        build.server,
        "--accept-server-license-terms",
        `--install-extension=${vsix}`,
        `--extensions-dir=${folders[0]}`,
        `--server-data-dir=${folders[1]}`,
      ],
      { env: { ...inherited(), ...homeIn(folder) }, stdio: ["ignore", "ignore", "inherit"] },
    );
  }
  const secret = randomBytes(16).toString("hex");
  const child = spawn(build.node, [build.server, ...argumentsFor(folder, secret)], {
    env: { ...inherited(), ...homeIn(folder), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that all it starts ends with it.
    detached: true,
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (log += text));
  const exited = new Promise((settle) =>
    child.once("exit", (code, signal) => settle(signal ?? `exit code ${code}`)),
  );
  const endGroup = (signal) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  const atExit = () => {
    endGroup("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once("exit", atExit);

  const stop = async () => {
    endGroup("SIGTERM");
    const late = setTimeout(() => endGroup("SIGKILL"), 3_000);
    await exited;
    clearTimeout(late);
    endGroup("SIGKILL");
    process.off("exit", atExit);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };

  try {
    const port = await new Promise((settle, fail) => {
      const late = setTimeout(() => fail(new Error(`VS Code did not start:\n${log}`)), 60_000);
      child.stdout.on("data", () => {
        const found = /agent listening on (\d+)/.exec(log)?.[1];
        if (!found) return;
        clearTimeout(late);
        settle(found);
      });
      child.once("exit", (code) => {
        clearTimeout(late);
        fail(new Error(`VS Code ended with ${code}:\n${log.slice(-2000)}`));
      });
    });
    const authority = `127.0.0.1:${port}`;
    return {
      vscode: build.vscode,
      pid: child.pid,
      stop,
      exited,
      log: () => log,
      logFiles: () => textFiles(join(folder, "user", "logs")),
      /** The address of a path for VS Code's own parameters. */
      uri: (path) => `vscode-remote://${authority}${pathToFileURL(resolve(path)).pathname}`,
      /** The workbench on a folder; `payload` is a list of [name, value]. */
      url(workspace, payload) {
        const query = new URLSearchParams({ tkn: secret, folder: workspace });
        query.set("payload", JSON.stringify(payload));
        return `http://${authority}/?${query}`;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function argumentsFor(folder, token) {
  const flags = {
    host: "127.0.0.1",
    port: "0",
    "connection-token": token,
    "telemetry-level": "off",
    "server-data-dir": join(folder, "server"),
    "user-data-dir": join(folder, "user"),
    "extensions-dir": join(folder, "extensions"),
    // An orphan, left by a killed script, ends by itself.
    "reconnection-grace-time": "60",
  };
  return [
    "--accept-server-license-terms",
    "--enable-remote-auto-shutdown",
    // Only with it does a released build load an extension, and tests, from a folder.
    "--enable-smoke-test-driver",
    ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
  ];
}

/** Nothing of an editor or a test that this may be running in. */
function inherited() {
  const others = /^(VSCODE_|ELECTRON_|CODE_SERVER|NODE_OPTIONS|NODE_TEST_CONTEXT|VITEST|DISPLAY)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !others.test(name)));
}

function homeIn(folder) {
  return {
    HOME: join(folder, "home"),
    // Keeps look-ups away from any extension gallery.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    // Sockets too; paths of other systems would be too long for them.
    ...(process.platform === "linux"
      ? { TMPDIR: join(folder, "run"), XDG_RUNTIME_DIR: join(folder, "run") }
      : {}),
  };
}

function textFiles(folder) {
  let names = [];
  try {
    names = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return {};
  }
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "utf8")]),
  );
}

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";

// VS Code waits for the extension's text when it starts; what only some of it needs comes later.

/** Reads the bundle as VS Code does, without VS Code, and prints which files beside it that read. */
const reading = `
  const Module = require("node:module");
  const load = Module._load;
  const anything = new Proxy(class {}, { get: (it, key) => (key in it ? it[key] : anything) });
  Module._load = (name, ...rest) => (name === "vscode" ? anything : load(name, ...rest));
  require(process.argv[1]);
  console.log(Object.keys(require.cache).map((path) => require("node:path").basename(path)).join());
`;

test("reading the extension reads no library", () => {
  const bundle = resolve("dist/extension.cjs");
  const read = execFileSync(process.execPath, ["-e", reading, bundle], { encoding: "utf8" });
  expect(read.trim()).toBe("extension.cjs");
});

import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Source texts by path from the root, with forward slashes. */
type Tree = ReadonlyMap<string, string>;

/** Which areas an area may import besides itself. A file belongs to the longest name that fits. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "kernel/protocol": [],
  "kernel/notebook": ["kernel/protocol"],
  "kernel/language": ["kernel/protocol", "kernel/notebook"],
  "kernel/report": ["kernel/protocol"],
  "kernel/chart/vega": ["kernel/protocol"],
  kernel: [
    "kernel/protocol",
    "kernel/notebook",
    "kernel/language",
    "kernel/report",
    "kernel/chart/vega",
  ],
  "kernel/cli": [
    "kernel",
    "kernel/protocol",
    "kernel/notebook",
    "kernel/language",
    "kernel/report",
    "kernel/chart/vega",
  ],
  extension: ["kernel/protocol", "kernel/notebook", "kernel/language", "extension/tsserver"],
  "extension/tsserver": [],
  webview: ["kernel/protocol"],
  renderers: ["kernel/protocol", "kernel/report", "kernel/chart/vega"],
  scripts: [
    "kernel",
    "kernel/protocol",
    "kernel/notebook",
    "kernel/language",
    "kernel/report",
    "kernel/chart/vega",
    "kernel/cli",
  ],
  test: [
    "kernel",
    "kernel/protocol",
    "kernel/notebook",
    "kernel/language",
    "kernel/report",
    "kernel/chart/vega",
    "kernel/cli",
    "extension",
    "extension/tsserver",
    "webview",
    "renderers",
    "scripts",
  ],
};

const withoutNode = new Set([
  "kernel/protocol",
  "kernel/notebook",
  "kernel/language",
  "kernel/chart/vega",
  "webview",
  "renderers",
]);

/** Everything that is wrong with a tree, as sentences. */
function faultsOf(tree: Tree): readonly string[] {
  return [
    ...[...tree].flatMap(([file, text]) => [
      ...specifiersIn(text).flatMap((specifier) => importFaults(file, specifier, tree)),
      ...textFaults(file, text),
    ]),
    ...cyclesOf(tree),
  ];
}

function importFaults(file: string, specifier: string, tree: Tree): readonly string[] {
  const area = areaOf(file);
  if (!specifier.startsWith(".")) {
    const isNode = specifier.startsWith("node:") || builtinModules.includes(specifier);
    if (isNode && withoutNode.has(area))
      return [`${file} imports ${specifier}: no Node in ${area}`];
    if (specifier === "vscode" && !["extension", "test"].includes(area)) {
      return [`${file} imports vscode: only extension does`];
    }
    return [];
  }
  const target = targetOf(file, specifier);
  if (!target.endsWith(".ts")) return [];
  if (!tree.has(target)) return [`${file} imports ${target}, which is not there`];
  const other = areaOf(target);
  if (["webview", "renderers"].includes(area) && target.startsWith("kernel/protocol/schema/")) {
    return [`${file} imports ${target}: the page knows no schemas`];
  }
  if (other === area || mayImport[area]?.includes(other)) return [];
  return [`${file} imports ${target}: ${area} may not import ${other}`];
}

function textFaults(file: string, text: string): readonly string[] {
  if (!file.startsWith("kernel/")) return [];
  const faults: string[] = [];
  const createsMacro =
    /create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+)?(?:macro|function)\s+(?:if\s+not\s+exists\s+)?(?:\$\{|["\w]+\s*\()/i;
  if (file !== "kernel/metrics/macros.ts" && createsMacro.test(text)) {
    faults.push(`${file} creates a macro: only kernel/metrics/macros.ts does`);
  }
  // Doubling a single quote is SQL's way; doubling a double quote is also CSV's.
  if (file !== "kernel/sql.ts" && /\.replace(?:All)?\([^)]*,\s*"''"\s*\)/.test(text)) {
    faults.push(`${file} quotes SQL: only kernel/sql.ts does`);
  }
  return faults;
}

function areaOf(file: string): string {
  const names = Object.keys(mayImport).filter((name) => file.startsWith(`${name}/`));
  return names.toSorted((a, b) => b.length - a.length)[0] ?? "the root";
}

function targetOf(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier);
}

/** What a file imports, re-exports or imports at run time; types included. */
function specifiersIn(text: string): readonly string[] {
  const statements = /^(?:import|export)\b[^;'"`]*?\bfrom\s*["']([^"']+)["']/gm;
  const bare = /^import\s*["']([^"']+)["']/gm;
  const dynamic = /\bimport\(\s*["']([^"']+)["']/g;
  return [statements, bare, dynamic].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1] ?? ""),
  );
}

/** One sentence for each import that closes a circle. */
function cyclesOf(tree: Tree): readonly string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (path.includes(file)) {
      cycles.push(`import cycle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const specifier of specifiersIn(tree.get(file) ?? "")) {
      const target = specifier.startsWith(".") ? targetOf(file, specifier) : "";
      if (tree.has(target)) visit(target);
    }
    path.pop();
    done.add(file);
  };
  for (const file of tree.keys()) visit(file);
  return cycles;
}

function readTree(): Tree {
  const areas = new Set(Object.keys(mayImport).map((name) => name.split("/")[0] ?? name));
  const top = readdirSync(root, { withFileTypes: true });
  const files = top
    .filter((entry) => entry.isDirectory() && areas.has(entry.name))
    .flatMap(({ name }) =>
      readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
        .map((file) => posix.join(name, file.replaceAll("\\", "/")))
        .filter((file) => file.endsWith(".ts") && !file.includes("node_modules/")),
    );
  return new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

test("the source keeps its borders", () => {
  const tree = readTree();
  expect(tree.size).toBeGreaterThan(20);
  expect(faultsOf(tree)).toEqual([]);
});

const line = (specifier: string): string => `import type { A } from "${specifier}";\n`;

const dynamic = (specifier: string): string => `await import("${specifier}");\n`;

describe("the checker", () => {
  test("accepts what the borders allow", () => {
    const tree = new Map([
      ["kernel/protocol/a.ts", "export type A = 1;"],
      ["kernel/notebook/b.ts", line("../protocol/a.ts") + line("yaml")],
      ["kernel/c.ts", line("./notebook/b.ts") + line("node:fs")],
      ["kernel/cli/d.ts", line("../c.ts") + line("../../package.json")],
      ["extension/e.ts", line("../kernel/notebook/b.ts") + line("vscode")],
      ["webview/f.ts", line("../kernel/protocol/a.ts")],
      ["test/g.ts", line("../webview/f.ts") + line("../extension/e.ts")],
      ["kernel/metrics/macros.ts", "`CREATE OR REPLACE TEMP MACRO ${name}(x) AS x`"],
      ["kernel/session/refuse.ts", '"CREATE MACRO is refused" + text.replaceAll(\'"\', \'""\')'],
    ]);
    expect(faultsOf(tree)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["kernel/protocol/x.ts", line("../kernel.ts"), "kernel/protocol may not import kernel"],
    ["kernel/notebook/x.ts", line("../kernel.ts"), "kernel/notebook may not import kernel"],
    ["kernel/notebook/x.ts", line("node:fs"), "no Node in kernel/notebook"],
    ["kernel/protocol/x.ts", line("path"), "no Node in kernel/protocol"],
    ["webview/x.ts", 'import "node:os";\n', "no Node in webview"],
    ["webview/x.ts", line("../kernel/protocol/schema/calls.ts"), "the page knows no schemas"],
    ["webview/x.ts", line("../kernel/notebook/cell.ts"), "webview may not import kernel/notebook"],
    ["extension/x.ts", line("../kernel/kernel.ts"), "extension may not import kernel"],
    ["extension/x.ts", `export * from "../webview/page.ts";\n`, "extension may not import webview"],
    ["kernel/x.ts", line("./cli/main.ts"), "kernel may not import kernel/cli"],
    ["kernel/x.ts", dynamic("../extension/main.ts"), "kernel may not import extension"],
    ["kernel/x.ts", `import {\n  a,\n} from "../test/a.ts";\n`, "kernel may not import test"],
    ["kernel/x.ts", line("vscode"), "only extension does"],
    ["kernel/x.ts", line("./gone.ts"), "which is not there"],
    ["kernel/x.ts", line("./x.ts"), "import cycle: kernel/x.ts -> kernel/x.ts"],
    ["kernel/kernel.ts", line("./loop.ts"), "import cycle: kernel/kernel.ts -> kernel/loop.ts"],
    ["kernel/x.ts", "`create temp macro ${name}(a) AS a`", "creates a macro"],
    ["kernel/x.ts", `text.replaceAll("'", "''")`, "quotes SQL"],
    ["kernel/x.ts", `text.replace(/'/g, "''")`, "quotes SQL"],
  ])("finds what is wrong in %s: %j", (file, text, fault) => {
    const tree = new Map([
      ["kernel/kernel.ts", ""],
      ["kernel/loop.ts", line("./kernel.ts")],
      ["kernel/cli/main.ts", ""],
      ["kernel/protocol/schema/calls.ts", ""],
      ["kernel/notebook/cell.ts", ""],
      ["extension/main.ts", ""],
      ["webview/page.ts", ""],
      ["test/a.ts", ""],
      [file, text],
    ]);
    expect(faultsOf(tree)).toEqual([expect.stringContaining(fault)]);
  });
});

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const lock: { readonly packages: Readonly<Record<string, Manifest>> } = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
);

describe("dependencies", () => {
  test("the engine's binaries of all eight platforms are locked at the engine's version", () => {
    const pinned = manifest.dependencies?.["@duckdb/node-api"];
    const platforms = [
      "darwin-arm64",
      "darwin-x64",
      "linux-arm64",
      "linux-arm64-musl",
      "linux-x64",
      "linux-x64-musl",
      "win32-arm64",
      "win32-x64",
    ];
    const locked = platforms.map(
      (platform) => lock.packages[`node_modules/@duckdb/node-bindings-${platform}`]?.version,
    );
    expect(pinned).toBe("1.5.5-r.5");
    expect(locked).toEqual(platforms.map(() => pinned));
  });

  test("every direct dependency has an exact version", () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test("at most 15 are production dependencies", () => {
    const { dependencies, optionalDependencies } = manifest;
    const names = Object.keys({ ...dependencies, ...optionalDependencies });
    expect(names.length).toBeLessThanOrEqual(15);
  });
});

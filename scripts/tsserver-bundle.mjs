// The plugin for VS Code's TypeScript server, as the package that the server looks for: by name, in the
// extension's node_modules. Beside it stand the declarations of what cells import without installing.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./install.mjs";
import { descriptions } from "./metrics-file.mjs";

const compiler = join(root, "node_modules/typescript/bin/tsc");
export const pluginName = "campaign-notebook-cells";

/** Writes node_modules/campaign-notebook-cells into a folder. */
export async function tsserverBundle(folder = root) {
  const place = join(folder, "node_modules", pluginName);
  // Made aside, so that a server which runs meanwhile finds a whole one.
  const plugin = `${place}-${process.pid}`;
  const types = join(plugin, "types");
  mkdirSync(types, { recursive: true });
  const { version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  writeFileSync(
    join(plugin, "package.json"),
    JSON.stringify({ name: pluginName, version, license, main: "index.js" }),
  );
  await build({
    entryPoints: { index: "extension/tsserver/plugin.ts" },
    outdir: plugin,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    define: { "import.meta.dirname": "__dirname" },
    // The server takes the function itself.
    footer: { js: "module.exports = module.exports.default;" },
    logLevel: "warning",
  });
  const project = join(root, "kernel/tsconfig.cell.json");
  execFileSync(process.execPath, [compiler, "-p", project, "--outDir", types], {
    stdio: "inherit",
  });
  for (const name of ["apache-arrow", "flatbuffers"]) copyTypes(name, join(types, name));
  const { describeMetrics } = await descriptions();
  writeFileSync(join(types, "cell-metrics.d.ts"), describeMetrics().map(declaration).join("\n"));
  writeFileSync(
    join(types, "cell.d.ts"),
    'export * from "./typescript/cell-module.ts";\nexport * from "./cell-metrics.ts";\n',
  );
  rmSync(place, { recursive: true, force: true });
  renameSync(plugin, place);
}

/** The declarations of a package, without those of packages inside it. */
function copyTypes(name, to) {
  const from = join(root, "node_modules", name);
  for (const file of readdirSync(from, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".d.ts") && !file.includes("node_modules"))
      cpSync(join(from, file), join(to, file));
}

function declaration({ name, label, unit, formula, doc, notes, inputs }) {
  const fields = inputs.map(
    (input) => `readonly ${input.name}${"default" in input ? "?" : ""}: number | null`,
  );
  const about = [`${label}, ${unit}: \`${formula}\``, doc, notes].filter(Boolean).join("\n\n");
  return `/** ${about.replaceAll("*/", "* /")} */
export declare function ${name}(inputs: { ${fields.join("; ")} }): number | null;`;
}

// The samples as data for the extension, which offers them without a kernel: dist/templates.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

export async function templatesFile(folder) {
  const { outputFiles } = await build({
    entryPoints: ["kernel/plugins/sample-templates.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    define: { "import.meta.dirname": '"."' },
    write: false,
    logLevel: "warning",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  const { sampleTemplates } = await import(`data:text/javascript;base64,${code}`);
  const samples = sampleTemplates.map(({ name, title, description }) => ({
    name,
    title,
    description,
  }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "templates.json"), JSON.stringify(samples));
}

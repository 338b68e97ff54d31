/** Writes the generated reference pages; with `--check`, exits 1 when one is not current. */
import { readFile, writeFile } from "node:fs/promises";
import { metricsReferencePage } from "../kernel/metrics/reference-page.ts";

const page = new URL("../docs/reference/metrics.md", import.meta.url);
const text = metricsReferencePage();

if (!process.argv.includes("--check")) {
  await writeFile(page, text);
} else if ((await readFile(page, "utf8").catch(() => "")) !== text) {
  process.stderr.write(
    "docs/reference/metrics.md is not current. Run `npx tsx scripts/generate-docs.ts`.\n",
  );
  process.exitCode = 1;
}

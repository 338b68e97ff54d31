/** Writes the generated reference pages; with `--check`, exits 1 when one is not current. */
import { readFile, writeFile } from "node:fs/promises";
import { referencePages } from "./reference/pages.ts";

for (const [name, text] of Object.entries(referencePages)) {
  const page = new URL(`../docs/reference/${name}`, import.meta.url);
  if (!process.argv.includes("--check")) {
    await writeFile(page, text());
  } else if ((await readFile(page, "utf8").catch(() => "")) !== text()) {
    process.stderr.write(
      `docs/reference/${name} is not current. Run \`npx tsx scripts/generate-docs.ts\`.\n`,
    );
    process.exitCode = 1;
  }
}

import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { metricsReferencePage } from "../../kernel/metrics/reference-page.ts";

it("docs/reference/metrics.md is current (npx tsx scripts/generate-docs.ts)", async () => {
  const page = new URL("../../docs/reference/metrics.md", import.meta.url);
  expect(await readFile(page, "utf8")).toBe(metricsReferencePage());
});

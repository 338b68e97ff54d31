import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { check } from "../check/check-cells.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { folder } from "../samples/run-sample.ts";

const recipes = parseNotebook(readFileSync("docs/time.md", "utf8")).cells.filter(
  ({ language }) => language === "sql",
);

test("each recipe runs on the sample as it is, and is no mistake itself", async () => {
  expect(recipes.length).toBe(5);
  const kernel = await Kernel.open({ cacheFolder: `${folder}/cache` });
  try {
    await kernel.load({ path: "samples/exports/ads-daily.csv", name: "ads" });
    const session = await kernel.session();
    for (const { text } of recipes) {
      const { rows } = await session.run(text);
      // No day may be unusual; every other recipe has an answer.
      if (!text.includes("robust_score")) {
        expect(rows.flat().filter((value) => value !== null)).not.toHaveLength(0);
      }
      expect((await check([text])).mistakes).toEqual([]);
    }
  } finally {
    await kernel.close();
  }
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ExportDefinition } from "../../kernel/load/exports/definition.ts";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** A platform that shares a conversion among ads. */
const shared: ExportDefinition = {
  id: "shared",
  label: "Shared conversions",
  required: [["ad_id"]],
  levels: [{ level: "ad", id: "ad_id" }],
  breakdowns: [],
  totalsLabels: ["total: .+"],
  printedRatios: [],
  columns: [
    { id: "ad_id", kind: "id", headers: { en: ["Ad"] } },
    { id: "cost", kind: "money", headers: { en: ["Spent"] } },
    { id: "conversions", kind: "decimal", headers: { en: ["Conv."] } },
  ],
};

it.each([
  ["0.30", "0.3", "0.3", "agrees"],
  ["0.31", "0.31", "0.3", "differs"],
  ["1,000,000.3", "1000000.3", "0.3", "differs"],
])(
  "fractional counts are held against their total of %s",
  async (total, printed, summed, status) => {
    const path = join(scratch, `${total}.csv`);
    await writeFile(
      path,
      `Ad,Spent,Conv.\n1001,5.00,0.1\n1002,2.50,0.2\nTotal: Ads,7.50,"${total}"\n`,
    );
    const { report } = await loadSource({ path, name: "ads" }, { cache, exports: [shared] });
    expect(report).toMatchObject({
      rows: { loaded: 2 },
      totals: {
        status,
        columns: [
          { column: "cost", agrees: true },
          { column: "conversions", printed, summed, agrees: status === "agrees" },
        ],
      },
      notices: expect.not.arrayContaining([
        expect.objectContaining({
          problem: expect.objectContaining({ code: "fractional_counts" }),
        }),
      ]),
    });
  },
);

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Kernel } from "../../kernel/kernel.ts";
import { catalogue, metricByName } from "../../kernel/metrics/catalogue.ts";
import { loadedColumnId } from "../../kernel/metrics/columns.ts";
import { parameters, type Metric } from "../../kernel/metrics/metric.ts";

const metrics: readonly Metric[] = catalogue;

let folder: string;
let kernel: Kernel;
let columns: ReadonlySet<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  kernel = await Kernel.open({ threads: 1, cacheFolder: folder });
  const { report } = await kernel.load({
    name: "ads",
    path: resolve("samples/exports/ads-daily.csv"),
    options: {},
  });
  columns = new Set(report.columns.map(({ id }) => id));
});

afterAll(async () => {
  await kernel.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** What the export prints, by the metric that its bases give; percentages have two digits, 100 times. */
const printed: Readonly<Record<string, readonly [metric: string, times: number]>> = {
  cpm_printed: ["cpm", 1],
  cpc_destination: ["cpc", 1],
  ctr_destination: ["ctr", 100],
  ctr_all_printed: ["ctr_all", 100],
  cost_per_1000_reached_printed: ["cost_per_1000_reached", 1],
  frequency_printed: ["frequency", 1],
  purchase_roas_website_printed: ["purchase_roas_website", 1],
  cost_per_conversion_printed: ["cost_per_conversion", 1],
  cvr_clicks: ["cvr", 100],
  // The bare header “Conversion rate (CVR)”, settled by its values.
  cvr_impressions_printed: ["cvr_impressions", 100],
};

it("knows every ratio that the export prints", () => {
  const known = metrics.map(({ id }) => loadedColumnId(id)).filter((id) => columns.has(id));
  expect(known.toSorted()).toEqual(Object.keys(printed).toSorted());
});

it.each(Object.entries(printed))(
  "%s agrees with its bases within its rounding, in every row",
  async (column, [name, times]) => {
    const metric = metricByName(name);
    const inputs = (metric ? parameters(metric) : []).map((input) =>
      input.name === "clicks" ? "clicks_destination" : input.name,
    );
    expect(inputs.filter((input) => !columns.has(input))).toEqual([]);
    const session = await kernel.session();
    // Printed with two digits: half of one in the last of them, and what a double adds.
    const { rows } = await session.run(
      `WITH pairs AS (
         SELECT ${column}::DOUBLE * ${times} AS printed, ${name}(${inputs.join(", ")}) * ${times} AS ours FROM ads)
       SELECT count(*) FILTER (printed IS NOT NULL AND ours IS NOT NULL),
              count(*) FILTER (abs(printed - ours) > 0.005 + 1e-9),
              count(*) FILTER (printed <> 0 AND ours IS NULL),
              count(*) FILTER (ours <> 0 AND printed IS NULL)
       FROM pairs`,
    );
    const [compared, apart, onlyPrinted, onlyOurs] = rows[0] ?? [];
    expect(compared).toBeGreaterThan(100n);
    expect([apart, onlyPrinted, onlyOurs]).toEqual([0n, 0n, 0n]);
  },
);

import {
  DateDay,
  Decimal,
  Float64,
  Int64,
  makeData,
  Utf8,
  Vector,
  vectorFromArray,
} from "apache-arrow";
import { expect, it } from "vitest";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { computeMetric } from "../../kernel/metrics/compute.ts";
import { computeColumn, computeColumns } from "../../kernel/metrics/compute-columns.ts";
import { parameters, type Metric } from "../../kernel/metrics/metric.ts";

const metrics: readonly Metric[] = catalogue;

it.each(metrics)("$name over columns is what it is row by row", (metric) => {
  const rows = Array.from({ length: 100 }, (_, row) =>
    Object.fromEntries(
      parameters(metric).map(({ name }, index) => {
        const value = ((row * 37 + index * 101) % 83) + index * 40;
        return [name, value % 13 === 0 ? null : value % 7 === 0 ? 0 : value];
      }),
    ),
  );
  const columns = Object.fromEntries(
    parameters(metric).map(({ name }) => [
      name,
      vectorFromArray(
        rows.map((row) => row[name] ?? null),
        new Float64(),
      ),
    ]),
  );
  const computed = computeColumn(metric, columns);
  expect([...computed]).toEqual(rows.map((row) => computeMetric(metric, row)));
  expect(computed.nullCount).toBe([...computed].filter((value) => value === null).length);
});

it("takes whole numbers of 64 bits, decimals, arrays and single numbers", () => {
  const cents = new Vector([
    makeData({
      type: new Decimal(2, 18),
      length: 3,
      nullCount: 1,
      nullBitmap: new Uint8Array([0b011]),
      // 12.34 and -0.50, in four words each.
      data: new Uint32Array([
        1234, 0, 0, 0, 0xff_ff_ff_ce, 0xff_ff_ff_ff, 0xff_ff_ff_ff, 0xff_ff_ff_ff, 0, 0, 0, 0,
      ]),
    }),
  ]);
  const counts = vectorFromArray([1000n, 0n, 500n], new Int64());
  const cpm = (impressions: Vector | readonly number[] | number) => [
    ...computeColumns.cpm({ cost: cents, impressions }),
  ];
  expect(cpm(counts)).toEqual([12.34, null, null]);
  expect(cpm([1000, 1000, 1000])).toEqual([12.34, -0.5, null]);
  expect(cpm(1000)).toEqual([12.34, -0.5, null]);
});

it("keeps the defaults of inputs that are left out", () => {
  const [low] = computeColumns.wilson_low({ successes: [81], trials: [263] });
  expect(low).toBeCloseTo(0.2553, 4);
});

it("refuses texts, days, columns of different lengths, and no column at all", () => {
  const words = vectorFromArray(["many"], new Utf8());
  const days = vectorFromArray([new Date(0)], new DateDay());
  for (const call of [
    () => computeColumns.ctr({ clicks: words, impressions: [1] }),
    () => computeColumns.ctr({ clicks: days, impressions: [1] }),
    () => computeColumns.ctr({ clicks: [1, 2], impressions: [1] }),
    () => computeColumns.ctr({ clicks: 1, impressions: 2 }),
  ]) {
    expect(call).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "bad_arguments" }) }),
    );
  }
});

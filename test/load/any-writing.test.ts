import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import type { LoadReport } from "../../kernel/protocol/load-report.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import { meantRows, styles, write } from "./written-table.ts";

// Whatever a table is written like, each value comes out as it was meant, or it is empty and the
// report counts it. `LOAD_RUNS=5000` runs more of them.
const numRuns = Number(process.env["LOAD_RUNS"] ?? 25);

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function load(
  bytes: Buffer,
): Promise<{ report: LoadReport; rows: Record<string, unknown>[] }> {
  const path = join(scratch, "export.csv");
  await writeFile(path, bytes);
  const { report, database } = await loadSource({ path, name: "ads" }, { cache });
  const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll("SELECT * FROM source ORDER BY _row");
    return { report, rows: result.getRowObjectsJson() };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(database);
  }
}

function expectClosedAccount({ rows }: LoadReport): void {
  const leftOut = rows.leftOut.reduce((sum, entry) => sum + entry.rows, 0);
  expect(rows.loaded + leftOut).toBe(rows.read);
}

it("reads a table as it was meant, however it is written, or says what it could not read", async () => {
  await fc.assert(
    fc.asyncProperty(meantRows, styles, async (meant, style) => {
      const { bytes, positions } = write(meant, style);
      const { report, rows } = await load(bytes);
      expectClosedAccount(report);
      expect(rows.map((row) => Number(row["_row"]))).toEqual(positions);

      const empty = new Map<string, number>();
      const expectCell = (column: string, actual: unknown, wanted: unknown) => {
        if (actual === null && wanted !== null) empty.set(column, (empty.get(column) ?? 0) + 1);
        else expect(actual, column).toEqual(wanted);
      };
      meant.forEach((wanted, index) => {
        const row = rows[index] ?? {};
        expectCell("date", row["date"], wanted.day);
        expect(row["campaign_name"]).toBe(wanted.campaign);
        expect(row["campaign_id"]).toBe(wanted.campaignId);
        expect(row["ad_name"]).toBe(wanted.ad);
        expect(row["ad_id"]).toBe(wanted.adId);
        expectCell("cost", number(row["cost"]), wanted.cents === null ? null : wanted.cents / 100);
        expectCell("impressions", number(row["impressions"]), wanted.impressions);
        expectCell("clicks_destination", number(row["clicks_destination"]), wanted.clicks);
        expectCell(
          "ctr_destination",
          row["ctr_destination"],
          wanted.ctr === null ? null : wanted.ctr / 10_000,
        );
      });
      for (const [column, count] of empty)
        expect(rejections(report, column), column).toBeGreaterThanOrEqual(count);
      // Nothing but these three can be written in two ways.
      for (const { reason } of report.rejected) expect(reason).toBe("ambiguous");
      expect(report.totals.status === "differs").toBe(false);
    }),
    { numRuns, endOnFailure: true },
  );
});

function number(value: unknown): number | null {
  return value === null ? null : Number(value);
}

function rejections({ rejected }: LoadReport, column: string): number {
  return rejected
    .filter((entry) => entry.column === column)
    .reduce((sum, { count }) => sum + count, 0);
}

it("never fails but with a problem, and always accounts for every row, on damaged files", async () => {
  const damage = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc
        .constantFrom('"', "\n", "\r", ",", ";", "\0", '""', "Total", "-", "\ufeff", "1e9", "%")
        .map((text) => Buffer.from(text)),
    ),
    cut: fc.nat(40),
  });
  await fc.assert(
    fc.asyncProperty(
      meantRows,
      styles,
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      async (meant, style, damages) => {
        let { bytes } = write(meant, style);
        for (const { at, bytes: put, cut } of damages) {
          const place = Math.floor(at * bytes.length);
          bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
        }
        try {
          expectClosedAccount((await load(bytes)).report);
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
        }
      },
    ),
    { numRuns, endOnFailure: true },
  );
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { literal } from "../../kernel/sql.ts";
import type { LoadReport } from "../../kernel/protocol/load-report.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import { styles } from "./written-style.ts";
import { columnsIn, meantRows, nameIn, write } from "./written-table.ts";

// Whatever a table is written like, each value comes out as it was meant, or it is empty and the
// report counts it. The same 500 tables for every change; `npm run nightly` runs 10,000 others.
const numRuns = Number(process.env["LOAD_RUNS"] ?? 500);
const chosen = process.env["LOAD_RUNS"] === undefined ? { seed: 20260501 } : {};
/** Some 80 ms each, on a machine that does nothing else. */
const timeoutMs = 60_000 + numRuns * 1000;

let scratch: string;
let cache: SourceCache;
let instance: DuckDBInstance;
let reader: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create();
  reader = await instance.connect();
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(async () => {
  reader.closeSync();
  instance.closeSync();
  await rm(scratch, { recursive: true, force: true });
});

async function load(
  bytes: Buffer,
): Promise<{ report: LoadReport; rows: Record<string, unknown>[] }> {
  const path = join(scratch, "export.csv");
  await writeFile(path, bytes);
  const { report, database } = await loadSource({ path, name: "ads" }, { cache });
  await reader.run(`ATTACH ${literal(database)} AS loaded (READ_ONLY)`);
  try {
    const result = await reader.runAndReadAll("SELECT * FROM loaded.source ORDER BY _row");
    return { report, rows: result.getRowObjectsJson() };
  } finally {
    await reader.run("DETACH loaded");
    await rm(database);
  }
}

function expectClosedAccount({ rows }: LoadReport): void {
  const leftOut = rows.leftOut.reduce((sum, entry) => sum + entry.rows, 0);
  expect(rows.loaded + leftOut).toBe(rows.read);
}

it(
  "reads a table as it was meant, however it is written, or says what it could not read",
  async () => {
    await fc.assert(
      fc.asyncProperty(meantRows, styles, async (meant, style) => {
        const { bytes, positions } = write(meant, style);
        const { report, rows } = await load(bytes);
        expectClosedAccount(report);
        const says = (code: string) => report.notices.some(({ problem }) => problem.code === code);
        const guessed = says("transcoded");
        // Totals under an unknown word are proved by sums. Over a single row they are its twin, in a
        // guessed encoding numbers may not be readable; then they are kept, and the report says so.
        const unproven = says("possible_totals") && (guessed || meant.length === 1);
        if (unproven && report.rows.loaded === meant.length + 1) return;
        expect(rows.map((row) => Number(row["_row"]))).toEqual(positions);

        const columns = columnsIn(style);
        const empty = new Map<string, number>();
        meant.forEach((wanted, index) => {
          const row = rows[index] ?? {};
          const expectCell = (column: string, value: unknown) => {
            const actual = typeof value === "number" ? number(row[column]) : row[column];
            if (!columns.has(column)) return;
            if (actual === null && value !== null) empty.set(column, (empty.get(column) ?? 0) + 1);
            else expect(actual, column).toEqual(value);
          };
          const expectName = (column: string, value: string) => {
            // Few letters do not prove an encoding; the report says that it is a guess.
            if (columns.has(column) && !guessed)
              expect(row[column], column).toBe(nameIn(style, value));
          };
          expectCell("date", wanted.day);
          expectName("campaign_name", wanted.campaign);
          expectCell("campaign_id", wanted.campaignId);
          expectName("ad_name", wanted.ad);
          expectCell("ad_id", wanted.adId);
          expectCell("cost", wanted.cents === null ? null : wanted.cents / 100);
          expectCell("impressions", wanted.impressions);
          expectCell("clicks_destination", wanted.clicks);
          expectCell("ctr_destination", wanted.ctr === null ? null : wanted.ctr / 10_000);
        });
        for (const [column, count] of empty)
          expect(rejections(report, column), column).toBeGreaterThanOrEqual(count);
        // Nothing but these three can be written in two ways.
        if (!guessed) for (const { reason } of report.rejected) expect(reason).toBe("ambiguous");
        expect(report.totals.status === "differs").toBe(false);
      }),
      { numRuns, endOnFailure: true, ...chosen },
    );
  },
  timeoutMs,
);

function number(value: unknown): number | null {
  return value === null ? null : Number(value);
}

function rejections({ rejected }: LoadReport, column: string): number {
  return rejected
    .filter((entry) => entry.column === column)
    .reduce((sum, { count }) => sum + count, 0);
}

it(
  "never fails but with a problem, and always accounts for every row, on damaged files",
  async () => {
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
      { numRuns: Math.ceil(numRuns / 10), endOnFailure: true },
    );
  },
  timeoutMs,
);

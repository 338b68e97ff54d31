import { expect, test } from "vitest";
import { loadFacts } from "../../kernel/report/load-facts.ts";
import { loadReport } from "./sample-model.ts";

function facts(change: Parameters<typeof Object.assign>[0] = {}): Record<string, string[]> {
  return Object.fromEntries(
    loadFacts({ ...loadReport(), ...change }).map(({ label, text, state }) => [
      label,
      [text, state],
    ]),
  );
}

test("what a load found, left out and could not read is all there", () => {
  expect(facts()).toEqual({
    Export: ["TikTok Ads Manager report, English headers, 1 of 1 column known", "plain"],
    "One row is": ["one ad on one day", "plain"],
    Rows: ["5,653 read, 5,652 loaded, 1 left out as totals (row 5,654)", "plain"],
    Period: ["2026-05-01 to 2026-07-29, 90 days, none without rows", "plain"],
    Currency: ["EUR", "plain"],
    "Totals row": ["differs in 1 of 1 column (cost: 10.00 printed, 9.00 summed)", "look"],
    Duplicates: ["none: date + ad_id identify every row", "check"],
    "Unreadable values": ["2, left empty: reach 2 (no number, row 12 “n/a”)", "look"],
    "Stated: attribution": ["7-day click", "plain"],
  });
});

test("times of orders are no days, but dates", () => {
  const time = { header: "", means: null, unit: "timestamp", type: "TIMESTAMP" };
  const columns = [
    { ...time, id: "created_at", nulls: 0 },
    { ...time, id: "paid_at", nulls: 5652 },
  ];
  expect(facts({ dates: null, columns })["Period"]?.[0]).toBe("not by day; rows have created_at");
});

test("a load without findings says what was checked and what was not", () => {
  const found = facts({
    totals: { status: "none" },
    rejected: [],
    dates: null,
    currencies: [],
    grain: { level: "unknown", period: "total", key: [] },
  });
  expect(found["Totals row"]).toEqual(["none in the file", "plain"]);
  expect(found["Unreadable values"]).toEqual(["none", "check"]);
  expect(found["Duplicates"]).toEqual(["not checked: no columns identify a row", "plain"]);
  expect(found["Period"]).toEqual(["no dates in the file", "plain"]);
  expect(found["Currency"]).toEqual(["not stated in the file", "plain"]);
});

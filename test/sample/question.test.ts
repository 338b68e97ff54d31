import { expect, test } from "vitest";
import { askQuestion } from "../../scripts/sample/ask.ts";

interface Day {
  readonly ad: string;
  readonly day: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
}

/** Thirty equal days. */
function ad(name: string, impressions: number, clicks: number, conversions: number): Day[] {
  return Array.from({ length: 30 }, (_, day) => ({
    ad: name,
    day,
    impressions,
    clicks,
    conversions,
  }));
}

const peers = [...ad("a", 5000, 50, 2), ...ad("b", 5000, 50, 2), ...ad("c", 10_000, 100, 4)];

function ask(days: readonly Day[]) {
  return askQuestion(async (connection) => {
    await connection.run(`CREATE TABLE ads (campaign_id VARCHAR, adgroup_id VARCHAR,
      adgroup_name VARCHAR, ad_id VARCHAR, ad_name VARCHAR, date DATE, cost DECIMAL(18,2),
      impressions BIGINT, clicks_destination BIGINT, conversions BIGINT)`);
    const rows = days.map(
      (day) => `('1', '2', 'group', '${day.ad}', '${day.ad}', DATE '2026-05-01' + ${day.day},
        10, ${day.impressions}, ${day.clicks}, ${day.conversions})`,
    );
    await connection.run(`INSERT INTO ads VALUES ${rows.join(", ")}`);
  });
}

test("counts, rates, peers' pooled rates and the cost at stake are those of the days", async () => {
  const rows = await ask([...peers, ...ad("x", 5000, 100, 1)]);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  expect(row).toMatchObject({
    ad_id: "x",
    peers: "ad group",
    clicks: 3000n,
    conversions: 30n,
    ctr: 0.02,
    peers_ctr: 0.01,
    cvr: 0.01,
    peers_cvr: 0.04,
    days_left_out: 0n,
  });
  // 300 of cost; a quarter of the peers' CVR leaves three quarters of it.
  expect(row?.["cost_at_stake"]).toBeCloseTo(225, 9);
  // Wilson's interval for 30 of 3,000 at 95%, computed apart.
  expect(row?.["cvr_low"]).toBeCloseTo(0.007013704, 9);
  expect(row?.["cvr_high"]).toBeCloseTo(0.014239567, 9);
});

test.each([
  ["a high CTR with the peers' CVR", ad("x", 5000, 100, 4)],
  ["a low CVR with the peers' CTR", ad("x", 10_000, 100, 1)],
  ["the same rates with a few clicks", ad("x", 200, 4, 0)],
  ["no impressions at all", ad("x", 0, 0, 0)],
  [
    "conversions that arrive when the ad is no longer shown",
    [...ad("x", 5000, 100, 1), { ad: "x", day: 40, impressions: 0, clicks: 0, conversions: 90 }],
  ],
  [
    "three days of farmed clicks",
    [
      ...ad("x", 5000, 50, 2),
      ...[31, 32, 33].map((day) => ({
        ad: "x",
        day,
        impressions: 6000,
        clicks: 1500,
        conversions: 0,
      })),
    ],
  ],
])("not listed: %s", async (_, days) => {
  expect(await ask([...peers, ...days])).toEqual([]);
});

test("a peer's farmed clicks do not hide the ad", async () => {
  const farmed = [31, 32, 33].map((day) => ({
    ad: "c",
    day,
    impressions: 9000,
    clicks: 4000,
    conversions: 0,
  }));
  const [row] = await ask([...peers, ...farmed, ...ad("x", 5000, 100, 1)]);
  expect(row).toMatchObject({ ad_id: "x", peers_ctr: 0.01, peers_cvr: 0.04 });
});

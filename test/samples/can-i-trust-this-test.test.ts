import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Story } from "../../scripts/sample/stories.ts";
import { readExport } from "../sample/read-export.ts";
import { groupBy, Sums } from "./plain.ts";
import { runSample } from "./run-sample.ts";

const { rows: days } = readExport({ seed: 7, level: "ad", days: true });
const byAd = groupBy(days, "Ad ID");
const { stories }: { stories: Story[] } = JSON.parse(
  readFileSync("samples/exports/ads-daily.truth.json", "utf8"),
);

/** The ad with most clicks beside this one in its ad group. */
function rivalOf({ ad_id, adgroup_id }: Story): string {
  const peers = [...byAd].filter(
    ([id, rows]) => id !== ad_id && rows[0]?.get("Ad group ID") === adgroup_id,
  );
  const clicks = (rows: (typeof peers)[number][1]) => new Sums(rows).of("Clicks (destination)");
  const [best] = peers.toSorted(([, a], [, b]) => clicks(b) - clicks(a));
  return best?.[0] ?? "";
}

function story(kind: Story["kind"]): Story {
  const found = stories.find((one) => one.kind === kind);
  if (!found) throw new Error(`no ${kind} in the sample`);
  return found;
}

async function answer(parameters: Readonly<Record<string, string>> = {}) {
  const { rows } = await runSample("can-i-trust-this-test", parameters);
  return { answer: rows("answer")[0] ?? {}, basis: rows("basis"), arms: rows("arms") };
}

test("two ads alike: not enough evidence, and how many days are missing", async () => {
  const { answer: told, arms } = await answer();
  for (const arm of arms) {
    const from = "2026-06-04";
    const rows = (byAd.get(String(arm["ad_id"])) ?? []).filter(
      (row) => (row.get("By Day") ?? "") >= from,
    );
    expect(arm["clicks"]).toBe(new Sums(rows).of("Clicks (destination)"));
    expect(arm["cvr"]).toBeCloseTo(new Sums(rows).rate("Conversions", "Clicks (destination)"), 12);
  }
  const { days_needed: needed, days_together: together } = told;
  expect(told["answer"]).toBe(
    `Not enough evidence: about ${Number(needed) - Number(together)} more days at this pace`,
  );
  const larger = await answer({ effect: "1" });
  expect(larger.answer["answer"]).toMatch(/^None found: a difference of 100 %/);
});

test("a planted difference is found, whichever ad is called A", async () => {
  const planted = story("mismatch");
  const period = "2026-05-01..2026-07-29";
  const rival = rivalOf(planted);
  const first = await answer({ ad_a: planted.ad_id, ad_b: rival, period });
  expect(first.answer["answer"]).toBe("B converts better, more than chance explains");
  const second = await answer({ ad_a: rival, ad_b: planted.ad_id, period });
  expect(second.answer["answer"]).toBe("A converts better, more than chance explains");
  expect(second.answer["p"]).toBe(first.answer["p"]);
});

test("too short, too few, and two things at once are no test", async () => {
  const short = await answer({ period: "2026-07-01..2026-07-04" });
  expect(short.answer["answer"]).toBe("Too early: 4 days together, 3 more to go");
  const few = story("few_clicks");
  const small = await answer({
    ad_a: few.ad_id,
    ad_b: rivalOf(few),
    period: "2026-05-01..2026-07-29",
  });
  expect(small.answer["answer"]).toMatch(/^Not enough evidence: .*about \d+ more days/);
  const groups = await answer({
    ad_b: story("mismatch").ad_id,
    period: "2026-05-01..2026-07-29",
  });
  expect(groups.answer["answer"]).toMatch(/^Do not use it/);
  expect(groups.basis[2]?.["answer"]).toBe("no: two campaigns");
});

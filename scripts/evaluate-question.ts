// How well does samples/high-ctr-low-cvr.campaign.md find what is hidden in invented accounts?
//
//   npx tsx scripts/evaluate-question.ts [--from 1000] [--seeds 20]
//
// Seeds 1–99 are for developing the question and the generator. Seeds from 1000 on are held out:
// look at their figures, never tune on them. Each seed is asked twice, with its stories and without
// any; an account without stories should list nothing.
//
// Exit 1: an ad with a click spike or with few clicks was listed, an account without stories listed
// more than it may, or precision or recall over all seeds is below 0.95.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { listedAds } from "./sample/ask.ts";
import { exportText, truthOf } from "./sample/export.ts";
import type { StoryKind } from "./sample/stories.ts";

const { values } = parseArgs({
  options: {
    from: { type: "string", default: "1000" },
    seeds: { type: "string", default: "20" },
  },
});
const from = Number(values.from);
const seeds = Number(values.seeds);

const folder = mkdtempSync(join(tmpdir(), "evaluate-question-"));
const sum = { hidden: 0, found: 0, listed: 0, traps: 0, unprompted: 0 };
try {
  for (let seed = from; seed < from + seeds; seed++) await evaluate(seed);
} finally {
  rmSync(folder, { recursive: true });
}
const precision = share(sum.found, sum.listed);
const recall = share(sum.found, sum.hidden);
console.log(
  `all: precision ${precision.toFixed(3)} (${sum.found} of ${sum.listed} listed), ` +
    `recall ${recall.toFixed(3)} (${sum.found} of ${sum.hidden} hidden), ` +
    `spike or few-click ads listed ${sum.traps}, ` +
    `listed in ${seeds} accounts without stories ${sum.unprompted}`,
);
// Without stories there is nothing to find: one wrong ad in ten accounts is the most.
const good = precision >= 0.95 && recall >= 0.95 && sum.traps === 0 && sum.unprompted * 10 <= seeds;
if (!good) process.exitCode = 1;

async function evaluate(seed: number): Promise<void> {
  const kinds = new Map<string, StoryKind>();
  for (const story of truthOf(seed).stories) kinds.set(story.ad_id, story.kind);
  const listed = await ask(seed, true);
  const unprompted = await ask(seed, false);

  const hidden = [...kinds.values()].filter((kind) => kind === "mismatch").length;
  const found = listed.filter((ad) => kinds.get(ad) === "mismatch").length;
  const wrong = listed
    .filter((ad) => kinds.get(ad) !== "mismatch")
    .map((ad) => `${ad} (${kinds.get(ad) ?? "ordinary"})`);
  const traps = listed.filter((ad) => {
    const kind = kinds.get(ad);
    return kind === "click_spike" || kind === "few_clicks";
  }).length;
  console.log(
    `seed ${seed}: precision ${share(found, listed.length).toFixed(2)}, ` +
      `recall ${share(found, hidden).toFixed(2)} (${found} of ${hidden}); ` +
      `wrong: ${wrong.join(", ") || "none"}; without stories: ${unprompted.length}`,
  );
  sum.hidden += hidden;
  sum.found += found;
  sum.listed += listed.length;
  sum.traps += traps;
  sum.unprompted += unprompted.length;
}

async function ask(seed: number, stories: boolean): Promise<string[]> {
  const file = join(folder, "ads-daily.csv");
  writeFileSync(file, [...exportText({ seed, level: "ad", days: true, stories })].join(""));
  return listedAds(file);
}

/** Nothing listed is nothing wrong. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

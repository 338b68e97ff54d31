import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CreatorStory } from "../../scripts/sample/creator-plans.ts";
import { creatorFiles } from "../../scripts/sample/creators.ts";
import { groupBy, Sums, wilson } from "./plain.ts";
import { folder, runSample } from "./run-sample.ts";

const files = creatorFiles(7);
const sample = await runSample("which-creator");
const rates = new Map(sample.rows("rates").map((row) => [row["creator_username"], row]));
const ordinary = "as the others";
const readings: Readonly<Record<CreatorStory, string>> = {
  fake_engagement: "seen by many, followed by few",
  best_value: "worth more than the others",
  too_little: "too little to say",
  refunded: "sales that come back",
};

/** Sums by creator, read apart from the kernel. */
function sums(text: string, key: string): Map<string, Sums> {
  const [header = [], ...rows] = text
    .trimEnd()
    .split("\r\n")
    .map((line) => [...line.matchAll(/(?:^|,)("[^"]*"|[^,]*)/g)].map(([, cell]) => cell ?? ""));
  const records = rows.map((row) => new Map(row.map((cell, at) => [header[at] ?? "", cell])));
  return new Map([...groupBy(records, key)].map(([creator, own]) => [creator, new Sums(own)]));
}

async function readingsOf(seed: number, hasStories: boolean) {
  const { creators, videos, truth } = creatorFiles(seed, hasStories);
  const paths = { creators: join(folder, `c${seed}.csv`), videos: join(folder, `v${seed}.csv`) };
  writeFileSync(paths.creators, creators);
  writeFileSync(paths.videos, videos);
  const { rows } = await runSample("which-creator", {}, paths);
  const found = rows("to_talk_about").map((row) => [row["creator_username"], row["reading"]] as const);
  return { found: new Map(found), truth };
}

type Truth = (typeof files)["truth"];

function planted({ stories }: Truth): Map<unknown, unknown> {
  return new Map(stories.map(({ creator, kind }) => [creator, readings[kind]]));
}

function creatorOf(kind: CreatorStory): string | undefined {
  return files.truth.stories.find((story) => story.kind === kind)?.creator;
}

test("the files in samples/ are those that the generator writes", () => {
  for (const [name, text] of [
    ["creators-daily.csv", files.creators],
    ["creators-videos.csv", files.videos],
    ["creators.truth.json", `${JSON.stringify(files.truth, null, 2)}\n`],
  ] as const) {
    expect(readFileSync(`samples/exports/${name}`, "utf8") === text, name).toBe(true);
  }
});

test("the creators of the stories are found, each with its reading, and nobody else", () => {
  const found = [...rates].filter(([, { reading }]) => reading !== ordinary);
  expect(new Map(found.map(([name, { reading }]) => [name, reading]))).toEqual(planted(files.truth));
  expect(sample.rows("ranking")[0]?.["reading"]).toBe(readings.best_value);
});

test("the rules over the videos name the same two, the suspect first", () => {
  const output = sample.run.cells
    .flatMap(({ outputs }) => outputs)
    .find(({ kind }) => kind === "findings");
  if (output?.kind !== "findings") throw new Error("no findings");
  expect(output.findings.map(({ rule, thing }) => [rule, thing.kind, thing.id])).toEqual([
    ["C13", "creator", creatorOf("fake_engagement")],
    ["C21", "creator", creatorOf("best_value")],
  ]);
});

test("value for money and its interval are those of the file", () => {
  const creators = sums(files.creators, "Creator name");
  creators.delete("-");
  expect(new Set(creators.keys())).toEqual(new Set(rates.keys()));
  for (const [name, own] of creators) {
    const of = (header: string) => own.of(header);
    const gmv = of("Creator-attributed GMV");
    const refunds = of("GMV (refund)");
    const fixed = 15 * of("Videos") + 9 * of("Samples shipped");
    const orders = of("Creator-attributed orders");
    const value = (times: number, back: number) =>
      (times * (gmv - back)) / (times * of("Estimated creator commission") + fixed);
    const row = rates.get(name);
    expect(row?.["value"]).toBeCloseTo(value(1, refunds), 9);
    // The ends n of a count solve (orders - n)² = z² n.
    const reach = 1.96 * Math.sqrt(orders + 0.96);
    const [items, returned] = [of("Creator-attributed items sold"), of("Items refunded")];
    const [least, most] = wilson(returned, items).map(
      (share) => refunds + gmv * (share - returned / items),
    );
    expect(row?.["value_low"]).toBeCloseTo(value((orders + 1.92 - reach) / orders, most ?? NaN), 6);
    expect(row?.["value_high"]).toBeCloseTo(
      value((orders + 1.92 + reach) / orders, least ?? NaN),
      6,
    );
  }
  const videos = sums(files.videos, "Creator username");
  for (const row of sample.rows("steps")) {
    const own = videos.get(String(row["creator_username"])) ?? new Sums([]);
    const [orders, clicks] = [own.of("Video-attributed orders"), own.of("Video product clicks")];
    expect(row["cvr"]).toBeCloseTo(orders / clicks, 12);
    expect([row["cvr_low"], row["cvr_high"]]).toEqual(
      wilson(orders, clicks).map((end) => expect.closeTo(end, 12)),
    );
  }
});

test("the tiles tie to the truth", () => {
  const tiles = sample.run.cells.find(({ name }) => name === "glance")?.outputs[0];
  if (tiles?.kind !== "kpi") throw new Error("no tiles");
  const both = (name: string) => {
    const tile = tiles.tiles.find((each) => each.name === name);
    return Number(tile?.value) + Number(tile?.previous);
  };
  expect(both("net_sales")).toBeCloseTo((files.truth.gmv - files.truth.refunds) / 100, 6);
  expect(both("orders")).toBe(files.truth.orders);
});

test.each([11, 23, 42])("other creators' stories are found as well (seed %i)", async (seed) => {
  const { found, truth } = await readingsOf(seed, true);
  expect(found).toEqual(planted(truth));
});

test.each([5, 6])("of creators without a story nobody is named (seed %i)", async (seed) => {
  const { found } = await readingsOf(seed, false);
  expect(found).toEqual(new Map());
});

import { expect, test } from "vitest";
import { rules } from "../../kernel/diagnose/catalogue.ts";
import { exportCatalogue } from "../../kernel/load/exports/catalogue.ts";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { checkPlugin } from "../../kernel/plugins/plugin-schema.ts";

/** What a plugin need not say, because its query or the program does, and what its query may not: read rows. */
const left = new Set(["uses", "needsDays", "origin", "readsRows"]);

test("the contract takes what is built in, as data", () => {
  const diagnoses = rules
    // Rules of plugins see no creators.
    .filter(({ about }) => about !== "creator")
    .map((rule) => ({ ...rule, query: "SELECT 1" }));
  const whole = { name: "all", metrics: catalogue, exports: exportCatalogue, diagnoses };
  const text = JSON.stringify(whole, (key, value: unknown) => {
    const isNone = value === null && (key === "test" || key === "stake");
    return left.has(key) || isNone ? undefined : value;
  });
  const plain: unknown = JSON.parse(text);
  expect(checkPlugin(plain, "all.ts")).toEqual(plain);
  expect(diagnoses.length).toBeGreaterThan(20);
});

const spots = {
  id: "spots",
  label: "Spots",
  required: [["spot_id"]],
  levels: [{ level: "ad", id: "spot_id", name: "spot" }],
  breakdowns: ["show"],
  totalsLabels: [],
  printedRatios: [["rate", "heard", "plays"]],
  columns: ["spot_id", "spot", "show", "rate", "heard", "plays"].map((id) => ({
    id,
    kind: "text",
    headers: { en: [id] },
  })),
};

test("of an export's level the name may be missing", () => {
  const levels = [{ level: "ad", id: "spot_id" }];
  const plain = { name: "mine", exports: [{ ...spots, levels }] };
  expect(checkPlugin(plain, "mine.ts")).toEqual(plain);
});

test.each<[fields: Partial<Record<keyof typeof spots, unknown>>, field: string, wanted: RegExp]>([
  [{ required: [["spot_id"], ["spot", "plas"]] }, "required[1][1]", /the id of one of its columns/],
  [{ levels: [{ level: "ad", id: "ad_id" }] }, "levels[0].id", /the id of one of its columns/],
  [{ levels: [{ level: "ad", id: "spot", name: "ad" }] }, "levels[0].name", /, or no name/],
  [{ breakdowns: ["country"] }, "breakdowns[0]", /the id of one of its columns/],
  [{ printedRatios: [["rate", "heard", "imps"]] }, "printedRatios[0][2]", /the id of one of/],
  [{ columns: [...spots.columns, spots.columns[0]] }, "columns[6].id", /an id of its own/],
])("an export with %j is refused", (fields, field, wanted) => {
  const plain = { name: "mine", exports: [{ ...spots, ...fields }] };
  const given = expect.objectContaining({
    problem: expect.objectContaining({
      message: expect.stringMatching(
        new RegExp(
          `^“exports\\[0\\]\\.${field.replace(/[[\].]/g, "\\$&")}” is ".*${wanted.source}`,
        ),
      ),
    }),
  });
  expect(() => checkPlugin(plain, "mine.ts")).toThrow(given);
});

import { expect, test } from "vitest";
import { rules } from "../../kernel/diagnose/catalogue.ts";
import { exportCatalogue } from "../../kernel/load/exports/catalogue.ts";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { checkPlugin } from "../../kernel/plugins/plugin-schema.ts";

/** What a plugin need not say, because its query or the program does. */
const left = new Set(["uses", "needsDays", "origin"]);

test("the contract takes what is built in, as data", () => {
  const diagnoses = rules.map((rule) => ({ ...rule, query: "SELECT 1" }));
  const whole = { name: "all", metrics: catalogue, exports: exportCatalogue, diagnoses };
  const text = JSON.stringify(whole, (key, value: unknown) => {
    const isNone = value === null && (key === "test" || key === "stake");
    return left.has(key) || isNone ? undefined : value;
  });
  const plain: unknown = JSON.parse(text);
  expect(checkPlugin(plain, "all.ts")).toEqual(plain);
  expect(diagnoses.length).toBeGreaterThan(20);
});

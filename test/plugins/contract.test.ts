import { expect, test } from "vitest";
import { rules } from "../../kernel/diagnose/catalogue.ts";
import { exportCatalogue } from "../../kernel/load/exports/catalogue.ts";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { checkPlugin } from "../../kernel/plugins/plugin-schema.ts";

test("the contract takes what is built in, as data", () => {
  const diagnoses = rules.map(
    ({ uses: _, needsDays: __, thresholds, test: words, stake, ...rule }) => ({
      ...rule,
      thresholds: Object.fromEntries(
        Object.entries(thresholds).map(([name, { origin: ___, ...threshold }]) => [
          name,
          threshold,
        ]),
      ),
      query: "SELECT 1",
      ...(words !== null && { test: words }),
      ...(stake !== null && { stake }),
    }),
  );
  const whole = { name: "all", metrics: catalogue, exports: exportCatalogue, diagnoses };
  const plain: unknown = JSON.parse(JSON.stringify(whole));
  expect(checkPlugin(plain, "all.ts")).toEqual(plain);
  expect(diagnoses.length).toBeGreaterThan(20);
});

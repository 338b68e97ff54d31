import { expect, test } from "vitest";
import { expectedOf, findingsIn, nameOf } from "../../scripts/sample/diagnose-account.ts";
import { plantedKinds } from "../../scripts/sample/single-story.ts";

test.each(plantedKinds)("%s is found, by the right rule, first", async (kind) => {
  const seed = 40;
  const expected = expectedOf(seed, kind);
  const [first] = await findingsIn(seed, kind);
  expect(expected).not.toBeNull();
  expect(first && nameOf(first)).toBe(expected);
});

test.each([41, 42, 43])("the ordinary account %i has no finding of high severity", async (seed) => {
  const findings = await findingsIn(seed, null);
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter(({ severity }) => severity === "high")).toEqual([]);
});

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { quirks } from "./quirks.ts";

const cases = readdirSync(fileURLToPath(new URL("../golden/load", import.meta.url)));

it("has a golden case for every quirk of real exports", () => {
  expect(Object.keys(quirks).map(Number)).toEqual(
    Array.from({ length: 87 }, (_, index) => index + 1),
  );
  const known = new Set(cases);
  for (const [number, [title, ...named]] of Object.entries(quirks)) {
    expect(named.length, `${number} ${title}`).toBeGreaterThan(0);
    expect(
      named.filter((name) => !known.has(name)),
      `${number} ${title}`,
    ).toEqual([]);
  }
});

it("has at least 150 golden cases of loading", () => {
  expect(cases.length).toBeGreaterThanOrEqual(150);
});

import { describe, expect, it } from "vitest";
import { cacheKey } from "../../kernel/load/cache-key.ts";

const parts = {
  sources: ["5e"],
  options: { timezone: "Europe/Oslo", attribution: undefined },
  loaderVersion: "1",
  definition: { id: "ads", headers: ["Cost"] },
  storageVersion: "1",
};
const key = cacheKey(parts);

describe("a cache key", () => {
  it("is the same for the same parts in another order", () => {
    const { options, ...others } = parts;
    expect(cacheKey({ options: { timezone: options.timezone }, ...others })).toBe(key);
  });

  it.each([
    { sources: ["5f"] },
    { sources: ["5e", "5f"] },
    { options: {} },
    { options: { timezone: "Europe/Oslo", attribution: null } },
    { loaderVersion: "2" },
    { definition: { id: "ads", headers: ["cost"] } },
    { storageVersion: "2" },
  ])("differs with %j", (change) => {
    expect(cacheKey({ ...parts, ...change })).not.toBe(key);
  });

  it.each([[() => 1], [/cost/], [new Map()], [Number.NaN], [[undefined]]])(
    "refuses %s, which JSON would blur",
    (value) => {
      expect(() => cacheKey({ ...parts, definition: { value } })).toThrow(TypeError);
    },
  );
});

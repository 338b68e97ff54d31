import { createHash } from "node:crypto";

/** Everything that decides what a loaded table holds: equal parts, equal table. */
export interface CacheKeyParts {
  /** Hashes of the source's files, in the order in which they are read. */
  readonly sources: readonly string[];
  /** Plain data, as the definition. */
  readonly options: unknown;
  readonly loaderVersion: string;
  /** The export definition used, a plugin's too. */
  readonly definition: unknown;
  readonly storageVersion: string;
}

/** SHA-256, hex. The order of keys in the parts does not matter, nor does a key with `undefined`. */
export function cacheKey(parts: CacheKeyParts): string {
  return createHash("sha256").update(canonicalJson(parts)).digest("hex");
}

/** @throws TypeError for what JSON would drop or blur: two different definitions must not get one key. */
function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") {
    return JSON.stringify(value);
  }
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
    return `{${entries.join(",")}}`;
  }
  const kind = Object.prototype.toString.call(value);
  throw new TypeError(`a cache key is made of plain data, not of ${kind}`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findPlugin } from "../../kernel/plugins/find-plugin.ts";

const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files: Readonly<Record<string, string>> = {
  "own.ts": `import { a } from './a.mjs';\nimport "@team/rates";\nconst late = () => import("./late.js");`,
  "a.mjs": `export * from "./deep/b.mjs"; import own from "../own.ts"; import fs from "node:fs";`,
  "deep/b.mjs": `import settings from "./c.json" with { type: "json" };\nimport "./a.mjs";`,
  "deep/c.json": "{}",
  "late.js": "export {};",
  "unread.mjs": "export {};",
  "node_modules/@team/rates/package.json": `{ "version": "1.0.0" }`,
};

function write(changed: Readonly<Record<string, string>> = {}): void {
  for (const [name, text] of Object.entries({ ...files, ...changed })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function identity(): Promise<string> {
  return (await findPlugin("./own.ts", folder)).identity;
}

test.each([
  ["a.mjs", true],
  ["deep/b.mjs", true],
  ["deep/c.json", true],
  ["late.js", true],
  ["node_modules/@team/rates/package.json", true],
  ["unread.mjs", false],
])("a plugin whose %s changed is another one: %s", async (name, isOther) => {
  write();
  const before = await identity();
  expect(await identity()).toBe(before);
  write({ [name]: `${files[name]} ` });
  expect((await identity()) !== before).toBe(isOther);
});

test("its own bytes have a hash of their own, which pins are made of", async () => {
  write();
  const { sha256 } = await findPlugin("./own.ts", folder);
  expect(sha256).toBe(
    createHash("sha256")
      .update(files["own.ts"] ?? "")
      .digest("hex"),
  );
  write({ "a.mjs": "export {};" });
  expect((await findPlugin("./own.ts", folder)).sha256).toBe(sha256);
});

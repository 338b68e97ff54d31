import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { changedPins } from "../../extension/changed-pins.ts";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import { pinnedPaths } from "../../kernel/notebook/pinned-paths.ts";
import { temporaryFolder } from "./kernel-program.ts";

it("tells the named files whose bytes are not those that were pinned", async () => {
  const folder = await temporaryFolder();
  mkdirSync(join(folder, "in"));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put("in/a.csv", "a");
  put("b.csv", "now");
  put("team.yaml", "now");
  const { settings } = readFrontMatter(`campaign-notebook: 1
sources:
  ads: [in/a.csv, b.csv, gone.csv]
  constructor: b.csv
  many: "*.csv"
  same: [in/a.csv, a.csv]
include: [team.yaml]
plugins: [some-package]
pins:
  product: "1"
  engine: "1"
  sources:
    ads: {a.csv: ${hash("a")}, b.csv: ${hash("then")}, gone.csv: ${hash("")}}
    many: {b.csv: ${hash("then")}}
    same: {a.csv: ${hash("then")}}
  files: {team.yaml: ${hash("then")}, some-package: ${hash("then")}}
`);
  if (!settings) throw new Error("the front matter cannot be read");
  const changed = await changedPins(pinnedPaths(settings), folder);
  expect(changed.map(({ pin }) => pin.join("."))).toEqual([
    "pins.sources.ads.b.csv",
    "pins.files.team.yaml",
  ]);
});

function hash(text: string): string {
  return `{sha256: "${createHash("sha256").update(text).digest("hex")}"}`;
}

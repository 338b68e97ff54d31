import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const compiler = join(
  dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin/tsc",
);

const program = `
import { Table, vectorFromArray, Float64 } from "apache-arrow";
import { compute, computeColumns, labelOf, metricByName, previousPeriod } from "campaign-notebook";

const rate: number | null = compute.ctr({ clicks: 12, impressions: 400 });
const table = new Table({ clicks: vectorFromArray([1, 2], new Float64()), shown: vectorFromArray([100, 0], new Float64()) });
const column = computeColumns.ctr({ clicks: table.getChild("clicks")!, impressions: table.getChild("shown")! });
console.log(JSON.stringify([
  rate, [...column], metricByName("cvr")?.id, labelOf("cost", "sv"), previousPeriod("2025-05-08", "2025-05-14"),
]));
`;

let folder: string;

beforeAll(async () => {
  // As installed: the manifest and what is built, and the Arrow that the program has anyway.
  folder = await mkdtemp(join(tmpdir(), "api-"));
  const installed = join(folder, "node_modules", "campaign-notebook");
  await mkdir(installed, { recursive: true });
  await cp(join(root, "package.json"), join(installed, "package.json"));
  await cp(join(root, "dist/api"), join(installed, "dist/api"), { recursive: true });
  for (const name of ["apache-arrow", "flatbuffers", "@types/node"]) {
    await mkdir(dirname(join(folder, "node_modules", name)), { recursive: true });
    await symlink(join(root, "node_modules", name), join(folder, "node_modules", name), "junction");
  }
  await writeFile(join(folder, "package.json"), `{ "type": "module" }`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the package, imported by a program of its own", () => {
  it("computes, and reads Arrow columns", async () => {
    await writeFile(join(folder, "run.mjs"), program.replaceAll(/: number \| null|!/g, ""));
    const printed = execFileSync(process.execPath, ["run.mjs"], { cwd: folder, encoding: "utf8" });
    expect(JSON.parse(printed)).toEqual([
      0.03,
      [0.01, null],
      "cvr_clicks",
      "Kostnad",
      { first: "2025-05-01", last: "2025-05-07" },
    ]);
  });

  it("is there for require() too", () => {
    const script = `console.log(require("campaign-notebook").compute.cpm({ cost: 45, impressions: 9000 }))`;
    expect(execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" })).toBe(
      "5\n",
    );
  });

  it.each(["nodenext", "bundler"])(
    "has types, which find wrong inputs (%s)",
    async (resolution) => {
      await writeFile(
        join(folder, "right.ts"),
        `${program}
// @ts-expect-error impressions is missing
compute.ctr({ clicks: 1 });
// @ts-expect-error no such metric
compute.crt({ clicks: 1, impressions: 2 });
// @ts-expect-error text is no column of numbers
computeColumns.ctr({ clicks: "many", impressions: 2 });
`,
      );
      const module = resolution === "nodenext" ? "nodenext" : "esnext";
      const types = ["--types", "node", "--lib", "es2022,dom", "--target", "es2022"];
      const flags = ["--noEmit", "--strict", "--module", module, "--moduleResolution", resolution];
      execFileSync(process.execPath, [compiler, ...flags, ...types, "--skipLibCheck", "right.ts"], {
        cwd: folder,
        stdio: "inherit",
      });
    },
  );
});

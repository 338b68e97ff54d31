import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UnpackBudget } from "../../kernel/load/container/budget.ts";
import { unpack } from "../../kernel/load/container/unpack.ts";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { openSourceFile } from "../../kernel/load/source-file.ts";
import { describeProblem, ProblemError } from "../../kernel/protocol/problem.ts";
import { sheetData, writeWorkbook } from "../../scripts/sample/written-workbook.ts";
import { writeZip } from "../../scripts/sample/written-zip.ts";

// Files that are made to fill a disk or memory are refused once that shows in what is really unpacked.

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function refusal(bytes: Uint8Array): Promise<string> {
  const path = join(scratch, "export");
  await writeFile(path, bytes);
  try {
    await loadSource({ path, name: "ads" }, { cache });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(describeProblem(error.problem)).not.toContain(scratch);
    expect(error.problem.next).toBeDefined();
    return error.problem.code;
  }
  return "loaded";
}

const blanks = Buffer.alloc(80 * 1024 * 1024, "0,0,0\n");

describe("bombs", () => {
  it("refuses a gzip file that unpacks to a thousand times its size", async () => {
    expect(await refusal(gzipSync(blanks))).toBe("too_large");
  });

  it("refuses an archive that does, also where it lies about it", async () => {
    expect(await refusal(writeZip([{ name: "a.csv", data: blanks }]))).toBe("too_large");
    const lying = writeZip([{ name: "a.csv", data: blanks, lies: { bytes: 100 } }]);
    expect(await refusal(lying)).toBe("damaged_container");
  });

  it("refuses a workbook that does", async () => {
    const bomb = { name: "xl/worksheets/sheet2.xml", data: blanks };
    const book = {
      sheets: [{ name: "Sheet1", xml: `<sheetData>${" ".repeat(80e6)}</sheetData>` }],
    };
    expect(await refusal(writeWorkbook(book))).toBe("too_large");
    expect(await refusal(writeWorkbook({ sheets: [], more: [bomb] }))).toBe("too_large");
  });

  it("refuses entries that overlap to unpack the same bytes many times", async () => {
    const entries = Array.from({ length: 60 }, (_, index) => ({
      name: `${index}.csv`,
      data: blanks.subarray(0, 2 * 1024 * 1024),
    }));
    expect(await refusal(writeZip(entries))).toBe("too_large");
  });

  it("refuses too many entries before it unpacks one", async () => {
    const entries = Array.from({ length: 1001 }, (_, index) => ({
      name: `${index}.csv`,
      data: "",
    }));
    expect(await refusal(writeZip(entries))).toBe("too_large");
  });

  it("refuses a workbook whose cells are far apart", async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}"><v>1</v></c></row>`,
    );
    const sheet = { name: "Sheet1", xml: `<sheetData>${rows.join("")}</sheetData>` };
    expect(await refusal(writeWorkbook({ sheets: [sheet] }))).toBe("too_large");
  });

  it("refuses a workbook with a text that never ends", async () => {
    const text = "x".repeat(9 * 1024 * 1024);
    const noise = Array.from({ length: 9 }, (_, index) => text.slice(0, 1e6) + index).join("");
    const book = writeWorkbook({ sheets: [{ name: "Sheet1", xml: sheetData([[noise]]) }] });
    expect(await refusal(book)).toBe("damaged_container");
  });

  it("counts all that one file holds against one limit", async () => {
    const path = join(scratch, "small.zip");
    const data = "Ad ID,Cost\n".repeat(100);
    await writeFile(
      path,
      writeZip([
        { name: "a.csv", data },
        { name: "b.csv", data },
      ]),
    );
    const file = await openSourceFile(path);
    try {
      const limits = { bytes: 2000, ratio: 200, freeBytes: 1e6, entries: 10 };
      const budget = new UnpackBudget(file.name, file.size, limits);
      const unpacking = { budget, nextPath: () => join(scratch, "part"), signal: undefined };
      await expect(unpack(file, unpacking)).rejects.toMatchObject({
        problem: { code: "too_large" },
      });
    } finally {
      await file.close();
    }
  });
});

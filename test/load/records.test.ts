import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { TextRecord } from "../../kernel/load/records.ts";
import { parseRecords, readRecords } from "../../kernel/load/records.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";

const dialect = { delimiter: ",", quote: '"' };
const text = fc
  .array(fc.constantFrom('"', ",", "\n", "\r", "a", " ", '""', '","', ', "', '" ,', '"\n'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(""));

async function inChunks(whole: string, cuts: readonly number[]): Promise<TextRecord[] | "refused"> {
  async function* chunks() {
    let from = 0;
    for (const cut of cuts.map((share) => Math.floor(share * whole.length)).toSorted(byValue)) {
      yield whole.slice(from, cut);
      from = cut;
    }
    yield whole.slice(from);
  }
  return refusedOr(async () => {
    const records: TextRecord[] = [];
    for await (const batch of readRecords(chunks(), dialect)) records.push(...batch);
    return records;
  });
}

function byValue(a: number, b: number): number {
  return a - b;
}

async function refusedOr<Value>(read: () => Promise<Value>): Promise<Value | "refused"> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProblemError) return "refused";
    throw error;
  }
}

it("finds the same records wherever the text is cut into chunks", async () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(text, fc.array(share, { maxLength: 4 }), async (whole, cuts) => {
      const records = await refusedOr(async () => parseRecords(whole, dialect).records);
      expect(await inChunks(whole, cuts)).toEqual(records);
    }),
    { numRuns: Number(process.env["LOAD_RUNS"] ?? 500) },
  );
});

it("reads back what was properly quoted", () => {
  const records = fc.array(
    fc.array(fc.constantFrom("a", "", '"', "x,y", "1\n2", '"a"\r\n', "'"), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(records, fc.constantFrom("\n", "\r\n", "\r"), (wanted, newline) => {
      const written = wanted
        .map((record) => record.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
        .join(newline);
      expect(parseRecords(written, dialect).records).toEqual(wanted);
    }),
  );
});

it.each([
  ['a,"Spring" sale,b', ["a", '"Spring" sale', "b"]],
  ['"15" x 10" banner",b', ['15" x 10" banner', "b"]],
  ['a, "b, ""c""" ,"d" ', ["a", 'b, "c"', "d"]],
  ['a, "b" c, "d', ["a", ' "b" c', ' "d']],
  ['\ufeff"a",b', ["a", "b"]],
])("reads what was quoted by hand: %s", (line, cells) => {
  expect(parseRecords(line, dialect).records).toEqual([cells]);
});

import { Readable } from "node:stream";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInFormat, formatOf } from "../../kernel/load/xlsx/number-formats.ts";
import { numberCell } from "../../kernel/load/xlsx/number-cell.ts";
import { UnusualXml } from "../../kernel/load/xlsx/plain-xml.ts";
import { readPlainXml, readXml } from "../../kernel/load/xlsx/xml.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";

// The fast reader of sheets must see what the parser sees, or give up.

async function events(read: typeof readXml, xml: string, cut: number): Promise<string[]> {
  const seen: string[] = [];
  let text = "";
  const settle = (): void => {
    if (text.trim() !== "") seen.push(`text ${text}`);
    text = "";
  };
  const bytes = Buffer.from(xml);
  const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)].filter(({ length }) => length > 0);
  await read(Readable.from(pieces), "sheet", {
    open: (name, attributes) => {
      settle();
      seen.push(`open ${name} ${JSON.stringify(Object.entries(attributes))}`);
    },
    text: (piece) => (text += piece),
    close: (name) => {
      settle();
      seen.push(`close ${name}`);
    },
  });
  return seen;
}

const pieces = fc.constantFrom(
  '<row r="1">',
  "</row>",
  '<c r="A1" t="s">',
  "<c>",
  "</c>",
  "<v>",
  "</v>",
  "<v/>",
  '<v a="&lt;"/>',

  "1",
  "a b",
  "&amp;",
  "&#65;",
  "&x;",
  "]]>",
  "\r\n",
  " ",
  "<!-- x -->",
  "<![CDATA[x]]>",
  "<?x y?>",

  "<c r='1'/>",
  '<c r="1" r="2"/>',
  '<c r="<"/>',
  '<x:c x:r="1"/>',
  "<",
  ">",
  "é",
  "\u0001",
  '<c a="1"b="2"/>',
);

describe("the fast reader of sheets", () => {
  it("sees what the parser sees, or gives up", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 8 }), fc.nat(60), async (inner, cut) => {
        const xml = `<sheetData>${inner.join("")}</sheetData>`;
        const fast = await events(readPlainXml, xml, cut).catch((error: unknown) => {
          if (error instanceof UnusualXml) return null;
          throw error;
        });
        if (fast === null) return;
        expect(fast).toEqual(await events(readXml, xml, xml.length));
      }),
      { numRuns: 1000 },
    );
  });

  it("reads what spreadsheets write", async () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="m" xmlns:r="n"><sheetData><row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"/></row></sheetData></worksheet>';
    expect(await events(readPlainXml, xml, 70)).toEqual(await events(readXml, xml, 70));
  });

  it("leaves what is cut off to the parser, which refuses it", async () => {
    await expect(events(readPlainXml, "<a><b></b>", 3)).rejects.toBeInstanceOf(UnusualXml);
    await expect(events(readXml, "<a><b></b>", 3)).rejects.toBeInstanceOf(ProblemError);
  });
});

describe("number cells", () => {
  it.each([
    ["1000", "plain", "1000"],
    ["12.34", "plain", "12.34"],
    ["1.234", "plain", "1.2340"],
    ["-1.234", "plain", "-1.2340"],
    ["33.969999999999999", "plain", "33.97"],
    ["1E-4", "plain", "0.0001"],
    ["1.5E3", "plain", "1500"],
    ["1801234567890123457", "plain", "1801234567890123457"],
    ["1.80123456789012E+18", "plain", "1.80123456789012E+18"],
    ["0.0028", "percent", "0.28%"],
    ["2.8000000000000004E-3", "percent", "0.28%"],
    ["1", "percent", "100%"],
    ["-0.5", "percent", "-50%"],
    ["46143", "date", "2026-05-01"],
    ["46143.5", "date", "2026-05-01 12:00:00"],
    ["46143.999999999", "date", "2026-05-02"],
    ["1", "date", "1900-01-01"],
    ["59", "date", "1900-02-28"],
    ["60", "date", "60"],
    ["61", "date", "1900-03-01"],
    ["-1", "date", "-1"],
    ["0.5", "duration", "12:00:00"],
    ["NaN", "plain", "NaN"],
  ] as const)("%s as %s is %s", (raw, format, text) => {
    expect(numberCell(raw, format, false)).toBe(text);
  });

  it("counts from 1904 where the workbook does", () => {
    expect(numberCell("0", "date", true)).toBe("1904-01-01");
    expect(numberCell("44681", "date", true)).toBe("2026-05-01");
  });
});

describe("number formats", () => {
  it.each([
    ["General", "plain"],
    ["#,##0.00", "plain"],
    ['"days" 0', "plain"],
    ["[Red]0.00", "plain"],
    ["0.00%", "percent"],
    ['0.00"%"', "plain"],
    ["yyyy\\-mm\\-dd;@", "date"],
    ["[$-409]d-mmm-yy", "date"],
    ["h:mm AM/PM", "date"],
    ["[h]:mm:ss", "duration"],
    ["[$€-407] #,##0.00", "plain"],
  ] as const)("%s is %s", (code, format) => {
    expect(formatOf(code)).toBe(format);
  });

  it("knows those that have no text", () => {
    expect([0, 9, 10, 14, 22, 46].map(builtInFormat)).toEqual([
      "plain",
      "percent",
      "percent",
      "date",
      "date",
      "duration",
    ]);
  });
});

import { Readable } from "node:stream";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInFormat, formatOf } from "../../kernel/load/xlsx/number-formats.ts";
import { numberCell } from "../../kernel/load/xlsx/number-cell.ts";
import { UnusualXml } from "../../kernel/load/xlsx/plain-xml.ts";
import { SheetReader } from "../../kernel/load/xlsx/sheet-reader.ts";
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
  await read(inPieces(xml, cut), "sheet", {
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

/** Cells as spreadsheets write them, and what stands in them. */
const whole = [
  ['<c r="A1"><v>1</v></c>', "1"],
  ['<c r="B1" s="1"><v>46143</v></c>', "2026-05-01"],
  ['<c r="C1" t="s"><v>0</v></c>', '"a, ""b"""'],
  ['<c r="D1" t="n" s="2"><v>0.5</v></c>', "50%"],
  ['<c r="E1" s="1" t="str"><v>a,b_x0021_</v></c>', '"a,b!"'],
  ['<c r="F1" t="inlineStr"><is><t xml:space="preserve"> é </t></is></c>', " é "],
  ['<c r="G1"/>', ""],
  ['<c r="H1"><v>1801234567890123457</v></c>', "1801234567890123457"],
] as const;

const cells = fc.constantFrom(
  ...whole.map(([cell]) => cell),
  '<c r="I1" t="s" s="1" t="s"><v>0</v></c>',
  '<c r="J1" r="A1"><v>2</v></c>',
  '<c r="K1"><f>A1</f><v>2</v></c>',
  '<c r="L1" t="inlineStr"><is><t>a &amp; b</t></is></c>',
  '<c r="M1" t="s"><v>9</v></c>',
  '<c r="XFE1"><v>2</v></c>',
  '<c r="N1"><v>]]></v></c>',
  '<c r="O1"><v>\r\n</v></c>',
  '<c r="A2"><v>2</v></c>',
  '<c r="P1"><c r="Q1"><v>2</v></c><v>3</v></c>',
  '</row><row r="3">',
  '</row></sheetData><c r="R1"><v>2</v></c><sheetData><row r="4">',
  " ",
);

/** The rows that the reader of sheets finds, or the code of its problem; null: the fast way is none. */
async function rows(read: typeof readXml, xml: string, cut: number): Promise<unknown> {
  const found: unknown[] = [];
  const reader = new SheetReader({
    label: "sheet",
    strings: ['"a, ""b"""'],
    formats: ["plain", "date", "percent"],
    date1904: false,
    uncalculated: false,
    row: (row, texts) => found.push([row, [...texts]]),
  });
  try {
    await read(inPieces(xml, cut), "sheet", {
      open: (name, attributes) => reader.open(name, attributes),
      text: (text) => reader.text(text),
      close: (name) => reader.close(name),
      cell: (cell) => reader.cell(cell),
    });
    return found;
  } catch (error) {
    if (error instanceof UnusualXml) return null;
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
}

function inPieces(xml: string, cut: number): Readable {
  const bytes = Buffer.from(xml);
  return Readable.from(
    [bytes.subarray(0, cut), bytes.subarray(cut)].filter(({ length }) => length > 0),
  );
}

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

  it("takes the same cells out of them, also those that it reads whole", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { maxLength: 8 }), fc.nat(300), async (inner, cut) => {
        const xml = `<sheet><sheetData><row r="1">${inner.join("")}</row></sheetData></sheet>`;
        const fast = await rows(readPlainXml, xml, cut);
        if (fast !== null) expect(fast).toEqual(await rows(readXml, xml, xml.length));
      }),
      { numRuns: 1000 },
    );
  });

  it("reads cells whole as they are meant", async () => {
    const xml = `<sheet><sheetData>${whole.map(([cell]) => cell).join("")}</sheetData></sheet>`;
    expect(await rows(readPlainXml, xml, 0)).toEqual([[1, whole.map(([, text]) => text)]]);
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
    ["8.3912037037037042E-5", "duration", "00:00:07.25"],
    ["1.234", "text:# €", "1.2340 €"],
    ["0.28000000000000003", "text:#%", "0.28%"],
    ["-5", "text:$ #", "$ -5"],
    ["123", "text:00000", "00123"],
    ["123456", "text:00000", "123456"],
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
    ['0.00"%"', "text:#%"],
    ["0.00\\%;-0.00\\%", "text:#%"],
    ["yyyy\\-mm\\-dd;@", "date"],
    ["[$-409]d-mmm-yy", "date"],
    ["h:mm AM/PM", "date"],
    ["[h]:mm:ss", "duration"],
    ["mm:ss.0", "duration"],
    ["[$€-407] #,##0.00", "text:€ #"],
    ['_-* #,##0.00\\ "kr"_-;"a;b"', "text:kr #"],
    ['#,##0"; "$', "plain"],
    ["[$-411]ggge", "plain"],
    ['0.0,"K"', "plain"],
    ['"S/" #,##0', "text:S/ #"],
    ["00000;-0", "text:00000"],
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

// Writes the inputs of golden cases that no editor can: npx tsx test/load/golden-inputs.ts
// The cases' reports and tables are then written by the test, to be read before they are committed.
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { WrittenCell } from "../../scripts/sample/written-workbook.ts";
import { sheetData, writeWorkbook } from "../../scripts/sample/written-workbook.ts";
import { writeZip } from "../../scripts/sample/written-zip.ts";

const folder = fileURLToPath(new URL("../golden/load", import.meta.url));

const header = [
  "By Day",
  "Campaign name",
  "Ad name",
  "Ad ID",
  "Currency",
  "Cost",
  "Impressions",
  "Clicks (destination)",
  "CTR (destination)",
];

type Row = readonly [string, string, string, string, string, string, string, string, string];

function day(date: string, ad: number, cost: string, clicks: number): Row {
  return [
    date,
    "Spring",
    `Ad ${ad} 📢`,
    `180123456789012345${ad}`,
    "EUR",
    cost,
    "1000",
    String(clicks),
    `${(clicks / 10).toFixed(2)}%`,
  ];
}

function csv(rows: readonly (readonly string[])[], first: readonly string[] = header): string {
  return `${[first, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

const may = [day("2026-05-01", 1, "12.34", 10), day("2026-05-01", 2, "5.00", 4)];
const later = [day("2026-05-02", 1, "8.90", 7), day("2026-05-02", 2, "6.10", 5)];
const campaigns = csv([["2026-05-01", "Spring", "17.34"]], ["By Day", "Campaign name", "Cost"]);

/** May's first rows with numbers as numbers. */
const numeric: WrittenCell[][] = may.map(
  ([date, campaign, ad, id, currency, cost, impressions, clicks, ctr]) => [
    date,
    campaign,
    ad,
    id,
    currency,
    Number(cost),
    Number(impressions),
    Number(clicks),
    { xml: `<c r="@" s="1"><v>${Number.parseFloat(ctr) / 100}</v></c>` },
  ],
);
const percent = [0, 10];

function apiRow(date: string, id: string, spend: string): unknown {
  return {
    dimensions: { stat_time_day: `${date} 00:00:00`, ad_id: id },
    metrics: { spend, impressions: "1000", clicks: "10", ctr: "1.00", ad_name: "Ad 1" },
  };
}

const inputs: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  gzip: { "export.csv.gz": gzipSync(csv(may)) },
  "gzip-of-two-members": {
    "export.csv.gz": Buffer.concat([
      gzipSync(csv(may)),
      gzipSync(csv(later, later[0]).split("\n").slice(1).join("\n")),
    ]),
  },
  "gzip-cut": { "export.csv.gz": gzipSync(csv([...may, ...later])).subarray(0, 90) },
  "gzip-damaged": { "export.csv.gz": flipped(gzipSync(csv(may)), -6) },
  "gzip-named-csv": { "export.csv": gzipSync(csv(may)) },
  "zip-of-one": { "export.zip": writeZip([{ name: "exports/ads.csv", data: csv(may) }]) },
  "zip-of-several": {
    "export.zip": writeZip([
      { name: "exports/", data: "" },
      { name: "exports/ads-10.csv", data: csv(later) },
      { name: "exports/ads-9.csv", data: csv(may) },
      { name: "__MACOSX/exports/._ads-9.csv", data: "junk" },
      { name: "exports/preview.pdf", data: "%PDF-1.7" },
      { name: "exports/readme.txt", data: "How to read these files" },
    ]),
  },
  "zip-of-levels": {
    "export.zip": writeZip([
      { name: "campaigns.csv", data: campaigns },
      { name: "ads.csv", data: csv(may) },
    ]),
  },
  "zip-of-workbook-and-gzip": {
    "export.zip": writeZip([
      { name: "may-2.csv.gz", data: gzipSync(csv(later)), stored: true },
      {
        name: "may-1.xlsx",
        data: writeWorkbook({
          formats: percent,
          sheets: [{ name: "Sheet1", xml: sheetData([header, ...numeric]) }],
        }),
      },
    ]),
  },
  "zip-in-zip": {
    "export.zip": writeZip([
      { name: "inner.zip", data: writeZip([{ name: "a.csv", data: csv(may) }]) },
    ]),
  },
  "zip-with-password": { "export.zip": writeZip([{ name: "a.csv", data: csv(may), flags: 1 }]) },
  "zip-with-traversal": {
    "export.zip": writeZip([
      { name: "ads.csv", data: csv(may) },
      { name: "../../.bashrc", data: "echo" },
    ]),
  },
  "zip-cut": { "export.zip": writeZip([{ name: "a.csv", data: csv(may) }]).subarray(0, 150) },
  "zip-with-wrong-check-sum": {
    "export.zip": writeZip([{ name: "a.csv", data: csv(may), lies: { crc: 1 } }]),
  },
  "zip-with-lying-size": {
    "export.zip": writeZip([{ name: "a.csv", data: csv(may), lies: { bytes: 10 } }]),
  },
  "zip-empty": { "export.zip": writeZip([]) },
  "zip-without-table": { "export.zip": writeZip([{ name: "a.png", data: "%PDF-1.7" }]) },
  "password-workbook": { "export.xlsx": Buffer.from("d0cf11e0a1b11ae1000000000000", "hex") },
  "word-document": {
    "export.xlsx": writeZip([
      { name: "[Content_Types].xml", data: "<Types/>" },
      { name: "word/document.xml", data: "<w/>" },
    ]),
  },
  "web-page": { "export.csv": "<!DOCTYPE html><html><title>Sign in</title></html>" },
  "files-overlapping": {
    "a.csv": csv([...may, day("2026-05-02", 1, "8.00", 6)]),
    "b.csv": csv(later),
  },
  "files-of-one-export-twice": { "a.csv": csv(may), "b.csv": csv(may) },
  "files-of-other-columns": {
    "a.csv": csv(
      may.map((row) => [...row, "7"]),
      [...header, "My score"],
    ),
    "b.csv": csv(
      later.map((row) => [...row, "high"]),
      [...header, "My score"],
    ),
    "c.csv": csv(
      [day("2026-05-03", 1, "1.00", 1)].map((row) => row.slice(0, 8)),
      header.slice(0, 8),
    ),
  },
  "files-of-other-writings": {
    "a.csv": csv(may),
    "b.csv": `${header.join(";")}\n${later.map((row) => row.join(";").replace(/(\d)\.(\d\d)(?=;|%)/g, "$1,$2")).join("\n")}\n`,
  },
  "files-of-other-currencies": {
    "Ads_20260501_20260501_GMT+0.csv": csv(may),
    "Ads_20260502_20260502_GMT+9.csv": csv(
      later.map((row) => row.map((cell) => (cell === "EUR" ? "JPY" : cell))),
    ),
  },
  "files-of-other-levels": { "a.csv": csv(may), "b.csv": campaigns },
  "files-without-days": {
    "a.csv": csv(
      may.map((row) => row.slice(1)),
      header.slice(1),
    ),
    "b.csv": csv(
      later.map((row) => row.slice(1)),
      header.slice(1),
    ),
  },
  "files-with-totals": {
    "a.csv": csv([
      ...may,
      ["Total of 2 results", "-", "-", "-", "EUR", "17.34", "2000", "14", "0.70%"],
    ]),
    "b.csv": csv([
      ...later,
      ["Total of 2 results", "-", "-", "-", "EUR", "99.00", "2000", "12", "0.60%"],
    ]),
  },
  "json-list": {
    "export.json": `[\n${may.map((row) => `{${row.map((cell, at) => `${JSON.stringify(header[at])}: ${/^\d/.test(cell) && /^[\d.]+$/.test(cell) ? cell : JSON.stringify(cell)}`).join(", ")}}`).join(",\n")}\n]\n`,
  },
  "json-lines": {
    "export.jsonl": [...may, ...later]
      .map((row) => JSON.stringify(Object.fromEntries(row.map((cell, at) => [header[at], cell]))))
      .join("\n"),
  },
  "json-answer": {
    "export.json": JSON.stringify({
      code: 0,
      message: "OK",
      data: {
        page_info: { total_number: 2 },
        list: [
          apiRow("2026-05-01", "1801234567890123451", "12.34"),
          apiRow("2026-05-02", "1801234567890123451", "8.90"),
        ],
      },
    }),
  },
  "json-cut": { "export.json": '[{"Ad ID": 1, "Cost": 2.5}, {"Ad ID": 2, "Co' },
  "json-without-rows": { "export.json": '{"code": 0, "data": {"list": []}}' },
};

/** A sheet as XML, of rows that are XML of cells each. */
function sheet(rows: readonly string[], after = ""): string {
  return `<dimension ref="A1:A1"/><sheetData>${rows.join("")}</sheetData>${after}`;
}

const numericSheet = sheetData([header, ...numeric]);
const short = ["Ad name", "Ad ID", "Cost", "Impressions"];

const workbooks: Readonly<Record<string, Parameters<typeof writeWorkbook>[0]>> = {
  "xlsx-numbers": { formats: percent, sheets: [{ name: "Sheet1", xml: numericSheet }] },
  "xlsx-shared-and-rich-strings": {
    strings: [
      ...short,
      '<r><t>Ad </t></r><r><rPr><b/></rPr><t>one</t></r><rPh sb="0" eb="2"><t>reading</t></rPh>',
      'two_x000D_\nlines, "quoted" _x005F_x0041_',
    ],
    sheets: [
      {
        name: "Raw Data Report",
        xml: sheet([
          `<row r="1">${short.map((_, at) => `<c r="${"ABCD"[at] ?? ""}1" t="s"><v>${at}</v></c>`).join("")}</row>`,
          `<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2" t="inlineStr"><is><r><t>18012345678901234</t></r><r><t>51</t></r></is></c><c r="C2"><v>1.5</v></c><c r="D2"><v>10</v></c></row>`,
          `<row r="3"><c r="A3" t="s"><v>5</v></c><c r="B3" t="str"><f>"1801234567890123452"</f><v>1801234567890123452</v></c><c r="C3"><f>1+1</f><v>2</v></c><c r="D3"><v>20</v></c></row>`,
        ]),
      },
    ],
  },
  "xlsx-every-cell-its-own-row": {
    sheets: [
      {
        name: "OrderSKUList",
        xml: sheet(
          [
            short,
            ["Ad 1", "1801234567890123451", "1.50", "10"],
            ["Ad 2", "1801234567890123452", "2.50", "20"],
          ].flatMap((cells, row) =>
            cells.map(
              (text, at) =>
                `<row r="${row + 1}"><c r="${"ABCD"[at] ?? ""}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c></row>`,
            ),
          ),
        ),
      },
    ],
  },
  "xlsx-cells-without-places": {
    sheets: [
      {
        name: "Sheet1",
        xml: sheet(
          [short, ["Ad 1", "1801234567890123451", "1.50", "10"]].map(
            (cells) =>
              `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`,
          ),
        ),
      },
    ],
  },
  "xlsx-dates-1900": dates(false),
  "xlsx-dates-1904": dates(true),
  "xlsx-long-numeric-ids": {
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          short,
          ["Ad 1", { xml: '<c r="@"><v>1801234567890123457</v></c>' }, 1.5, 10],
          ["Ad 2", { xml: '<c r="@"><v>1.80123456789012E+18</v></c>' }, 2.5, 20],
        ]),
      },
    ],
  },
  "xlsx-doubles": {
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          short,
          [
            "As stored",
            "1801234567890123451",
            { xml: '<c r="@"><v>33.969999999999999</v></c>' },
            1000,
          ],
          [
            "Three decimals",
            "1801234567890123452",
            { xml: '<c r="@"><v>1.234</v></c>' },
            { xml: '<c r="@"><v>1.5E3</v></c>' },
          ],
          [
            "Small",
            "1801234567890123453",
            { xml: '<c r="@"><v>1.0000000000000001E-5</v></c>' },
            { xml: '<c r="@"><v>2e1</v></c>' },
          ],
        ]),
      },
    ],
  },
  "xlsx-errors-and-booleans": {
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          [...short, "Is new"],
          [
            "Ad 1",
            "1801234567890123451",
            { xml: '<c r="@" t="e"><v>#N/A</v></c>' },
            10,
            { xml: '<c r="@" t="b"><v>1</v></c>' },
          ],
          [
            { xml: '<c r="@" t="e"><f>X()</f><v>#NAME?</v></c>' },
            "1801234567890123452",
            { xml: '<c r="@"><f>A1*2</f></c>' },
            20,
            { xml: '<c r="@" t="b"><v>0</v></c>' },
          ],
        ]),
      },
    ],
  },
  "xlsx-several-sheets": {
    formats: percent,
    sheets: [
      { name: "Notes", xml: sheetData([["Made on Monday"]]) },
      { name: "May 1", xml: numericSheet },
      { name: "May 2", xml: sheetData([header, ...later]) },
      {
        name: "Campaigns",
        xml: sheetData([
          ["By Day", "Campaign name", "Cost"],
          ["2026-05-01", "Spring", 17.34],
        ]),
      },
      { name: "Old", xml: numericSheet, state: "hidden" },
      { name: "Empty", xml: "<sheetData/>" },
    ],
  },
  "xlsx-only-hidden-sheet": {
    formats: percent,
    sheets: [{ name: "Sheet1", xml: numericSheet, state: "veryHidden" }],
  },
  "xlsx-merged-headers": {
    sheets: [
      {
        name: "Sheet1",
        xml:
          sheetData([
            ["Report of May", null, null, null],
            ["Ad name", "Ad ID", "Delivery", null],
            [null, null, "Cost", "Impressions"],
            ["Ad 1", "1801234567890123451", 1.5, 10],
            [null, "1801234567890123452", 2.5, 20],
          ]) +
          '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:D2"/><mergeCell ref="A4:A5"/></mergeCells>',
      },
    ],
  },
  "xlsx-hidden-and-missing-rows": {
    sheets: [
      {
        name: "Sheet1",
        xml: sheet([
          `<row r="3">${short.map((text, at) => `<c r="${"ABCD"[at] ?? ""}3" t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`,
          '<row r="4" hidden="1"><c r="A4" t="inlineStr"><is><t>Ad 1</t></is></c><c r="B4" t="inlineStr"><is><t>1801234567890123451</t></is></c><c r="C4"><v>1.5</v></c></row>',
          '<row r="7"><c r="A7" t="inlineStr"><is><t>Ad 2</t></is></c><c r="B7" t="inlineStr"><is><t>1801234567890123452</t></is></c><c r="D7"><v>20</v></c></row>',
          '<row r="90"><c r="A90" s="0"/></row>',
        ]),
      },
    ],
  },
  "xlsx-strict": {
    relations: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    namespace: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          ["By Day", ...short],
          [
            { xml: '<c r="@" t="d"><v>2026-05-01T00:00:00</v></c>' },
            "Ad 1",
            "1801234567890123451",
            1.5,
            10,
          ],
        ]),
      },
    ],
  },
  "xlsx-with-document-type": {
    prologue: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    sheets: [{ name: "Sheet1", xml: numericSheet }],
  },
  "xlsx-broken-xml": {
    sheets: [{ name: "Sheet1", xml: '<sheetData><row r="1"><c r="A1"><v>1</c></row>' }],
  },
  "xlsx-rows-out-of-order": {
    sheets: [
      {
        name: "Sheet1",
        xml: sheet([
          '<row r="5"><c r="A5"><v>1</v></c></row>',
          '<row r="2"><c r="A2"><v>1</v></c></row>',
        ]),
      },
    ],
  },
  "xlsx-beyond-the-last-row": {
    sheets: [{ name: "Sheet1", xml: sheet(['<row r="1048577"><c r="A1"><v>1</v></c></row>']) }],
  },
  "xlsx-without-a-value": { sheets: [{ name: "Sheet1", xml: "<sheetData/>" }] },
};

function dated(serial: number, style: number): WrittenCell {
  return { xml: `<c r="@" s="${style}"><v>${serial}</v></c>` };
}

/** Three days in different formats, and one that only the 1904 system has. */
function dates(date1904: boolean): Parameters<typeof writeWorkbook>[0] {
  const first = date1904 ? 46143 - 1462 : 46143;
  return {
    date1904,
    formats: [0, 14, 'yyyy"-"mm"-"dd;@', "[$-409]d-mmm-yy"],
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          ["By Day", ...short],
          [dated(first, 1), "Ad 1", "1801234567890123451", 1.5, 10],
          [dated(first + 1, 2), "Ad 1", "1801234567890123451", 2.5, 20],
          [dated(first + 2, 3), "Ad 1", "1801234567890123451", 3.5, 30],
          [dated(60, 1), "Ad 2", "1801234567890123452", 4.5, 40],
        ]),
      },
    ],
  };
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const place = copy.length + at;
  copy[place] = (copy[place] ?? 0) ^ 0xff;
  return copy;
}

const all = {
  ...inputs,
  ...Object.fromEntries(
    Object.entries(workbooks).map(([name, book]) => [name, { "export.xlsx": writeWorkbook(book) }]),
  ),
};
for (const [name, files] of Object.entries(all)) {
  await mkdir(`${folder}/${name}`, { recursive: true });
  for (const [file, bytes] of Object.entries(files))
    await writeFile(`${folder}/${name}/${file}`, bytes);
}

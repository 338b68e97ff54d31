/** The workbooks of golden cases, part by part as spreadsheets and other programs write them. */

import type { WrittenBook, WrittenCell } from "../../scripts/sample/written-workbook.ts";
import { sheetData } from "../../scripts/sample/written-workbook.ts";
import { header, later, numeric, percent } from "./golden-rows.ts";

/** A sheet as XML, of rows that are XML of cells each. */
function sheet(rows: readonly string[], after = ""): string {
  return `<dimension ref="A1:A1"/><sheetData>${rows.join("")}</sheetData>${after}`;
}

const numericSheet = sheetData([header, ...numeric]);
const short = ["Ad name", "Ad ID", "Cost", "Impressions"];

export const workbooks: Readonly<Record<string, WrittenBook>> = {
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
function dates(date1904: boolean): WrittenBook {
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

/** Workbooks of golden cases whose cells mean what their number formats show. */

import type { WrittenBook, WrittenCell } from "../../scripts/sample/written-workbook.ts";
import { sheetData } from "../../scripts/sample/written-workbook.ts";

const heads = ["By Day", "Ad name", "Cost", "Impressions", "CTR (destination)"];

/** A number in the style of that number. */
function styled(value: number | string, style: number): WrittenCell {
  return { xml: `<c r="@" s="${style}"><v>${value}</v></c>` };
}

function book(formats: readonly string[], rows: readonly (readonly WrittenCell[])[]): WrittenBook {
  return { formats: [0, ...formats], sheets: [{ name: "Sheet1", xml: sheetData(rows) }] };
}

export const formatBooks: Readonly<Record<string, WrittenBook>> = {
  "xlsx-euro-formats": book(
    [
      '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-',
      "#,##0.00\\ [$€-407];[Red]\\-#,##0.00\\ [$€-407]",
      '0.00"%"',
    ],
    [
      heads,
      ["2026-05-01", "Ad 1", styled(1234.5, 1), 1000, styled(1, 3)],
      ["2026-05-02", "Ad 2", styled(-8.9, 2), 1000, styled(0.28, 3)],
    ],
  ),
  "xlsx-formats-of-several-currencies": book(
    ['[>=10000000]"₹"##\\,##\\,##\\,##0.00;"₹"##,##0.00', "[$USD] #,##0.00", '0" kg"'],
    [
      heads.slice(0, 4),
      ["2026-05-01", "Ad 1", styled(1234.5, 1), styled(1000, 3)],
      ["2026-05-02", "Ad 2", styled(8.9, 2), 1000],
    ],
  ),
  "xlsx-durations": book(
    ["mm:ss.0", "[h]:mm:ss", "h:mm:ss"],
    [
      ["Ad name", "Cost", "Impressions", "Average play time per video view"],
      ["Fractions", 1.5, 10, styled(7.25 / 86_400, 1)],
      ["Hours", 2.5, 20, styled(90_061 / 86_400, 2)],
      ["Of a day", 3.5, 30, styled(61.5 / 86_400, 3)],
      ["As text", 4.5, 40, "00:01:30"],
      ["Minutes or hours", 5.5, 50, "1:30"],
    ],
  ),
  "xlsx-numbers-of-point-zero": book(
    ["0"],
    [
      ["Ad name", "Ad ID", "Cost", "Impressions"],
      ["Ad 1", styled("170123.0", 0), styled("12.50", 0), styled("1000.0", 1)],
      ["Ad 2", styled("1.70124E5", 0), styled("1.2340", 0), styled("20.0", 0)],
    ],
  ),
  "xlsx-days-from-1904-without-format": {
    date1904: true,
    formats: [0, "yyyy-mm-dd"],
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          heads.slice(0, 4),
          [styled(44681, 1), "Ad 1", 1.5, 10],
          [styled(44682, 0), "Ad 1", 2.5, 20],
        ]),
      },
    ],
  },
  "xlsx-formulas-not-calculated": {
    uncalculated: true,
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          heads.slice(1, 4),
          ["Ad 1", { xml: '<c r="@"><f>1+1</f><v>0</v></c>' }, 10],
          ["Ad 2", { xml: '<c r="@"><f>1+2</f><v>3</v></c>' }, 0],
          ["Ad 3", 0, { xml: '<c r="@"><f>10+10</f><v>0.0</v></c>' }],
        ]),
      },
    ],
  },
  "xlsx-line-breaks": {
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          heads.slice(1, 4),
          ["One_x000D_two", 1.5, 10],
          ["One_x000D_\ntwo", 2.5, 20],
          ["One\ntwo", 3.5, 30],
        ]),
      },
    ],
  },
};

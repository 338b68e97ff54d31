import { parseRecords } from "../../kernel/load/records.ts";
import { exportText } from "../../scripts/sample/export.ts";
import { escaped, writeWorkbook } from "../../scripts/sample/written-workbook.ts";

/** An export as a spreadsheet saves it: shared texts, numbers, serial dates, percent formats. */
export function largeWorkbook(rows: number): Buffer {
  const text = [...exportText({ seed: 7, level: "ad", days: true, rows })].join("");
  const { records } = parseRecords(text, { delimiter: ",", quote: '"' });
  const strings = new Map<string, number>();
  const cell = (value: string, place: string, top: boolean): string => {
    if (!top && /^\d{4}-\d\d-\d\d$/.test(value))
      return `<c r="${place}" s="1"><v>${Date.parse(value) / 86_400_000 + 25_569}</v></c>`;
    if (/^-?\d{1,14}(\.\d+)?$/.test(value)) return `<c r="${place}"><v>${value}</v></c>`;
    if (/^\d+(\.\d+)?%$/.test(value))
      return `<c r="${place}" s="2"><v>${Number.parseFloat(value) / 100}</v></c>`;
    const index = strings.get(value) ?? strings.size;
    strings.set(value, index);
    return `<c r="${place}" t="s"><v>${index}</v></c>`;
  };
  const xml = records.map(
    (record, row) =>
      `<row r="${row + 1}" spans="1:${record.length}">${record
        .map((value, column) =>
          cell(value, `${String.fromCharCode(65 + column)}${row + 1}`, row === 0),
        )
        .join("")}</row>`,
  );
  return writeWorkbook({
    formats: [0, 14, 10],
    strings: [...strings.keys()],
    sheets: [{ name: escaped("Sheet1"), xml: `<sheetData>${xml.join("")}</sheetData>` }],
  });
}

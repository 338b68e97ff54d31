/** The parts of a workbook beside its sheet, and the cell styles by their number in styles.xml. */

export const cellStyles = {
  general: 0,
  header: 1,
  text: 2,
  quoted: 3,
  count: 4,
  money: 5,
  ratio: 6,
  multiple: 7,
  date: 8,
  time: 9,
  seconds: 10,
} as const;

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * `[path in the archive, content]`; the sheet itself is xl/worksheets/sheet1.xml.
 *
 * @param currency  of all money of the result, as ISO 4217
 */
export function workbookParts(
  escapedSheetName: string,
  currency: string | null,
): readonly (readonly [string, string])[] {
  return [
    [
      "[Content_Types].xml",
      `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escapedSheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ["xl/styles.xml", styles(currency)],
  ];
}

/** Formats of our own have numbers from 164 on. */
const [day, time, multiple, seconds, amount] = [164, 165, 166, 167, 168] as const;

function numberFormats(currency: string | null): string {
  const code = currency !== null && /^[A-Z]{3}$/.test(currency) ? `&quot;${currency}&quot;\\ ` : "";
  const codes = [
    [day, "yyyy\\-mm\\-dd"],
    [time, "yyyy\\-mm\\-dd\\ hh:mm:ss"],
    [multiple, "0.00&quot;×&quot;"],
    [seconds, "#,##0.00&quot; s&quot;"],
    [amount, `${code}#,##0.00`],
  ];
  const formats = codes.map(([id, text]) => `<numFmt numFmtId="${id}" formatCode="${text}"/>`);
  return `<numFmts count="${formats.length}">${formats.join("")}</numFmts>`;
}

const fonts = `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`;
const fills = `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`;
const borders = `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`;

/** In the order of `cellStyles`; 49 is text, which editing does not turn into a number. */
const cellFormats = [
  format(0),
  format(0, ` fontId="1" applyFont="1"`),
  format(49),
  format(49, ` fontId="0" quotePrefix="1"`),
  format(3),
  format(amount),
  format(10),
  format(multiple),
  format(day),
  format(time),
  format(seconds),
];

function format(numberFormat: number, more = ` fontId="0"`): string {
  return `<xf numFmtId="${numberFormat}"${more} fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
}

function styles(currency: string | null): string {
  return `${head}<styleSheet xmlns="${main}">${numberFormats(currency)}${fonts}${fills}${borders}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cellFormats.length}">${cellFormats.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

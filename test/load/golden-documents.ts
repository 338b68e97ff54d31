/** Sheets of golden cases in files of other kinds than XLSX. */

import { writeZip } from "../../scripts/sample/written-zip.ts";
import { escaped } from "../../scripts/sample/written-workbook.ts";
import { header, later, may } from "./golden-rows.ts";

const rows = [...may, ...later];

/** @param data what a cell is in the kind of file; its last two arguments are the column and the text */
function lines(row: string, data: (text: string, column: number) => string): string {
  return rows.map((cells) => `<${row}>${cells.map(data).join("")}</${row}>`).join("\n");
}

const office = "urn:schemas-microsoft-com:office:spreadsheet";

function xmlData(type: string, value: string, style = ""): string {
  return `<Cell${style}><Data ss:Type="${type}">${escaped(value)}</Data></Cell>`;
}

function xmlCell(text: string, column: number): string {
  if (column === 0) return xmlData("DateTime", `${text}T00:00:00.000`);
  if (column === 8)
    return xmlData("Number", String(Number.parseFloat(text) / 100), ' ss:StyleID="p"');
  if (column === 5) return xmlData("Number", text, ' ss:StyleID="e"');
  return xmlData(column === 3 || column > 5 ? "Number" : "String", text);
}

const spreadsheetXml = `<?xml version="1.0" encoding="windows-1252"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="${office}" xmlns:ss="${office}">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="e"><NumberFormat ss:Format="#,##0.00\\ [$€-407]"/></Style></Styles>
<Worksheet ss:Name="Größen"><Table>
<Row ss:Index="3">${header
  .filter((name) => name !== "Currency")
  .map(
    (name, at) =>
      `<Cell${at === 0 ? ' ss:Index="2"' : ""}><Data ss:Type="String">${name}</Data></Cell>`,
  )
  .join("")}</Row>
${lines("Row", (text, column) => (column === 4 ? "" : xmlCell(text.replace(/ 📢/, " ö"), column)))
  .replaceAll("<Row><Cell>", '<Row><Cell ss:Index="2">')
  .replace(
    /<Cell ss:StyleID="e"><Data ss:Type="Number">6.10/,
    '<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!',
  )}
</Table></Worksheet>
<Worksheet ss:Name="Old"><Table><Row>${header.map((name) => `<Cell><Data ss:Type="String">${name}</Data></Cell>`).join("")}</Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>`;

const page = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><script>"<table><tr><td>"</script></head>
<body><TABLE><tr><td>Account<td>Nordlicht &amp; S&ouml;hne</table><!-- <table> -->
<table border=1><tr>${header.map((name) => `<th>${name}</th>`).join("")}</tr>
${lines("tr", (text) => `<td>${text.replace("📢", "&#x1F4E2;<br>")}</td>`).replace("2026-05-01</td>", "2026-05-01")}
<tr><td>Total of 4 results<td colspan=4><td>32.34<td>4,000<td>26<td>0.65%
</table></body></html>`;

const names = ["office", "table", "text", "style"]
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(" ");

function sheetData(type: string, value: string): string {
  return `<table:table-cell office:value-type="${type}" ${value}><text:p>as shown</text:p></table:table-cell>`;
}

function sheetCell(text: string, column: number): string {
  if (column === 0) return sheetData("date", `office:date-value="${text}"`);
  if (column === 5) return sheetData("currency", `office:currency="EUR" office:value="${text}"`);
  if (column === 8)
    return sheetData("percentage", `office:value="${Number.parseFloat(text) / 100}"`);
  if (column > 5) return sheetData("float", `office:value="${text}"`);
  return `<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>${text.replace(" ", "<text:s/>")}</text:p></table:table-cell>`;
}

function sheet(name: string, style: string, xml: string): string {
  return `<table:table table:name="${name}" table:style-name="${style}"><table:table-row>${header.map((text) => sheetCell(text, 1)).join("")}</table:table-row>${xml}<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`;
}

/** @param root differs between a document's own file and the part of an archive */
function openDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:${root} ${names}><office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${sheet("Old", "h", "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='9' office:value-type='float' office:value='9'/></table:table-row>")}${sheet("Ads", "a", lines("table:table-row", sheetCell))}</office:spreadsheet></office:body></office:${root}>`;
}

const archived = (manifest: string): Buffer =>
  writeZip([
    { name: "mimetype", data: "application/vnd.oasis.opendocument.spreadsheet", stored: true },
    { name: "META-INF/manifest.xml", data: manifest },
    { name: "content.xml", data: openDocument("document-content") },
  ]);

export const documents: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  "spreadsheet-xml-named-xls": {
    "export.xls": Buffer.from(spreadsheetXml.replace("€", "\u0080"), "latin1"),
  },
  "spreadsheet-xml-of-one-place-twice": {
    "export.xls": spreadsheetXml
      .replace("windows-1252", "utf-8")
      .replace(
        'ss:Index="2"><Data ss:Type="DateTime',
        'ss:Index="2"/><Cell ss:Index="2"><Data ss:Type="DateTime',
      ),
  },
  "page-with-tables-named-xls": { "export.xls": page },
  "open-document": { "export.ods": archived("<manifest/>") },
  "open-document-in-one-file": { "export.fods": openDocument("document") },
  "open-document-with-a-row-in-a-row": {
    "export.fods": openDocument("document").replace(
      /(name="a">)(.*?<\/table:table-row>)/,
      "$1<table:table-row>$2</table:table-row>",
    ),
  },
  "open-document-with-password": {
    "export.ods": archived("<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"),
  },
};

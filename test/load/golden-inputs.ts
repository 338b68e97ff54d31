// Writes the inputs of golden cases that no editor can: npx tsx test/load/golden-inputs.ts
// The cases' reports and tables are then written by the test, to be read before they are committed.
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { sheetData, writeWorkbook } from "../../scripts/sample/written-workbook.ts";
import { writeZip } from "../../scripts/sample/written-zip.ts";
import { encoded } from "./encoded.ts";
import { documents } from "./golden-documents.ts";
import { formatBooks } from "./golden-format-books.ts";
import { campaigns, csv, day, header, later, may, numeric, percent } from "./golden-rows.ts";
import { systemBooks } from "./golden-system-books.ts";
import { workbooks } from "./golden-workbooks.ts";

const folder = fileURLToPath(new URL("../golden/load", import.meta.url));

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
  "zip-with-size-of-zero": {
    "export.zip": writeZip([
      { name: "a.csv", data: csv(may), lies: { bytes: 0 } },
      { name: "b.csv", data: csv(later) },
    ]),
  },
  "zip-packed-otherwise": {
    "export.zip": writeZip([{ name: "a.csv", data: csv(may), lies: { method: 14 } }]),
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
  "shift-jis": {
    "export.csv": encoded(
      csv(may).replaceAll("Spring", "春のソール").replace(/ 📢/g, "（動画）"),
      "shift_jis",
    ),
  },
  gb18030: {
    "export.csv": encoded(
      csv(may).replaceAll("Spring", "春季促销").replace(/ 📢/g, "（视频）"),
      "gb18030",
    ),
  },
  "damaged-utf-16-tail": {
    "export.csv": Buffer.concat([
      Buffer.from(`\ufeff${csv(may).replaceAll(",", "\t")}`, "utf16le"),
      Buffer.from([4]),
    ]),
  },
  "json-utf-16": {
    "export.json": Buffer.from(
      `\ufeff${JSON.stringify(may.map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell]))))}`,
      "utf16le",
    ),
  },
  "json-without-rows": { "export.json": '{"code": 0, "data": {"list": []}}' },
};

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const place = copy.length + at;
  copy[place] = (copy[place] ?? 0) ^ 0xff;
  return copy;
}

const all = {
  ...inputs,
  ...documents,
  ...Object.fromEntries(
    Object.entries({ ...workbooks, ...systemBooks, ...formatBooks }).map(([name, book]) => [
      name,
      { "export.xlsx": writeWorkbook(book) },
    ]),
  ),
};
for (const [name, files] of Object.entries(all)) {
  await mkdir(`${folder}/${name}`, { recursive: true });
  for (const [file, bytes] of Object.entries(files))
    await writeFile(`${folder}/${name}/${file}`, bytes);
}

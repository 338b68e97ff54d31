import * as fc from "fast-check";

/** A row as it was meant. Money in whole cents, rates in hundredths of a percent; null: no value. */
export interface Meant {
  readonly day: string;
  readonly campaign: string;
  readonly campaignId: string;
  readonly ad: string;
  readonly adId: string;
  readonly cents: number | null;
  readonly impressions: number | null;
  readonly clicks: number | null;
  readonly ctr: number | null;
}

/** How a table is written down. */
export interface Style {
  readonly delimiter: string;
  readonly newline: string;
  readonly encoding: "utf-8" | "utf-8 bom" | "utf-16le" | "utf-16be" | "windows-1252";
  readonly decimal: "." | ",";
  readonly group: string;
  readonly money: (text: string, negative: boolean) => string;
  readonly date: "iso" | "midnight" | "dmy" | "mdy" | "slashed" | "named" | "compact";
  readonly percent: "%" | " %" | "points" | "fraction";
  readonly nothing: string;
  readonly ids: (id: string) => string;
  readonly quoteAll: boolean;
  readonly preamble: readonly string[];
  readonly totals: "none" | "first" | "last" | "foreign";
  readonly blankEvery: number;
  readonly lastNewline: boolean;
}

const name = fc
  .array(
    fc.constantFrom(
      "Spring",
      "Größe",
      "été",
      '5" screen',
      "a,b",
      "a;b",
      "x\ty",
      "p|q",
      "-",
      "Total",
      "\n",
      "'",
      " ",
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((words) => words.join(" "))
  .filter((text) => !/^[\s-]*$/.test(text));

const id = fc
  .integer({ min: 1, max: 9e8 })
  .map((number) => `1801${String(number).padStart(14, "0")}7`);

function sometimes<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(values, { freq: 8 });
}

export const meantRows: fc.Arbitrary<readonly Meant[]> = fc.array(
  fc.record({
    day: fc
      .integer({ min: 0, max: 700 })
      .map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10)),
    campaign: name,
    campaignId: id,
    ad: name,
    adId: id,
    cents: sometimes(
      fc.oneof(
        fc.integer({ min: -99_999, max: 99_999 }),
        fc.integer({ min: 0, max: 99_999_999_999 }),
      ),
    ),
    impressions: sometimes(fc.oneof(fc.nat(2000), fc.nat(2_000_000_000))),
    clicks: sometimes(fc.oneof(fc.nat(20), fc.nat(200_000))),
    ctr: sometimes(fc.nat(10_000)),
  }),
  { minLength: 1, maxLength: 12 },
);

export const styles: fc.Arbitrary<Style> = fc
  .record({
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    newline: fc.constantFrom("\n", "\r\n", "\r"),
    encoding: fc.constantFrom("utf-8", "utf-8 bom", "utf-16le", "utf-16be", "windows-1252"),
    marks: fc.constantFrom(
      [".", ""],
      [".", ","],
      [".", " "],
      [".", "'"],
      [",", ""],
      [",", "."],
      [",", "\u00a0"],
      [",", " "],
    ),
    money: fc.constantFrom<Style["money"]>(
      (text, negative) => (negative ? `-${text}` : text),
      (text, negative) => (negative ? `(${text})` : text),
      (text, negative) => (negative ? `-€${text}` : `€${text}`),
      (text, negative) => (negative ? `-${text} EUR` : `${text} EUR`),
      (text, negative) => (negative ? `="-${text}"` : `="${text}"`),
    ),
    date: fc.constantFrom("iso", "midnight", "dmy", "mdy", "slashed", "named", "compact"),
    percent: fc.constantFrom("%", " %", "points", "fraction"),
    nothing: fc.constantFrom("", "-", "--", "n/a", " - "),
    ids: fc.constantFrom<Style["ids"]>(
      (text) => text,
      (text) => `\t${text}`,
      (text) => `'${text}`,
      (text) => `="${text}"`,
    ),
    quoteAll: fc.boolean(),
    preamble: fc.constantFrom<readonly string[]>(
      [],
      ["Ads report"],
      ["Ads report", "", "1 May 2026 - 31 May 2026"],
    ),
    totals: fc.constantFrom("none", "first", "last", "foreign"),
    blankEvery: fc.constantFrom(0, 3),
    lastNewline: fc.boolean(),
  })
  .map(({ marks: [decimal, group], ...style }) => ({
    ...style,
    decimal: decimal === "," ? "," : ".",
    group: group ?? "",
  }));

const headers = [
  "By Day",
  "Campaign name",
  "Campaign ID",
  "Ad name",
  "Ad ID",
  "Currency",
  "Cost",
  "Impressions",
  "Clicks (destination)",
  "CTR (destination)",
];

/** The table as bytes, with the 1-based position of each data row. */
export function write(
  rows: readonly Meant[],
  style: Style,
): { bytes: Buffer; positions: number[] } {
  const lines: (readonly string[])[] = [...style.preamble.map((line) => [line]), headers];
  const totals = (label: string) =>
    ["", "", "", "", "", ""].fill("-", 1).with(0, label).with(5, "EUR").concat(sums(rows, style));
  if (style.totals === "first") lines.push(totals("Total of 9 results"));
  const positions: number[] = [];
  rows.forEach((row, index) => {
    if (style.blankEvery > 0 && index % style.blankEvery === 2) lines.push([""]);
    lines.push(cells(row, style));
    positions.push(lines.length);
  });
  if (style.totals === "last") lines.push(totals("Total of 9 results"));
  if (style.totals === "foreign") lines.push(totals("Gesamt"));
  const text = lines
    .map((line) => line.map((cell) => quoted(cell, style)).join(style.delimiter))
    .join(style.newline);
  return { bytes: encoded(style.lastNewline ? text + style.newline : text, style), positions };
}

function cells(row: Meant, style: Style): string[] {
  return [
    dateText(row.day, style.date),
    row.campaign,
    style.ids(row.campaignId),
    row.ad,
    style.ids(row.adId),
    "EUR",
    row.cents === null ? style.nothing : moneyText(row.cents, style),
    row.impressions === null ? style.nothing : grouped(String(row.impressions), style),
    row.clicks === null ? style.nothing : grouped(String(row.clicks), style),
    row.ctr === null ? style.nothing : rateText(row.ctr, style),
  ];
}

function sums(rows: readonly Meant[], style: Style): string[] {
  const sum = (of: (row: Meant) => number | null) =>
    rows.reduce((total, row) => total + (of(row) ?? 0), 0);
  return [
    moneyText(
      sum((row) => row.cents),
      style,
    ),
    grouped(String(sum((row) => row.impressions)), style),
    grouped(String(sum((row) => row.clicks)), style),
    "-",
  ];
}

function grouped(digits: string, { group }: Style): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, group);
}

function moneyText(cents: number, style: Style): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return style.money(
    `${grouped(digits.slice(0, -2), style)}${style.decimal}${digits.slice(-2)}`,
    cents < 0,
  );
}

function rateText(hundredths: number, style: Style): string {
  const places = style.percent === "fraction" ? 4 : 2;
  const digits = String(hundredths).padStart(places + 1, "0");
  const text = `${digits.slice(0, -places)}${style.decimal}${digits.slice(-places)}`;
  return style.percent === "%" || style.percent === " %" ? text + style.percent : text;
}

const monthNames = [
  "Jan",
  "February",
  "Mar",
  "April",
  "May",
  "June",
  "July",
  "August",
  "Sept",
  "Oct",
  "November",
  "December",
];

function dateText(day: string, date: Style["date"]): string {
  const [year = "", month = "", dayOfMonth = ""] = day.split("-");
  switch (date) {
    case "iso":
      return day;
    case "midnight":
      return `${day} 00:00:00`;
    case "dmy":
      return `${dayOfMonth}/${month}/${year}`;
    case "mdy":
      return `${month}/${dayOfMonth}/${year}`;
    case "slashed":
      return `${year}/${Number(month)}/${Number(dayOfMonth)}`;
    case "named":
      return `${monthNames[Number(month) - 1]} ${Number(dayOfMonth)}, ${year}`;
    case "compact":
      return year + month + dayOfMonth;
  }
}

function quoted(cell: string, { delimiter, quoteAll }: Style): string {
  return quoteAll || cell.includes(delimiter) || /["\r\n]/.test(cell)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

function encoded(text: string, { encoding }: Style): Buffer {
  switch (encoding) {
    case "utf-8":
      return Buffer.from(text);
    case "utf-8 bom":
      return Buffer.from(`\ufeff${text}`);
    case "utf-16le":
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case "utf-16be":
      return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
    case "windows-1252":
      return Buffer.from(text.replaceAll("€", "EUR "), "latin1");
  }
}

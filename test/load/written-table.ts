import * as fc from "fast-check";
import { encoded } from "./encoded.ts";
import type { Style } from "./written-style.ts";

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

/** Columns in the order of the file, by language: what no file of a language has, is not written. */
const headers: Readonly<Record<Style["language"], Readonly<Partial<Record<ColumnId, string>>>>> = {
  en: {
    date: "By Day",
    campaign_name: "Campaign name",
    campaign_id: "Campaign ID",
    ad_name: "Ad name",
    ad_id: "Ad ID",
    currency: "Currency",
    cost: "Cost",
    impressions: "Impressions",
    clicks_destination: "Clicks (destination)",
    ctr_destination: "CTR (destination)",
  },
  zh: {
    date: "按天",
    campaign_name: "系列名称",
    ad_name: "广告名称",
    ad_id: "广告 ID",
    cost: "消耗",
    impressions: "展示量",
    clicks_destination: "点击量（目标页面）",
    ctr_destination: "点击率（目标页面）",
  },
  es: {
    date: "Por día",
    campaign_name: "Nombre de la campaña",
    ad_name: "Nombre del anuncio",
    currency: "Moneda",
    cost: "Gasto",
    impressions: "Impresiones",
    clicks_destination: "Clics (destino)",
    ctr_destination: "CTR (destino)",
  },
  ja: {
    campaign_name: "キャンペーン名",
    currency: "通貨",
    cost: "コスト",
    impressions: "インプレッション",
    clicks_destination: "クリック（誘導先）",
    ctr_destination: "CTR（誘導先）",
  },
};

type ColumnId =
  | "date"
  | "campaign_name"
  | "campaign_id"
  | "ad_name"
  | "ad_id"
  | "currency"
  | "cost"
  | "impressions"
  | "clicks_destination"
  | "ctr_destination";

/** The columns that a table in this style has. */
export function columnsIn({ language }: Style): ReadonlySet<string> {
  return new Set(Object.keys(headers[language]));
}

/** A name with the letters that the style's encoding has. */
export function nameIn(
  { encoding, language }: Pick<Style, "encoding" | "language">,
  text: string,
): string {
  // Where nothing else tells rows apart, a campaign of this name may be the totals.
  if (language === "ja" && text.includes("Total"))
    return nameIn({ encoding, language }, text.replaceAll("Total", "T"));
  if (encoding === "shift_jis") return text.replace(/[ßöé]/g, "エ");
  return encoding === "gb18030" ? text.replace(/[ßöé]/g, "期") : text;
}

/** The table as bytes, with the 1-based position of each data row. */
export function write(
  rows: readonly Meant[],
  style: Style,
): { bytes: Buffer; positions: number[] } {
  const names = Object.keys(headers[style.language]);
  const inOrder = (row: Readonly<Record<string, string>>): string[] =>
    names.map((each) => row[each] ?? "");
  const lines: (readonly string[])[] = [
    ...style.preamble.map((line) => [line]),
    inOrder(headers[style.language]),
  ];
  if (style.described) lines.push(names.map((each) => `What ${each.replaceAll("_", " ")} says`));
  const totals = inOrder({
    ...Object.fromEntries(names.map((each) => [each, "-"])),
    [names[0] ?? ""]: style.totalsLabel,
    currency: "EUR",
    ...sums(rows, style),
  });
  if (style.totals === "first") lines.push(totals);
  const positions: number[] = [];
  rows.forEach((row, index) => {
    if (style.blankEvery > 0 && index % style.blankEvery === 2) lines.push([""]);
    lines.push(inOrder(cells(row, style)));
    positions.push(lines.length);
  });
  if (style.totals === "last") lines.push(totals);
  for (const line of style.footer) lines.push([line]);
  const text = lines
    .map((line) => line.map((cell) => quoted(cell, style)).join(style.delimiter))
    .join(style.newline);
  return { bytes: bytesOf(style.lastNewline ? text + style.newline : text, style), positions };
}

function cells(row: Meant, style: Style): Record<ColumnId, string> {
  return {
    date: dateText(row.day, style.date),
    campaign_name: nameIn(style, row.campaign),
    campaign_id: style.ids(row.campaignId),
    ad_name: nameIn(style, row.ad),
    ad_id: style.ids(row.adId),
    currency: "EUR",
    cost: row.cents === null ? style.nothing : moneyText(row.cents, style),
    impressions: row.impressions === null ? style.nothing : grouped(String(row.impressions), style),
    clicks_destination: row.clicks === null ? style.nothing : grouped(String(row.clicks), style),
    ctr_destination: row.ctr === null ? style.nothing : rateText(row.ctr, style),
  };
}

function sums(rows: readonly Meant[], style: Style): Record<string, string> {
  const sum = (of: (row: Meant) => number | null) =>
    rows.reduce((total, row) => total + (of(row) ?? 0), 0);
  return {
    cost: moneyText(
      sum((row) => row.cents),
      style,
    ),
    impressions: grouped(String(sum((row) => row.impressions)), style),
    clicks_destination: grouped(String(sum((row) => row.clicks)), style),
  };
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
  if (style.percent === "before") return `%${text}`;
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

const germanMonths =
  "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" ");

function dateText(day: string, date: Style["date"]): string {
  const [year = "", month = "", dayOfMonth = ""] = day.split("-");
  switch (date) {
    case "iso":
      return day;
    case "midnight":
      return `${day} 00:00:00`;
    case "offset":
      return `${day}T00:00:00+02:00`;
    case "twelve hours":
      return `${day} 12:00 AM`;
    case "of one day":
      return `${day} ~ ${day}`;
    case "short dmy":
      return `${dayOfMonth}.${month}.${year.slice(2)}`;
    case "german":
      return `${Number(dayOfMonth)}. ${germanMonths[Number(month) - 1]} ${year}`;
    case "spreadsheet":
      return `${Number(dayOfMonth)}-${monthNames[Number(month) - 1]?.slice(0, 3)}-${year.slice(2)}`;
    case "japanese":
      return `${year}年${Number(month)}月${Number(dayOfMonth)}日`;
    case "serial":
      return String(Date.parse(day) / 86_400_000 + 25_569);
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

function quoted(cell: string, { delimiter, quotes }: Style): string {
  if (quotes === "single") return `'${cell.replaceAll("'", "''")}'`;
  if (quotes === "backslash") return `"${cell.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  return quotes === "all" || cell.includes(delimiter) || /["\r\n]/.test(cell)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

function bytesOf(text: string, { encoding }: Style): Buffer {
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
    case "windows-1250":
      return encoded(text.replaceAll("\u202f", "\u00a0"), encoding);
    case "shift_jis":
    case "gb18030":
      return encoded(
        text
          .replace(/[\u202f\u00a0]/g, " ")
          .replaceAll("€", "EUR ")
          .replaceAll("EUR  EUR", "EUR EUR"),
        encoding,
      );
  }
}

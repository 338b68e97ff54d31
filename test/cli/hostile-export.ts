import { hostileNames } from "../report/hostile-names.ts";

const header = [
  "By Day",
  "Campaign name",
  "Campaign ID",
  "Ad group name",
  "Ad group ID",
  "Ad name",
  "Ad ID",
  "Currency",
  "Cost",
  "Impressions",
  "Clicks (destination)",
  "Conversions",
  "Video views",
  "2-second video views",
  "6-second video views",
  "Video views at 25%",
  "Video views at 50%",
  "Video views at 75%",
  "Video views at 100%",
  "Landing page views (website)",
  "Adds to cart (website)",
  "Purchases (website)",
  "Purchase value (website)",
];

/**
 * An export of as many ads as there are hostile names, each shown in the tables of the samples, some
 * in their charts: mismatches, ads that wear out, openings that lose their viewers.
 *
 * @param word  what stands for a name
 */
export function hostileExport(word: (name: string) => string): string {
  // A NUL makes a file binary, and half a pair is no character: both are for the loader's own tests.
  const names = hostileNames.map((name) => word(name.replace(/[\0\p{Cs}\ufffd]/gu, "?")));
  const lines = names.flatMap((name, ad) => {
    const group = Math.floor(ad / 20);
    const groupName = names[group] ?? "";
    return Array.from({ length: 28 }, (_, day) => {
      const [mismatch, worn, lost] = [ad % 20 === 1, ad % 50 === 2, ad % 50 === 3];
      const late = worn && day >= 14;
      const clicks = (mismatch ? 44 : 20) / (late ? 2 : 1);
      const views = [950, lost ? 700 : 430, lost ? 90 : 180, 300, 150, 110, 80];
      const bought = mismatch ? 1 : 4;
      const loaded = group === 4 ? clicks / 2 : clicks - 2;
      const labels = [groupName, `9${group}00`, groupName, `8${group}00`, name, 7000 + ad, "EUR"];
      const cost = ((late ? 15 : 8) + ad / 100).toFixed(2);
      const counts = [1000, clicks, bought, ...views, loaded, bought * 2, bought, bought * 30];
      const date = `2026-05-${String(day + 1).padStart(2, "0")}`;
      return [date, ...labels, cost, ...counts].map(cell);
    });
  });
  return [header.map(cell), ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
  return `"${String(value).replaceAll('"', '""')}"`;
}

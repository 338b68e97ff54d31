import { expect, it } from "vitest";
import { textWidth } from "../../kernel/chart/vega/text-width.ts";
import { render, texts } from "./tables.ts";

// Measured by Chromium with "12px Arial" (Liberation Sans).
const measured: readonly [string, string, number][] = [
  ["Shopping feed: all products – prospecting", "normal", 220.82],
  ["Shopping feed: all products – prospecting", "bold", 240.68],
  ["NOK 1,234,567.89", "normal", 99.4],
  ["Frühjahrs-Aktion Größe", "bold", 135.34],
  ["Łódź żółć kampania", "normal", 106.06],
  ["İstanbul güneş ışığı", "normal", 104.07],
  ["Мужская обувь — ретаргетинг", "normal", 168.14],
  ["Ελληνικά διαφήμιση", "bold", 115.81],
  ["春のセール 新規", "normal", 87.33],
  ["AVAILABLE TOTAL", "normal", 103.61],
  ["“quoted” ‘names’ … •", "normal", 111.8],
  ["a→b ≤ c × 3 − 1", "normal", 85.3],
];

it.each(measured)("%s in %s", (text, weight, width) => {
  // Kerning makes capitals narrower than their sum; too wide is the safe side.
  expect(textWidth(text, 12, weight) / width).toBeGreaterThan(0.995);
  expect(textWidth(text, 12, weight) / width).toBeLessThan(1.035);
});

it("counts nothing for marks, and one person for a family", () => {
  expect(textWidth("e\u0301", 10)).toBe(textWidth("e", 10));
  expect(textWidth("👨‍👩‍👧", 10)).toBe(textWidth("😀", 10));
  expect(textWidth("한국", 10)).toBe(20);
});

it("does not cut a label that fits", async () => {
  const name = "Shopping feed: all products";
  const { svg } = await render("{mark: bar, encoding: {x: {field: v}, y: {field: n}}}", {
    columns: [{ name: "n" }, { name: "v" }],
    rows: [[name, 1]],
  });
  expect(texts(svg)).toContain(name);
});

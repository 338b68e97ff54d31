import { describe, expect, it } from "vitest";
import { chartVariables } from "../../kernel/chart/vega/theme.ts";
import { parseChartSpec } from "../../kernel/chart/parse-spec.ts";
import { renderChart } from "../../kernel/chart/render-chart.ts";
import { ads, daily, render } from "./tables.ts";

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

describe.each(["light", "dark", "print"] as const)("colours for %s", (theme) => {
  const colours = chartVariables[theme];
  const background = colours["--cn-bg"] ?? "";

  it.each(["--cn-fg", "--cn-muted"])("%s can be read", (name) => {
    expect(contrast(colours[name] ?? "", background)).toBeGreaterThanOrEqual(4.5);
  });

  it("every series stands out from the background", () => {
    const series = Object.keys(colours).filter((name) => /^--cn-[68]-/.test(name));
    expect(series).toHaveLength(14);
    for (const name of series)
      expect(contrast(colours[name] ?? "", background)).toBeGreaterThanOrEqual(3);
  });
});

const stacked =
  "{title: Spend, mark: bar, encoding: {x: {timeUnit: month, field: date}, y: {aggregate: sum, field: cost}, color: {field: campaign}}}";

it("draws every colour of a chart through a variable that is defined", async () => {
  const { svg } = await render(stacked, daily);
  const paints = Array.from(svg.matchAll(/ (?:fill|stroke)="([^"]+)"/g), (match) => match[1] ?? "");
  const names = paints
    .filter((paint) => paint !== "none")
    .map((paint) => /^var\((--[\w-]+), #/.exec(paint)?.[1]);
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) expect(chartVariables.dark).toHaveProperty(name ?? "no variable");
});

it("draws with plain colours where asked", async () => {
  const { svg } = await renderChart({ ...parseChartSpec(stacked), data: daily, theme: "dark" });
  expect(svg).not.toContain("var(");
  expect(svg).toContain('fill="#56b4e9"');
});

it("draws a ramp that reads on both backgrounds", async () => {
  const { svg } = await render(
    "{mark: rect, encoding: {x: {field: ctr, bin: true}, y: {field: campaign}, color: {aggregate: sum, field: cost}}}",
    ads,
  );
  expect(svg).toMatch(/fill="rgba\(47, 128, 196, 1\)"/);
  expect(svg).toMatch(/stop-color="rgba\(47, 128, 196, 0.1\)"/);
});

it("lets the spec's own config win", async () => {
  const { svg } = await render(
    "{mark: bar, config: {mark: {color: '#123456'}}, encoding: {x: {field: roas}}}",
    ads,
  );
  expect(svg).toContain('fill="#123456"');
});

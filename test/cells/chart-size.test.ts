import { expect, test } from "vitest";
import type { ChartOutput } from "../../kernel/protocol/output.ts";
import { overAds, problemOf, runText } from "./run-text.ts";

const cell = (code: string, fence = "sql") => `\n\`\`\`${fence}\n${code}\n\`\`\`\n`;

/** Rows with two missing values among each hundred. */
const rows = (count: number): string =>
  cell(
    `SELECT i % 7 AS a, CASE WHEN i % 50 > 0 THEN (i % 1000) / 4.0 END::DOUBLE AS b, (i % 3)::VARCHAR AS c FROM range(${count}) t(i)`,
    "sql name=many",
  );

const over = (count: number, chart: string): string =>
  overAds() + rows(count) + cell(chart, "vega-lite data=many");

async function chartOver(count: number, chart: string): Promise<ChartOutput> {
  const output = (await runText(over(count, chart))).cells.at(-1)?.outputs[0];
  if (output?.kind !== "chart") throw new Error("no chart");
  return output;
}

const sums =
  "{mark: bar, encoding: {x: {field: c, type: nominal}, y: {field: b, aggregate: sum}, color: {field: a, type: nominal}}}";
const points =
  "{mark: point, encoding: {x: {field: a, type: quantitative}, y: {field: b, type: quantitative}}}";

test("a chart that aggregates draws any number of rows, and says how many they are", async () => {
  const { svg, table, title } = await chartOver(300_000, sums);
  expect(title).toBe("Bars of Sum of B by C, 300,000 rows");
  expect([table.rows.length, table.total]).toEqual([500, 300_000]);
  // Of (i % 1000) / 4 with the missing ones at 0, 50, 100 …, a hundred thousand rows of each.
  const labels = [...svg.matchAll(/aria-label="C: 0; Sum of B: ([\d.]+);/g)].map(([, sum]) => sum);
  expect(labels.length).toBe(7);
  const total = labels.reduce((sum, label) => sum + Number(label), 0);
  const expected = Array.from({ length: 100_000 }, (_, k) => 3 * k).reduce(
    (sum, i) => sum + (i % 50 > 0 ? (i % 1000) / 4 : 0),
    0,
  );
  expect(total).toBeCloseTo(expected, 0);
});

test("rows that would be drawn one by one are refused above the limit, drawn whole below", async () => {
  const problem = await problemOf(runText(over(21_000, points)));
  expect(problem).toMatchObject({ code: "too_large", place: { cell: expect.any(String) } });
  expect(problem.message).toContain("20,580");
  expect(problem.next).toContain("aggregate");
  const { svg, notes } = await chartOver(20_000, points);
  expect(notes).toEqual(["400 of 20,000 rows have no value in a or b and are not drawn."]);
  expect(svg.match(/<circle /g)?.length).toBe(19_600);
  expect(svg.length).toBeLessThan(1_200_000);
});

test("what only Vega computes is computed from the rows, up to a limit of its own", async () => {
  const density =
    "{transform: [{density: b}], mark: area, encoding: {x: {field: value, type: quantitative}, y: {field: density, type: quantitative}}}";
  expect((await chartOver(30_000, density)).svg).toContain("mark-area");
  expect(await problemOf(runText(over(200_001, density)))).toMatchObject({ code: "too_large" });
});

test("rows without a value are counted in the engine too, whole numbers of any size drawn", async () => {
  const few = cell(
    "SELECT i % 7 AS a, CASE WHEN i % 50 = 0 THEN i / 4 END AS b FROM range(30000) t(i)",
    "sql name=many",
  );
  const sparse = await runText(overAds() + few + cell(points, "vega-lite data=many"));
  expect(sparse.cells.at(-1)?.outputs[0]).toMatchObject({
    notes: ["29,400 of 30,000 rows have no value in a or b and are not drawn."],
  });
  const big =
    overAds() +
    cell("SELECT (9007199254740993 + i % 2)::BIGINT AS id FROM range(30000) t(i)", "sql name=many");
  const run = await runText(
    big +
      cell(
        "{mark: bar, encoding: {x: {field: id, type: nominal}, y: {aggregate: count}}}",
        "vega-lite data=many",
      ),
  );
  const output = run.cells.at(-1)?.outputs[0];
  const drawn = output?.kind === "chart" ? output.svg : "";
  expect(drawn).toContain("9007199254740993");
  expect(drawn).toContain("9007199254740994");
});

import { expect, it } from "vitest";
import { epochMs } from "../../kernel/chart/vega/iso-time.ts";
import { countMarks, daily, render, texts } from "./tables.ts";

it.each([
  ["2024-01-31", "2024-01-31T00:00:00.000Z"],
  ["2024-01-31 13:05:09", "2024-01-31T13:05:09.000Z"],
  ["2024-01-31T13:05:09.123456Z", "2024-01-31T13:05:09.123Z"],
  ["2024-01-31 01:00:00+02:00", "2024-01-30T23:00:00.000Z"],
  ["2024-01-31 01:00:00-0530", "2024-01-31T06:30:00.000Z"],
  ["2024-02", "2024-02-01T00:00:00.000Z"],
  [2024, "2024-01-01T00:00:00.000Z"],
  [1_706_659_200_000, "2024-01-31T00:00:00.000Z"],
])("%s is %s", (value, iso) => {
  expect(new Date(epochMs(value) ?? NaN).toISOString()).toBe(iso);
});

it.each(["2024-02-30", "2024-13-01", "31.01.2024", "2024-01-01 25:00", "", null, true])(
  "%s is no time",
  (value) => expect(epochMs(value)).toBeUndefined(),
);

it.each([
  ["a field predicate", "{filter: {field: date, range: ['2024-01-02', '2024-01-04']}}", 3],
  ["an expression", `{filter: "datum.date >= '2024-03-29'"}`, 2],
  ["a year", "{filter: 'year(datum.date) == 2024 && month(datum.date) == 2'}", 30],
  [
    "a time unit",
    "{filter: {field: date, timeUnit: yearmonth, equal: {year: 2024, month: feb}}}",
    29,
  ],
  ["nothing", "{filter: 'year(datum.date) == 2023'}", 0],
])("filters days by %s", async (_, filter, days) => {
  const encoding = "{x: {field: date, type: temporal}, y: {aggregate: sum, field: cost}}";
  const { svg } = await render(
    `{transform: [${filter}], mark: point, encoding: ${encoding}}`,
    daily,
  );
  expect(countMarks(svg, "symbol")).toBe(days);
});

it("sums each month's days, no other's", async () => {
  const spec =
    "{mark: text, encoding: {x: {timeUnit: yearmonth, field: date}, text: {aggregate: sum, field: cost}}}";
  const labels = texts((await render(spec, daily)).svg);
  // 31, 29 and 30 days of 600.
  for (const sum of ["18,600.00", "17,400.00", "18,000.00"])
    expect(labels).toContain(`EUR\u00a0${sum}`);
});

it("compares dates that stay text", async () => {
  const spec = `{transform: [{filter: "datum.date < '2024-01-03'"}], mark: bar, encoding: {x: {field: date, type: ordinal}, y: {aggregate: count}}}`;
  const labels = texts((await render(spec, daily)).svg);
  expect(labels.filter((label) => label.startsWith("2024-"))).toEqual(["2024-01-01", "2024-01-02"]);
});

import { expect, it } from "vitest";
import { dateFunctions, previousPeriod, sameWeekday } from "../../kernel/metrics/date-functions.ts";
import { dateMacroStatements } from "../../kernel/metrics/macros.ts";
import { metricsConnection, rows } from "./engine.ts";

it.each([
  ["2025-05-08", "2025-05-14", "2025-05-01", "2025-05-07"],
  ["2024-03-01", "2024-03-01", "2024-02-29", "2024-02-29"],
  ["2025-01-01", "2025-01-31", "2024-12-01", "2024-12-31"],
  ["2025-05-14", "2025-05-08", null, null],
  [null, "2025-05-08", null, null],
])(
  "the period before %s to %s is %s to %s, in SQL and in TypeScript",
  async (from, to, first, last) => {
    const connection = await metricsConnection();
    for (const statement of dateMacroStatements()) await connection.run(statement);
    const [days] = (
      await connection.runAndReadAll(
        `SELECT previous_period($from, $to).first::VARCHAR, previous_period($from, $to).last::VARCHAR,
              same_weekday($from)::VARCHAR, same_weekday($from, weeks := 52)::VARCHAR`,
        { from, to },
      )
    ).getRowsJS();
    const period = previousPeriod(from, to);
    const [week, year] = [sameWeekday(from), sameWeekday(from, 52)];
    expect(days).toEqual([first, last, week, year]);
    expect([period?.first ?? null, period?.last ?? null]).toEqual([first, last]);
    for (const day of [week, year]) {
      if (day !== null) expect(new Date(day).getUTCDay()).toBe(new Date(from ?? "").getUTCDay());
    }
  },
);

it("is created for every function, under its name", async () => {
  const connection = await metricsConnection();
  for (const statement of dateMacroStatements()) await connection.run(statement);
  const made = await rows(
    connection,
    "SELECT function_name FROM duckdb_functions() WHERE function_type = 'macro' AND NOT internal",
  );
  expect(made.flat()).toEqual(expect.arrayContaining(dateFunctions.map(({ name }) => name)));
});

it("a text that is no day is refused", () => {
  for (const day of ["yesterday", "2025-02-30", "08.05.2025"]) {
    expect(() => sameWeekday(day)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "bad_arguments" }) }),
    );
  }
});

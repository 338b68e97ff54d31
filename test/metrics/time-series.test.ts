import { expect, test } from "vitest";
import { Random } from "../../scripts/sample/random.ts";
import { metricsConnection, rows } from "./engine.ts";

const connection = await metricsConnection();
const weekdays = [1.3, 0.9, 0.85, 0.9, 0.95, 1, 1.2];
const days = 140;
const series = 150;

/** Series of which the truth is known: a weekday pattern, 15 % noise, and what `event` does to a day. */
async function generate(
  table: string,
  event: (serie: number, day: number) => number,
): Promise<void> {
  const values: string[] = [];
  for (let serie = 0; serie < series; serie++) {
    const random = new Random(serie, 4711);
    for (let day = 0; day < days; day++) {
      const usual = 400 * (weekdays[day % 7] ?? 1) * random.factor(0.15);
      values.push(`(${serie}, DATE '2026-01-05' + ${day}, ${usual * event(serie, day)})`);
    }
  }
  await connection.run(`CREATE TABLE ${table} AS
    SELECT * FROM (VALUES ${values.join(",")}) AS v(serie, date, x)`);
}

const banded = (table: string) => `
  WITH centred AS (
    SELECT *, median(x) OVER (PARTITION BY serie, dayofweek(date) ORDER BY date
        ROWS BETWEEN 8 PRECEDING AND 1 PRECEDING) AS centre,
      row_number() OVER (PARTITION BY serie ORDER BY date) AS n
    FROM ${table}
  ),
  spread AS (
    SELECT *, median(abs(x - centre)) OVER (PARTITION BY serie ORDER BY date
        ROWS BETWEEN 56 PRECEDING AND 1 PRECEDING) AS spread
    FROM centred
  )
  SELECT serie, date, x, n, band_low(centre, spread) AS low, band_high(centre, spread) AS high,
    robust_score(x, centre, spread) AS score
  FROM spread WHERE n > 84`;

const number = async (sql: string) => Number((await rows(connection, sql))[0]?.[0]);

test("of ordinary days fewer than two in a hundred are called unusual", async () => {
  await generate("ordinary", () => 1);
  const share = await number(
    `SELECT avg((x NOT BETWEEN low AND high)::INTEGER) FROM (${banded("ordinary")})`,
  );
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(0.02);
});

test("a day at twice its usual height is found the same day, and hides no later one", async () => {
  await generate("doubled", (serie, day) => (day === 100 + (serie % 20) || day === 130 ? 2 : 1));
  const found = await number(
    `SELECT avg((x > high)::INTEGER) FROM (${banded("doubled")})
     WHERE n - 1 = 130 OR n - 1 = 100 + serie % 20`,
  );
  expect(found).toBeGreaterThanOrEqual(0.95);
});

test("a lasting loss of half is seen within a week in nine series of ten", async () => {
  await generate("halved", (_, day) => (day >= 110 ? 0.5 : 1));
  const seen = await number(
    `SELECT count(*) FROM (
       SELECT serie FROM (${banded("halved")}) WHERE n - 1 BETWEEN 110 AND 116 AND x < low
       GROUP BY serie)`,
  );
  expect(seen / series).toBeGreaterThanOrEqual(0.9);
});

/** Pettitt's test of each series up to a day, weekdays taken out. */
const changes = (table: string, until: number) => `
  WITH adjusted AS (
    SELECT *, x - median(x) OVER (PARTITION BY serie, dayofweek(date)) AS rest
    FROM ${table} WHERE date < DATE '2026-01-05' + ${until}
  ),
  ranked AS (SELECT *, rank() OVER (PARTITION BY serie ORDER BY rest) AS rank FROM adjusted),
  sums AS (
    SELECT *, 2 * sum(rank) OVER so_far
      - count(*) OVER so_far * (count(*) OVER (PARTITION BY serie) + 1) AS u
    FROM ranked WINDOW so_far AS (PARTITION BY serie ORDER BY date)
  )
  SELECT serie, arg_max(date, abs(u)) - DATE '2026-01-05' AS last_day,
    change_p(max(abs(u)), count(*)) AS p
  FROM sums GROUP BY serie`;

test("a change of level is found where it was, and seldom where there was none", async () => {
  const alarms = await number(`SELECT count(*) FROM (${changes("ordinary", 70)}) WHERE p < 0.05`);
  // A true 5 % of 150 series is below 10 % with more than 99 %.
  expect(alarms / series).toBeLessThan(0.1);
  await generate("changed", (_, day) => (day >= 100 ? 0.8 : 1));
  const found = await rows(
    connection,
    `SELECT last_day FROM (${changes("changed", days)}) WHERE p < 0.01`,
  );
  expect(found.length / series).toBeGreaterThan(0.95);
  const offs = found.map(([day]) => Math.abs(Number(day) - 99)).toSorted((a, b) => a - b);
  expect(offs[Math.floor(offs.length / 2)]).toBeLessThanOrEqual(2);
  // Two weeks after it, most are seen.
  const early = await number(`SELECT count(*) FROM (${changes("changed", 114)}) WHERE p < 0.05`);
  expect(early / series).toBeGreaterThan(0.5);
});

test.each([7, 28])("the interval holds what the next %d days truly bring", async (ahead) => {
  const inside = await number(`
    WITH history AS (
      SELECT *, median(x) OVER (PARTITION BY serie, dayofweek(date)) AS centre
      FROM ordinary WHERE date < DATE '2026-01-05' + ${days - ahead}
    ),
    known AS (
      SELECT serie, median(abs(x - centre)) AS spread, count(*) AS days, sum(centre) / count(*) AS per_day
      FROM (SELECT * FROM history WHERE date >= DATE '2026-01-05' + ${days - ahead - 84}) GROUP BY serie
    ),
    truth AS (
      SELECT serie, sum(x) AS x FROM ordinary
      WHERE date >= DATE '2026-01-05' + ${days - ahead} GROUP BY serie
    )
    SELECT avg((x BETWEEN forecast_low(${ahead} * per_day, spread, ${ahead}, days)
      AND forecast_high(${ahead} * per_day, spread, ${ahead}, days))::INTEGER)
    FROM known JOIN truth USING (serie)`);
  // 150 series: a true 95 % is above 90 with more than 99 %.
  expect(inside).toBeGreaterThanOrEqual(0.9);
});

test("without a spread, or with too little history, nothing is said", async () => {
  expect(
    await rows(
      connection,
      "SELECT robust_score(5, 4, 0), band_high(4, 0), forecast_low(10, 1, 7, 13), band_low(4, NULL)",
    ),
  ).toEqual([[null, null, null, null]]);
});

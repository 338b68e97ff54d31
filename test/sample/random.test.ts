import { expect, test } from "vitest";
import { Random } from "../../scripts/sample/random.ts";

test("the same keys give the same numbers, other keys others", () => {
  expect(fiveOf(1, 2)).toEqual(fiveOf(1, 2));
  expect(fiveOf(1, 2)).not.toEqual(fiveOf(2, 1));
  expect(fiveOf(1)).not.toEqual(fiveOf(1, 0));
});

// Seeds are fixed, so these either always hold or never do; 5 standard errors leave room.
const draws = 40_000;

test.each([
  ["binomial by inversion", 40, 0.05],
  ["binomial by rejection", 900, 0.03],
  ["binomial mirrored", 60, 0.96],
  ["binomial at the border of both", 100, 0.1],
])("%s has the mean and variance of its definition", (_, n, p) => {
  const random = new Random(11, n);
  const { mean, variance } = moments(() => random.binomial(n, p));
  const expected = n * p * (1 - p);
  expect(Math.abs(mean - n * p)).toBeLessThan(5 * Math.sqrt(expected / draws));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.05);
});

test("binomial by rejection hits single values as often as its probability says", () => {
  const random = new Random(12);
  const [n, p, k] = [50, 0.3, 15];
  let hits = 0;
  for (let i = 0; i < draws; i++) if (random.binomial(n, p) === k) hits++;
  let probability = 1;
  for (let i = 1; i <= k; i++) probability *= ((n - k + i) / i) * p;
  for (let i = 0; i < n - k; i++) probability *= 1 - p;
  const error = Math.sqrt((probability * (1 - probability)) / draws);
  expect(Math.abs(hits / draws - probability)).toBeLessThan(5 * error);
});

test("binomial keeps to its range", () => {
  const random = new Random(13);
  expect([random.binomial(0, 0.5), random.binomial(9, 0), random.binomial(9, 1)]).toEqual([
    0, 0, 9,
  ]);
  for (let i = 0; i < 2000; i++) expect(random.binomial(30, 0.5)).toBeLessThanOrEqual(30);
});

test("poisson has mean and variance alike", () => {
  const random = new Random(14);
  const { mean, variance } = moments(() => random.poisson(3.5));
  expect(Math.abs(mean - 3.5)).toBeLessThan(5 * Math.sqrt(3.5 / draws));
  expect(Math.abs(variance / 3.5 - 1)).toBeLessThan(0.05);
});

test("a factor has mean 1", () => {
  const random = new Random(15);
  const { mean, variance } = moments(() => random.factor(0.3));
  expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(variance / draws));
  expect(Math.abs(variance / (Math.exp(0.09) - 1) - 1)).toBeLessThan(0.06);
});

function moments(draw: () => number): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < draws; i++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / draws;
  return { mean, variance: squares / draws - mean * mean };
}

function fiveOf(...keys: number[]): number[] {
  const random = new Random(...keys);
  return Array.from({ length: 5 }, () => random.uniform());
}

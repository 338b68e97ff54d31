const z95 = 1.959963984540054;
const z80 = 0.8416212335729143;

/**
 * The relative difference between two rates that a two-sided test at 5 % finds four times out of five:
 * normal approximation, both arms of the same size.
 *
 * @param rate  0–1, of the base variant
 * @param trials  of the smaller variant
 */
export function detectableLift(rate: number, trials: number): number {
  if (!(rate > 0 && rate < 1 && trials > 0)) return NaN;
  const error = Math.sqrt((2 * rate * (1 - rate)) / trials);
  return ((z95 + z80) * error) / rate;
}

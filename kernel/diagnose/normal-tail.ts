/**
 * Share of the standard normal distribution above `z`, as SQL. Relative error below 1e-7 far into
 * the tail, which is where the correction for many tests looks (Hart 1968, as given by West 2005).
 *
 * @param z  a column name
 */
export function upperTailSql(z: string): string {
  const x = `abs(${z})`;
  const horner = (coefficients: readonly number[]): string =>
    coefficients.slice(1).reduce((sum, each) => `(${sum} * ${x} + ${each})`, `${coefficients[0]}`);
  const near = `exp(-${z} * ${z} / 2) * ${horner(numerator)} / ${horner(denominator)}`;
  const far = `exp(-${z} * ${z} / 2) / (${x} + 1 / (${x} + 2 / (${x} + 3 / (${x} + 4 / (${x} + 0.65))))) / 2.506628274631`;
  const tail = `CASE WHEN ${x} < 7.07106781186547 THEN ${near} ELSE ${far} END`;
  return `CASE WHEN ${z} < 0 THEN 1 - ${tail} ELSE ${tail} END`;
}

const numerator = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
];
const denominator = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
];

/** The same in TypeScript. */
export function upperTail(z: number): number {
  const x = Math.abs(z);
  const horner = (coefficients: readonly number[]): number =>
    coefficients.reduce((sum, each) => sum * x + each, 0);
  const tail =
    x < 7.07106781186547
      ? (Math.exp((-z * z) / 2) * horner(numerator)) / horner(denominator)
      : Math.exp((-z * z) / 2) /
        (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) /
        2.506628274631;
  return z < 0 ? 1 - tail : tail;
}

/** The z above which a share `p` of the distribution lies; `p` from 1e-12 to 0.5. */
export function tailQuantile(p: number): number {
  let [low, high] = [0, 8];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > p) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Seeded random numbers and the distributions that the sample needs.
 * Only + - * / and Math.{sqrt,log,exp,floor,abs,imul}, which V8 computes in its own software, so
 * that a seed gives the same bytes on every machine. No clock, no locale, no Math.random.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  /** Streams with different keys are independent; the same keys give the same stream. */
  constructor(...keys: readonly number[]) {
    let hash = 0x9e3779b9;
    for (const key of keys) hash = mix(hash ^ mix(key | 0));
    this.#a = mix(hash + 0x1f123bb5);
    this.#b = mix(hash + 0x5f356495);
    this.#c = mix(hash + 0x32c2e68a);
    for (let i = 0; i < 12; i++) this.uniform();
  }

  /** [0, 1), 32 bits, by Chris Doty-Humphrey's sfc32. */
  uniform(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number, both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, order: this.uniform() }))
      .toSorted((left, right) => left.order - right.order)
      .map(({ item }) => item);
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** A factor with mean 1 whose logarithm has standard deviation `sigma`. */
  factor(sigma: number): number {
    return Math.exp(sigma * this.normal() - (sigma * sigma) / 2);
  }

  /** By inversion, so for means of a few dozen at most. */
  poisson(mean: number): number {
    let probability = Math.exp(-mean);
    let rest = this.uniform() - probability;
    let k = 0;
    while (rest >= 0 && probability > 0) {
      k++;
      probability *= mean / k;
      rest -= probability;
    }
    return k;
  }

  binomial(n: number, p: number): number {
    if (n <= 0 || p <= 0) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - this.binomial(n, 1 - p);
    return n * p < 10 ? this.#binomialByInversion(n, p) : this.#binomialByRejection(n, p);
  }

  #binomialByInversion(n: number, p: number): number {
    const odds = p / (1 - p);
    let probability = Math.exp(n * Math.log(1 - p));
    let rest = this.uniform() - probability;
    let k = 0;
    while (rest >= 0 && k < n) {
      k++;
      probability *= (odds * (n - k + 1)) / k;
      rest -= probability;
    }
    return k;
  }

  /** Hörmann 1993, "The generation of binomial random variates", algorithm BTRS; exact. */
  #binomialByRejection(n: number, p: number): number {
    const deviation = Math.sqrt(n * p * (1 - p));
    const b = 1.15 + 2.53 * deviation;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const centre = n * p + 0.5;
    const squeeze = 0.92 - 4.2 / b;
    for (;;) {
      const u = this.uniform() - 0.5;
      const v = this.uniform();
      const edge = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / edge + b) * u + centre);
      if (edge >= 0.07 && v <= squeeze) return k;
      if (!(k >= 0 && k <= n) || v === 0) continue;
      const alpha = (2.83 + 5.1 / b) * deviation;
      const odds = p / (1 - p);
      const mode = Math.floor((n + 1) * p);
      const bound =
        (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
        (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
        (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
        stirlingTail(mode) +
        stirlingTail(n - mode) -
        stirlingTail(k) -
        stirlingTail(n - k);
      if (Math.log((v * alpha) / (a / (edge * edge) + b)) <= bound) return k;
    }
  }
}

/** log(k!) minus Stirling's approximation of it. */
function stirlingTail(k: number): number {
  const known = stirlingTails[k];
  if (known !== undefined) return known;
  const next = k + 1;
  return (1 / 12 - (1 / 360 - 1 / 1260 / (next * next)) / (next * next)) / next;
}

const stirlingTails = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.020790672103765, 0.0166446911898211,
  0.0138761288230707, 0.0118967099458917, 0.010411265261972, 0.00925546218271273,
  0.00833056343336287,
];

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A fraction of whole numbers; null where there is none. Exact, so that it shares no rounding with the product. */
type Fraction = readonly [numerator: bigint, denominator: bigint] | null;

/** The value of a formula such as `(a - b) / b * 1000`, worked out from its text alone. */
export function valueOf(text: string, inputs: (name: string) => number | null): number | null {
  const tokens = text.match(/[a-z_][a-z_0-9]*|\d+|[-+*/()]/g) ?? [];
  let at = 0;
  const sum = (): Fraction => chain(product, { "+": add, "-": subtract });
  const product = (): Fraction => chain(atom, { "*": multiply, "/": divide });
  const chain = (
    next: () => Fraction,
    operators: Readonly<Record<string, (a: Fraction, b: Fraction) => Fraction>>,
  ): Fraction => {
    let value = next();
    for (let apply = operators[tokens[at] ?? ""]; apply; apply = operators[tokens[at] ?? ""]) {
      at++;
      value = apply(value, next());
    }
    return value;
  };
  const atom = (): Fraction => {
    const token = tokens[at++] ?? "";
    if (/^\d/.test(token)) return [BigInt(token), 1n];
    if (token !== "(") return fraction(inputs(token));
    const value = sum();
    if (tokens[at++] !== ")") throw new Error(`“)” is missing in ${text}`);
    return value;
  };
  const value = sum();
  if (at !== tokens.length) throw new Error(`cannot read ${text}`);
  // Twenty digits after the point are more than a double holds of these numbers.
  return value && Number((value[0] * 10n ** 30n) / value[1]) / 1e30;
}

/** Hundredths are exact; nothing finer occurs in exports. */
function fraction(value: number | null): Fraction {
  return value === null ? null : [BigInt(Math.round(value * 100)), 100n];
}

function add(a: Fraction, b: Fraction): Fraction {
  return a && b && [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
}

function subtract(a: Fraction, b: Fraction): Fraction {
  return a && b && add(a, [-b[0], b[1]]);
}

function multiply(a: Fraction, b: Fraction): Fraction {
  return a && b && [a[0] * b[0], a[1] * b[1]];
}

function divide(a: Fraction, b: Fraction): Fraction {
  return a && b && (b[0] === 0n ? null : [a[0] * b[1], a[1] * b[0]]);
}

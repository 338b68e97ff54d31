/** By characters, so that every machine has the same order; numbers in names by their value. */
export function byName(a: string, b: string): number {
  const [first, second] = [key(a), key(b)];
  return first < second ? -1 : first > second ? 1 : a < b ? -1 : a > b ? 1 : 0;
}

function key(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(20, "0"));
}

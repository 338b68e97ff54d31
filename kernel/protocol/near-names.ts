/** The names most like `wanted`, best first: for "did you mean". Those less than half alike are left out. */
export function nearNames(wanted: string, names: Iterable<string>, limit = 3): string[] {
  const folded = fold(wanted);
  return [...names]
    .map((name) => ({ name, distance: editDistance(folded, fold(name)) }))
    .filter(({ name, distance }) => distance <= Math.max(wanted.length, name.length) / 2)
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Case does not count, nor how an accent is composed (macOS file names decompose it). */
function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase().slice(0, 100);
}

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}

/** The one name that is most like `wanted`; undefined where none is so alike that it may be meant. */
export function nearest(wanted: string, names: Iterable<string>): string | undefined {
  const [name] = nearNames(wanted, names, 1);
  if (name === undefined) return undefined;
  const farthest = Math.max(2, Math.floor(wanted.length / 3));
  return editDistance(fold(wanted), fold(name)) <= farthest ? name : undefined;
}

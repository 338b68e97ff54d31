/**
 * Whether a spec, as JSON text, has a name in it, alone or in an expression. True also for the same
 * word in a title: rather a column too many than one too few.
 */
export function mentions(spec: string, name: string): boolean {
  // Inside expressions inside JSON a quote or backslash is escaped twice.
  const once = JSON.stringify(name).slice(1, -1);
  return [once, JSON.stringify(once).slice(1, -1)].some((text) => {
    for (let at = spec.indexOf(text); at >= 0; at = spec.indexOf(text, at + 1))
      if (!isWord(spec[at - 1]) && !isWord(spec[at + text.length])) return true;
    return false;
  });
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

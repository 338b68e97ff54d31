/**
 * A cell without what spreadsheets put around ids, numbers and dates to keep them as they are:
 * blanks, `="1801…"` and a leading apostrophe.
 */
export function unwrapped(cell: string): string {
  const text = cell.trim();
  if (text.startsWith('="') && text.endsWith('"') && text.length > 3)
    return text.slice(2, -1).trim();
  return /^'[\d+-]/.test(text) ? text.slice(1) : text;
}

/** Full-width digits, letters and marks as ordinary ones. Other compatibility forms stay: "5²" is not 52. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}

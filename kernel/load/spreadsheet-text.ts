/** Takes no room and says nothing: zero-width blanks, marks of the direction of writing. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/g;

/** A text without characters that nobody sees, which copying from pages and chats leaves in it. */
export function visible(text: string): string {
  return text.replace(invisible, "");
}

/**
 * A cell without what spreadsheets put around ids, numbers and dates to keep them as they are:
 * blanks, `="1801…"` and a leading apostrophe.
 */
export function unwrapped(cell: string): string {
  const text = visible(cell).trim();
  if (text.startsWith('="') && text.endsWith('"') && text.length > 3)
    return text.slice(2, -1).trim();
  return /^'[\d+-]/.test(text) ? text.slice(1) : text;
}

/** As SQL and JavaScript know it: an id that a spreadsheet has shown as a number, with its thousands grouped. */
export const groupedId = "[0-9]{1,3}([.,'][0-9]{3}){4,}";
const grouped = new RegExp(`^${groupedId}$`);

/** An id without what spreadsheets put around and into it. */
export function bareId(cell: string): string {
  const text = unwrapped(cell);
  return grouped.test(text) ? text.replace(/[.,']/g, "") : text;
}

/** Full-width digits, letters and marks as ordinary ones. Other compatibility forms stay: "5²" is not 52. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}

/** Symbols in windows-1252 that are letters in windows-1250: ą ł ż Ż ś ź Ś ľ ť Ť Ź ş. */
const letters1250 = "\xb9\xb3\xbf\xaf\x9c\x9f\x8c\xbe\x9d\x8d\x8f\xba";
const inWord = new RegExp(`(?<=[A-Za-z\xc0-\xff])[${letters1250}](?=[A-Za-z\xc0-\xff])`, "g");
/** Before a word no symbol but "¿" stands without a space, and bytes that windows-1252 leaves free. */
const beforeWord = /(?<![A-Za-z\xc0-\xff])[\xb3\x9c\x9f](?=[a-z\xc0-\xff])|[\x8d\x8f\x9d]/g;

/**
 * Tells Polish, Czech, Slovak and Hungarian text from that of Western Europe, both being one byte a
 * letter with other letters for the same bytes.
 *
 * @param text the bytes as latin1
 * @returns how many places only make sense as windows-1250
 */
export function centralEuropean(text: string): number {
  const symbols = (text.match(inWord)?.length ?? 0) + (text.match(beforeWord)?.length ?? 0);
  const has = (letter: string): boolean => text.includes(letter);
  // As Western text it would mix Norwegian ø with Italian ì ò ù, or Portuguese õ with French û.
  const czech = has("\xf8") && (has("\xec") || has("\xf2") || has("\xf9"));
  const hungarian = has("\xf5") && has("\xfb");
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return (
    symbols + (czech ? count(/[\xf8\xec\xf2\xf9]/g) : 0) + (hungarian ? count(/[\xf5\xfb]/g) : 0)
  );
}

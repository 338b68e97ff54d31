/** The most rows and columns that a sheet can have. */
export const mostRows = 1_048_576;
export const mostColumns = 16_384;

/** "C7" -> row 7, column 2 (from 0); null for what is no reference to a cell of a sheet. */
export function cellReference(text: string): { row: number; column: number } | null {
  let column = 0;
  let at = 0;
  for (; at < text.length; at++) {
    const letter = text.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
    if (column > mostColumns) return null;
  }
  let row = 0;
  const digits = at;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    row = row * 10 + digit;
    if (row > mostRows) return null;
  }
  return column === 0 || digits === at || row === 0 ? null : { row, column: column - 1 };
}

/** 2 -> "C". */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

import { boldWidths, regularWidths } from "./arial-widths.ts";

/** The family the widths are measured for; whoever shows a chart must not set another. */
export const chartFont = "Arial, Helvetica, sans-serif";

const unitsPerEm = 2048;

function byCharacter(table: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(table).flatMap(([width, characters]) =>
      Array.from(characters, (character): [string, number] => [character, Number(width)]),
    ),
  );
}

const regular = byCharacter(regularWidths);
const bold = byCharacter(boldWidths);

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u30ff\uff01-\uff60]/u;
const emoji = /\p{Extended_Pictographic}/u;
const without = /[\p{M}\p{Cf}\p{Cc}]/u;
const upper = /\p{Lu}/u;

/**
 * How wide `text` is in the chart's font, in pixels, without a browser.
 *
 * @param size  font size in pixels
 * @param weight  as in CSS; "bold" and 600 upwards are bold
 */
export function textWidth(text: string, size: number, weight?: string | number): number {
  const isBold = weight === "bold" || Number(weight) >= 600;
  const widths = isBold ? bold : regular;
  let units = 0;
  let joined = false;
  for (const character of text) {
    if (character === "\u200d") joined = true;
    else {
      if (!joined) units += widthOf(character, widths);
      joined = false;
    }
  }
  return (units / unitsPerEm) * size;
}

/** Accented letters are as wide as their base; other fonts differ, so the rest is rather too wide. */
function widthOf(character: string, widths: ReadonlyMap<string, number>): number {
  const known = widths.get(character) ?? widths.get(character.normalize("NFD").charAt(0));
  if (known !== undefined) return known;
  if (without.test(character)) return 0;
  if (wide.test(character)) return unitsPerEm;
  if (emoji.test(character)) return 1.3 * unitsPerEm;
  return (upper.test(character) ? 0.72 : 0.6) * unitsPerEm;
}

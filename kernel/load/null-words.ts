/** Cells that mean "no value". */

import { halfWidth } from "./spreadsheet-text.ts";

/** In a column of any kind; compared after trimming. Databases write `\N`. */
export const nullTokens: readonly string[] = ["", "-", "--", "—", "–", "\\N"];
const nullCells = new Set(nullTokens);

/** And where a number or date is expected; as a name they stay. Lower case. */
export const nullWords: readonly string[] = (
  "―|ー|−|‑|---|/|//|n/a|na|n.a.|n.a|#n/a|nan|null|none|nil|<na>|(not set)|(none)|(null)|not set|" +
  "not available|not applicable|no data|unavailable|" +
  "saknas|ej tillgängligt|inte tillgängligt|inga data|ingen data|" +
  "ikke tilgjengelig|ikke tilgængelig|i/t|" +
  "nicht verfügbar|keine daten|entfällt|k. a.|k.a.|" +
  "non disponible|indisponible|sans objet|s.o.|s/o|aucune donnée|(non défini)|" +
  "no disponible|no aplica|sin datos|n/d|nd|n.d.|(no establecido)|" +
  "não disponível|indisponível|não aplicável|sem dados|(não definido)|" +
  "non disponibile|nessun dato|tidak tersedia|tidak ada|tidak ada data|tidak berlaku|" +
  "なし|該当なし|データなし|利用不可|未設定|无|無|暂无|暫無|暂无数据|无数据|不适用|未设置|不可用|없음"
).split("|");
const nullNumbers = new Set([...nullTokens, ...nullWords]);

export function isNullText(cell: string): boolean {
  return !startsWithDigit(cell) && nullCells.has(cell.trim());
}

export function isNullNumber(cell: string): boolean {
  if (startsWithDigit(cell)) return false;
  const text = cell.trim();
  return (
    nullCells.has(text) || (text.length < 24 && nullNumbers.has(halfWidth(text).toLowerCase()))
  );
}

/** Where an id is expected: none is a word that says there is none, but two letters may be one. */
export function isNullId(cell: string): boolean {
  return isNullNumber(cell) && !/^\s*[a-z]{2}\s*$/i.test(cell);
}

function startsWithDigit(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return first >= 0x30 && first <= 0x39;
}

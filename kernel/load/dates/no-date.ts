/** Cells that stand for "no date": an open end, or the day that a system counts from. */

const openEnds = new Set(
  (
    "ongoing|no end date|never|none|continuous|not scheduled|unlimited|pågående|löpande|fortlaufend|laufend|unbegrenzt|" +
    "en cours|illimité|en curso|continua|sin fecha de finalización|em andamento|contínuo|berlangsung|" +
    "進行中|継続中|終了日なし|未設定|进行中|持续投放|不限|不限制|长期"
  ).split("|"),
);
/** Where computers and spreadsheets begin or end to count; no campaign ran on them. */
const sentinels =
  /^(?:1970-01-01|1969-12-31|1900-01-0[01]|1899-12-3[01]|0000-00-00|0001-01-01|9999-12-31|1970\/0?1\/0?1|0?1[./-]0?1[./-]1970)(?:[ t]00:00(?::00)?(?:\.0+)?z?)?$/;

export function isNoDate(cell: string): boolean {
  const text = cell.trim().toLowerCase();
  return openEnds.has(text) || sentinels.test(text);
}

/**
 * Labels of totals rows in the exports of all systems, as regular expressions for the whole cell, lower
 * case. The systems write them in the language of the user interface. A campaign may be named so too,
 * hence a label alone proves nothing.
 */
export const totalsLabels: readonly string[] = [
  "(?:grand |overall |sub-?)?totals?:?",
  "(?:grand )?total[:：]? ?(?:of )?[\\d,. ]+ .+",
  "total[:：] .+",
  "(?:overall )?summary|sum",
  "全[\\d,]+件の結果|(?:総|総合|全体)?合計|総計|小計|(?:総)?集計",
  "(?:总|合|小|总合)计|總計|合計|汇总|共 ?[\\d,]+ ?[个条項项].*|总计[:：].+",
  "total (?:de|do|da|des|général|geral|general)(?: .+)?|total(?:es|is|aux)",
  "summa|totalt|total(?:summa|er)?|samlet|i alt|sum totalt",
  "(?:gesamt|teil)?(?:summe|ergebnis)|gesamt(?:wert)?|insgesamt",
  "totaal|eindtotaal|totale(?: complessivo)?|complessivo",
  "jumlah(?: total)?|keseluruhan|total keseluruhan",
  "suma(?: końcowa)?|razem|łącznie|(?:genel )?toplam|итого|всего|합계|총계",
];

/** Labels of a row that people put below the totals, whole cells in lower case: it sums nothing. */
export const averageLabels =
  /^(?:(?:grand |overall )?(?:average|avg\.?|mean|median)|durchschnitt|mittel(?:wert)?|medel(?:värde)?|gjennomsnitt|gennemsnit|moyenne|promedio|media|média|gemiddelde?|średnia|ortalama|rata-rata|平均(?:値|值)?)[:：]?$/u;

/** What stands for all values of a breakdown, or for all names, whole cells in lower case. */
export const allWords =
  /^(?:all(?: (?:campaigns|ad groups|ad sets|ads|ages|genders|countries|regions|devices|placements|creators|products|videos|days))?|alle|alla|alles|tous|toutes|todos|todas|tutti|tutte|semua|全部|すべて|全体|不限|전체)$/;

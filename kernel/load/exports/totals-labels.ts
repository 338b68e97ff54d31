/**
 * Labels of totals rows in the exports of all systems, as regular expressions for the whole cell. The
 * systems write them in the language of the user interface.
 */
export const totalsLabels: readonly string[] = [
  "total of [\\d,. ]+ \\w+",
  "(grand )?totals?",
  "total: .+",
  "summary",
  "全[\\d,]+件の結果",
  "(总计|合计|總計|合計|汇总)",
];

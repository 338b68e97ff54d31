/** Months and days of the week by name, lower case, without a closing point. */

/** A language a line, January first. "|" separates spellings. */
const months: readonly string[] = [
  "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec",
  "januari februari mars april maj juni juli augusti|aug september|sept oktober|okt november december", // sv
  "januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sep oktober|okt november|nov desember|des", // nb
  "januar februar marts april maj juni juli august september oktober november december", // da
  "januar|jänner|jän februar märz|mär|mrz april mai juni juli august september oktober november dezember|dez",
  "januari februari maart|mrt april mei juni juli augustus september oktober november december", // nl
  "janvier|janv février|fevrier|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre octobre novembre décembre|decembre|déc",
  "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre noviembre diciembre|dic",
  "janeiro fevereiro|fev março|marco abril maio|mai junho julho agosto setembro outubro|out novembro dezembro|dez",
  "gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre ottobre|ott novembre dicembre",
  "stycznia|styczeń|sty lutego|luty|lut marca|marzec kwietnia|kwiecień|kwi maja|maj czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz października|październik|paź listopada|listopad|lis grudnia|grudzień|gru",
  "januari februari maret april mei juni juli agustus|agt|agu september oktober november desember", // id
  "ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara",
  "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
  "января|янв февраля|февр|фев марта апреля|апр мая|май июня|июн июля|июл августа|авг сентября|сент|сен октября|окт ноября|нояб|ноя декабря|дек",
];

/** Month by name. Whole names only: "marraskuu" begins like March and is November. */
export const monthNumbers: ReadonlyMap<string, string> = new Map(
  months.flatMap((language) =>
    language
      .split(" ")
      .flatMap((names, index) =>
        names.split("|").map((name) => [name, String(index + 1)] as const),
      ),
  ),
);

/** Words in dates that say nothing more than the numbers and the month do. */
export const fillers: ReadonlySet<string> = new Set(
  (
    "de del of the den d st nd rd th er º ª " +
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun " +
    "måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors tor fre lör sön " +
    "mandag tirsdag lørdag søndag man tirs tir lør søn " +
    "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so " +
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo " +
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim " +
    "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom " +
    "segunda terça quarta quinta sexta feira seg ter qua qui sex " +
    "lunedì martedì mercoledì giovedì venerdì sabato gio sab " +
    "senin selasa rabu kamis jumat sabtu minggu sen sel rab kam jum min"
  ).split(" "),
);

import { metricById } from "./catalogue.ts";
import { columnById } from "./columns.ts";
import { fr } from "./labels/fr.ts";
import { nb } from "./labels/nb.ts";
import { pl } from "./labels/pl.ts";
import { sv } from "./labels/sv.ts";
import { zh } from "./labels/zh.ts";

/** Besides English. They hold only words that the field itself uses; nothing is translated here. */
export const labelLanguages = { sv, nb, fr, pl, zh } as const;

export type LabelLanguage = "en" | keyof typeof labelLanguages;

/**
 * What a metric or column is called, in English where the language has no word for it.
 *
 * @param id  of a column, or of a metric
 */
export function labelOf(id: string, language: LabelLanguage = "en"): string | undefined {
  const own = language === "en" ? undefined : labelLanguages[language][id];
  return own ?? columnById(id)?.label ?? metricById(id)?.label;
}

/** The labels in other languages, by language. */
export function labelsOf(id: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(labelLanguages).flatMap(([language, labels]) => {
      const label = labels[id];
      return label === undefined ? [] : [[language, label]];
    }),
  );
}

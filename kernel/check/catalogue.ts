import type { Rule } from "./rule.ts";
import { averageOfRatio } from "./rules/average-of-ratio.ts";
import { attributionMixed, currenciesMixed, timezonesMixed } from "./rules/mixed-sources.ts";
import { estimateUsed, ordersNotCleaned } from "./rules/order-data.ts";
import { personalDataShown } from "./rules/personal-data.ts";
import { printedCvrCompared } from "./rules/printed-cvr.ts";
import { rankingAcrossRegions } from "./rules/ranking-across-regions.ts";
import { limitWithoutOrder, notRepeatable } from "./rules/repeatability.ts";
import { sumOfPeople } from "./rules/sum-of-people.ts";
import { testChangesTwoFactors, testTooShort, testUnderpowered } from "./rules/test-design.ts";

/** Every mistake that `check` knows. Adding one is adding its rule. */
export const rules: readonly Rule[] = [
  averageOfRatio,
  sumOfPeople,
  rankingAcrossRegions,
  attributionMixed,
  currenciesMixed,
  timezonesMixed,
  estimateUsed,
  ordersNotCleaned,
  testTooShort,
  testUnderpowered,
  testChangesTwoFactors,
  printedCvrCompared,
  limitWithoutOrder,
  notRepeatable,
  personalDataShown,
];

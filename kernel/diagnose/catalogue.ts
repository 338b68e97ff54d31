import { creative } from "./creative.ts";
import { creators } from "./creators.ts";
import { dataBasis } from "./data-basis.ts";
import { delivery } from "./delivery.ts";
import { economics } from "./economics.ts";
import { fatigue } from "./fatigue.ts";
import { funnel } from "./funnel.ts";
import { operations } from "./operations.ts";
import type { Rule } from "./rule.ts";
import { settlement } from "./settlement.ts";

const numeric = new Intl.Collator("en", { numeric: true });

/** Every rule that a query answers. Adding one is adding its record to a family. */
export const rules: readonly Rule[] = [
  ...creative,
  ...fatigue,
  ...funnel,
  ...economics,
  ...delivery,
  ...operations,
  ...dataBasis,
  ...settlement,
  ...creators,
].toSorted((a, b) => compareIds(a.id, b.id));

/** A2 before A10. */
export function compareIds(a: string, b: string): number {
  return numeric.compare(a, b);
}

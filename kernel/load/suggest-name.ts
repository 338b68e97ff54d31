import type { RecognisedExport } from "../protocol/load-report.ts";

const usual: readonly (readonly [RegExp, string])[] = [
  [/order|transaction/, "orders"],
  [/product|catalog/, "products"],
  [/creator|influencer/, "creators"],
  [/live/, "lives"],
  [/video|post|creative/, "videos"],
  [/session|web|analytics|ga4/, "visits"],
];

/** What a source of this kind is usually called; `ads` where nothing else is known. */
export function suggestName({ id, label }: RecognisedExport): string {
  const words = `${id} ${label}`.toLowerCase();
  if (/\bads?\b|campaign/.test(words) && !/order|transaction/.test(words)) return "ads";
  return usual.find(([pattern]) => pattern.test(words))?.[1] ?? "ads";
}

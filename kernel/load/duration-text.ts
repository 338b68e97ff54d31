/** Reading durations that are written with hours, minutes and units. */

import { halfWidth, unwrapped } from "./spreadsheet-text.ts";

const clock = /^(\d{1,4}):([0-5]\d):([0-5]\d)(?:[.,](\d{1,6}))?$/;
const units =
  /^(?:(\d{1,6}) ?(?:h|hrs?|hours?|std|時間|小时))? ?(?:(\d{1,6}) ?(?:m|mins?|minutes?|分钟?))? ?(?:(\d{1,9})(?:[.,](\d{1,2}|\d{4,6}))? ?(?:s|secs?|seconds?|sek|seg|秒))?\.?$/i;

/**
 * Seconds as decimal text: "00:01:04" -> "64", "1m 3.5s" -> "63.5". null: it is written otherwise, or
 * could be read in two ways as "1:04" can.
 */
export function secondsOf(cell: string): string | null {
  const text = halfWidth(unwrapped(cell));
  if (text.length > 40 || !/\d/.test(text)) return null;
  const found = clock.exec(text) ?? units.exec(text);
  if (!found) return null;
  const [, hours = "0", minutes = "0", seconds = "0", fraction = ""] = found;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return fraction === "" ? String(whole) : `${whole}.${fraction}`;
}

import { expect, test } from "vitest";
import { definitionOf } from "../../kernel/language/definition.ts";
import { atCursor, setup, sqlCell } from "./known-names.ts";

const cells = [setup, sqlCell("SELECT 1 AS a", "name=by_ad")];

test.each([
  ["FROM by_|ad", "1 SELECT 1 AS a"],
  ["SELECT BY_AD|.a FROM by_ad", "1 SELECT 1 AS a"],
  ["FROM ad|s", "0 ads"],
  ["SELECT $min_|clicks", "0 min_clicks"],
  ["SELECT $period_|from", "0 period"],
  ["SELECT cost_per_engaged_view|(1, 2)", "0 cost_per_engaged_view"],
  ["SELECT x.by_|ad FROM x", ""],
  ["SELECT ctr|(1, 2)", ""],
  ["SELECT 'by_|ad'", ""],
  ["SELECT nothing|", ""],
])("%s", (written, expected) => {
  const { text, offset } = atCursor(written);
  const found = definitionOf(text, offset, cells);
  const place = found && cells[found.index]?.text.slice(found.start, found.end);
  expect(found ? `${found.index} ${place}` : "").toBe(expected);
});

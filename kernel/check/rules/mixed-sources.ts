import type { Measured } from "../../query/quantity.ts";
import { callsOf, columnName, expressionsOf } from "../expressions.ts";
import type { Rule } from "../rule.ts";
import type { SourceFacts } from "../source-facts.ts";
import { callSpan, measuredIn, spanAt, type CheckedStatement, type Found } from "../statement.ts";

/** What is counted for an ad only by a rule of attribution. */
const attributed =
  /conver|purchase|checkout|add_to_cart|lead|registration|subscription|download|result|roas|cvr|cpa/;

/** Different rules of attribution give different counts of the same sales. */
export const attributionMixed: Rule = {
  code: "attribution_mixed",
  level: "warning",
  find: (statement) =>
    differing(statement, {
      of: ({ attribution }) => attribution,
      isUsed: () => reads(statement, ({ measure }) => attributed.test(measure ?? "")),
      message: (said) =>
        `These sources count conversions by different rules (${said}), so their difference is partly the rules'.`,
      next: "Export both with one attribution window, or show the difference as one of rules.",
    }),
};

/** A day that begins at another hour holds other sales. */
export const timezonesMixed: Rule = {
  code: "timezones_mixed",
  level: "warning",
  find: (statement) =>
    differing(statement, {
      of: ({ timezone }) => timezone,
      isUsed: () => reads(statement, ({ unit }) => unit === "date" || unit === "timestamp"),
      message: (said) => `The days of these sources begin at different hours (${said}).`,
      next: "Export both in one time zone, or compare weeks rather than days.",
    }),
};

export const currenciesMixed: Rule = {
  code: "currencies_mixed",
  level: "warning",
  *find(statement, { sources }) {
    yield* differing(statement, {
      of: ({ currencies: [only, ...others] }) => (others.length === 0 ? (only ?? null) : null),
      isUsed: () => reads(statement, ({ unit }) => unit === "money"),
      message: (said) => `These sources are in different currencies (${said}).`,
      next: "Convert one of them at a stated rate before money is compared or added.",
    });
    yield* addedUp(statement, sources);
  },
};

interface Declaration {
  /** null where the source says nothing. */
  readonly of: (source: SourceFacts) => string | null;
  /** Whether the statement reads what the sources differ in. */
  readonly isUsed: () => boolean;
  readonly message: (said: string) => string;
  readonly next: string;
}

/** Where tables come together whose sources differ; a table that mixes them already was found before. */
function* differing(statement: CheckedStatement, rule: Declaration): Generator<Found> {
  const said = new Map<string, string>();
  for (const { sources, byte } of statement.tables) {
    const before = new Set(said.keys());
    const own = sources.flatMap((source) => {
      const value = rule.of(source);
      return value === null ? [] : [{ name: source.name, value }];
    });
    for (const { name, value } of own) said.set(value, said.get(value) ?? name);
    const isNew = before.size > 0 && said.size > before.size && before.size === 1;
    if (!isNew || !rule.isUsed()) continue;
    const list = [...said].map(([value, name]) => `${name}: ${value}`).join("; ");
    yield { at: spanAt(statement, byte), message: rule.message(list), next: rule.next };
    return;
  }
}

function reads(statement: CheckedStatement, isThat: (quantity: Measured) => boolean): boolean {
  return statement.read.selects.some(({ select }) =>
    [...expressionsOf(select)].some((part) => {
      const quantity = measuredIn(statement, part);
      return quantity !== null && isThat(quantity);
    }),
  );
}

/** A source of several currencies, whose money is added up over all of them. */
function* addedUp(statement: CheckedStatement, sources: readonly SourceFacts[]): Generator<Found> {
  if (statement.columns.has("currency")) return;
  for (const { select } of statement.read.selects) {
    for (const call of callsOf(select)) {
      const quantity = call.name === "sum" ? measuredIn(statement, call.parts[0]) : null;
      const source = sources.find(({ name }) => name === quantity?.source);
      if (quantity?.unit !== "money" || !source || source.currencies.length < 2) continue;
      if (select.groups.some((group) => columnName(group) === "currency")) continue;
      yield {
        at: callSpan(statement, call.byte) ?? spanAt(statement, call.byte),
        message: `${source.name} is in several currencies (${source.currencies.join(", ")}), and this adds them up as one.`,
        next: "Group by currency, or choose one with WHERE.",
      };
      return;
    }
  }
}

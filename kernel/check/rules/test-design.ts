import type { Query, Select, SqlExpression } from "../../query/syntax-tree.ts";
import { allOf, callsOf, columnName, expressionsOf, type CallExpression } from "../expressions.ts";
import type { Rule } from "../rule.ts";
import type { CheckedStatement, Found } from "../statement.ts";
import { callSpan, measuredIn, spanAt } from "../statement.ts";
import { daysOf } from "../test-days.ts";
import { detectableLift } from "../test-power.ts";

/** Functions that say whether two rates differ. */
const tests = new Set(["two_rates_p"]);
/** Functions that say how far a test can be trusted. */
const strengths = new Set(["days_to_significance", "wilson_low", "wilson_high"]);

/** A week has days of every kind, and people who buy on the fifth day. */
export const testTooShort: Rule = {
  code: "test_too_short",
  level: "warning",
  *find(statement, notebook) {
    for (const { call, select } of testsIn(statement)) {
      const days = daysOf(select, statement, notebook);
      if (days === null || days >= 7) continue;
      yield {
        at: callSpan(statement, call.byte) ?? spanAt(statement, call.byte),
        message: `This test is read after ${days} ${days === 1 ? "day" : "days"}; before seven days it says more of weekdays and of chance than of the variants.`,
        next: "Let it run seven days, then read it once.",
      };
    }
  },
};

/** A difference that is not found may be there all the same. */
export const testUnderpowered: Rule = {
  code: "test_underpowered",
  level: "warning",
  *find(statement, { statements }) {
    for (const { call } of testsIn(statement)) {
      const found = smallTest(call) ?? unstatedStrength(statements);
      if (found)
        yield { at: callSpan(statement, call.byte) ?? spanAt(statement, call.byte), ...found };
    }
  },
};

/** Where the counts are written in the call. */
function smallTest({ parts }: CallExpression): Omit<Found, "at"> | null {
  const [successes = NaN, trials = NaN, , others = NaN] = parts.map((part) =>
    part.kind === "number" ? Number(part.text) : NaN,
  );
  const lift = detectableLift(successes / trials, Math.min(trials, others));
  if (Number.isNaN(lift) || lift <= 0.5) return null;
  return {
    message: `With so few trials only a difference of ${Math.round(lift * 100)} % and more would be found four times out of five.`,
    next: "Collect more before you read it; a smaller difference that is not found may be there.",
  };
}

function unstatedStrength(statements: readonly CheckedStatement[]): Omit<Found, "at"> | null {
  const isStated = statements.some(({ functions }) =>
    functions.some(({ name }) => strengths.has(name)),
  );
  if (isStated) return null;
  return {
    level: "info",
    message:
      "Nothing in this notebook says how large a difference the test could find, so “not significant” may mean “too few clicks”.",
    next: "Show the interval of each rate with wilson_low and wilson_high, or days_to_significance.",
  };
}

/** What a variant may differ in, by the columns that say it. */
const factors: Readonly<Record<string, string>> = {
  ad_id: "the creative",
  ad_name: "the creative",
  video_id: "the creative",
  creative_type: "the creative",
  adgroup_id: "the audience",
  adgroup_name: "the audience",
  age_bucket: "the audience",
  gender: "the audience",
  country: "the audience",
  campaign_id: "the campaign",
  campaign_name: "the campaign",
  landing_page_url: "the landing page",
};

/** Two differences at once cannot be told apart. */
export const testChangesTwoFactors: Rule = {
  code: "test_changes_two_factors",
  level: "warning",
  *find(statement) {
    if ([...testsIn(statement)].length === 0) return;
    for (const { select } of statement.read.selects) {
      const [first, ...others] = armsOf(select, statement);
      for (const arm of others) {
        const changed = [...arm.values].filter(
          ([factor, value]) => first?.values.has(factor) && first.values.get(factor) !== value,
        );
        if (changed.length < 2) continue;
        yield {
          at: spanAt(statement, arm.byte),
          message: `The variants differ in ${changed.map(([factor]) => factor).join(" and in ")}: what made the difference cannot be told.`,
          next: "Compare variants that differ in one thing only.",
        };
        return;
      }
    }
  },
};

function* testsIn({ read }: CheckedStatement): Generator<{
  readonly call: CallExpression;
  readonly select: Query & Select;
}> {
  for (const { select } of read.selects) {
    for (const call of callsOf(select)) if (tests.has(call.name)) yield { call, select };
  }
}

interface Arm {
  readonly byte: number | null;
  readonly values: ReadonlyMap<string, string>;
}

/** The conditions that tell variants apart: of FILTER and of CASE, those that fix several columns. */
function armsOf(select: Query & Select, statement: CheckedStatement): readonly Arm[] {
  return [...expressionsOf(select)].flatMap((expression) => {
    const conditions =
      expression.kind === "case"
        ? expression.branches.map(({ condition }) => condition)
        : expression.kind === "call" && expression.filter
          ? [expression.filter]
          : [];
    return conditions.map((condition) => armOf(condition, statement));
  });
}

function armOf(condition: SqlExpression, statement: CheckedStatement): Arm {
  const fixed = allOf(condition).flatMap((part) => {
    if (part.kind !== "comparison" || part.operator !== "COMPARE_EQUAL") return [];
    const [column, value] =
      part.right.kind === "text" ? [part.left, part.right] : [part.right, part.left];
    const name = columnName(column);
    const factor = factors[measuredIn(statement, column)?.measure ?? ""] ?? (name && factors[name]);
    if (!factor || value.kind !== "text") return [];
    return [{ factor, value: value.value, byte: column.byte }];
  });
  return {
    byte: fixed[0]?.byte ?? null,
    values: new Map(fixed.map(({ factor, value }) => [factor, value])),
  };
}

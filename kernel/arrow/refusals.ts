import { ProblemError } from "../protocol/problem.ts";

/** Looks at a column's values as 32-bit words, low ones first; throws for one that Arrow cannot hold. */
export type Check = (words: Int32Array) => void;

const beyond38Digits = 10n ** 38n;
const highWord = Number(beyond38Digits >> 96n);

/** HUGEINT reaches a little further than the 38 digits of Arrow's widest usual decimal. */
export function refuseBeyond38Digits(column: string): Check {
  return (words) => {
    for (let at = 3; at < words.length; at += 4) {
      if (Math.abs(words[at] ?? 0) < highWord) continue;
      const value = [0, 1, 2, 3].reduce(
        (sum, word) => sum | (BigInt((words[at - 3 + word] ?? 0) >>> 0) << BigInt(word * 32)),
        0n,
      );
      const signed = BigInt.asIntN(128, value);
      if (signed >= beyond38Digits || signed <= -beyond38Digits)
        throw outside(column, "a whole number of 39 digits");
    }
  };
}

/** The engine's infinities are the outermost numbers; Arrow would read them as days far away. */
export function refuseInfiniteDays(column: string): Check {
  return (words) => {
    for (const days of words)
      if (days === 0x7fffffff || days === -0x7fffffff) throw outside(column, "an infinite date");
  };
}

export function refuseInfiniteTimes(column: string): Check {
  return (words) => {
    for (let at = 1; at < words.length; at += 2) {
      const [low, high] = [words[at - 1], words[at]];
      if ((high === 0x7fffffff && low === -1) || (high === -0x80000000 && low === 1))
        throw outside(column, "an infinite time");
    }
  };
}

function outside(column: string, what: string): ProblemError {
  return new ProblemError({
    code: "sql_type",
    message: `The result holds ${what}, for which Arrow has no place`,
    place: { column },
    next: "Cast the column to VARCHAR in the query.",
  });
}

/** Parts of SQL that would let a text be more than the one expression it claims to be. */
const foreign: readonly {
  readonly pattern: RegExp;
  readonly what: string;
  readonly next: string;
}[] = [
  {
    pattern: /^(?:--|\/\*)/,
    what: "holds a comment",
    next: "Leave it out; a minus before a minus needs a space: a - -b.",
  },
  { pattern: /^;/, what: "holds a semicolon", next: "A formula is one expression." },
  {
    pattern: /^'/,
    what: "holds a text",
    next: "A formula calculates with numbers; a name with other signs goes in double quotes.",
  },
  {
    pattern: /^[$?]/,
    what: "holds a parameter",
    next: "Use the parameter in the query, beside the column.",
  },
];

export interface TextProblem {
  /** Index in the text, in UTF-16 units. */
  readonly index: number;
  /** Continues "The formula …". */
  readonly what: string;
  readonly next: string;
}

/** The first thing in the text that no formula may hold; null where there is none. */
export function textProblem(text: string): TextProblem | null {
  if (text.length > 2000) {
    return {
      index: 2000,
      what: "is longer than 2,000 characters",
      next: "Split it in two columns.",
    };
  }
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const rest = text.slice(index, index + 2);
    if (rest.startsWith('"')) {
      // A doubled quote closes and opens again, which comes to the same.
      const end = text.indexOf('"', index + 1);
      index = end === -1 ? text.length : end;
      continue;
    }
    const found = foreign.find(({ pattern }) => pattern.test(rest));
    if (found) return { index, what: found.what, next: found.next };
    if (rest.startsWith("(")) depth++;
    if (rest.startsWith(")") && --depth < 0) {
      return { index, what: "closes a parenthesis that it does not open", next: "Remove it." };
    }
  }
  return null;
}

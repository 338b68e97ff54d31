/** A query as the engine computes it: every call of a metric written out. */

import { isSymbol, readTokens, type Token } from "../language/sql-tokens.ts";
import { expressionSql } from "../metrics/expression-sql.ts";
import { expressionText } from "../metrics/expression-text.ts";
import { parameters, type Metric } from "../metrics/metric.ts";
import { calledNames } from "./called-names.ts";
import type { ParseSql } from "./read-tree.ts";

export interface ExpandedQuery {
  /** Gives the same rows. A column without AS is called by its new text. */
  readonly sql: string;
  /** The metrics that were written out, in order of appearance, each once. */
  readonly metrics: readonly Metric[];
}

export async function expandMetrics(
  sql: string,
  metric: (name: string) => Metric | undefined,
  parse: ParseSql,
): Promise<ExpandedQuery> {
  const { tokens } = readTokens(sql);
  const starts = new Set((await calledNames(sql, parse)).map(({ start }) => start));
  const used = new Set<Metric>();
  const text = (from: number, to: number): string => {
    let written = "";
    let at = from;
    for (const [index, token] of tokens.entries()) {
      if (token.start < at || token.end > to || !starts.has(token.start)) continue;
      const called = metric(token.value);
      const end = called && closing(tokens, index + 1);
      const formula = called && end && inlined(called, argumentsOf(tokens, index + 1, end, text));
      if (!formula) continue;
      used.add(called);
      written += sql.slice(at, token.start) + formula;
      at = tokens[end]?.end ?? to;
    }
    return written + sql.slice(at, to);
  };
  return { sql: text(0, sql.length), metrics: [...used] };
}

/** The query with each metric's definition above it. */
export function explainedText({ sql, metrics }: ExpandedQuery): string {
  const lines = metrics.map(
    ({ name, label, formula }) => `-- ${name}: ${label} = ${expressionText(formula)}\n`,
  );
  return `${lines.join("")}${sql.trim()}\n`;
}

/** Null where the call lacks an input; the engine refuses it anyway. */
function inlined(metric: Metric, written: readonly WrittenArgument[]): string | null {
  const byName = new Map<string, string>();
  for (const [index, { name, default: value }] of parameters(metric).entries()) {
    const named = written.find((each) => each.name?.toLowerCase() === name.toLowerCase());
    const positional = written[index]?.name === null ? written[index] : undefined;
    const argument = (named ?? positional)?.sql ?? (value === undefined ? null : number(value));
    if (argument === null) return null;
    byName.set(name, argument);
  }
  return expressionSql(metric.formula, (name) => byName.get(name) ?? "NULL");
}

function number(value: number): string {
  return expressionSql({ kind: "number", value }, String);
}

interface WrittenArgument {
  /** Of `clicks := …`; null for one by position. */
  readonly name: string | null;
  readonly sql: string;
}

function argumentsOf(
  tokens: readonly Token[],
  open: number,
  close: number,
  text: (from: number, to: number) => string,
): readonly WrittenArgument[] {
  const written: WrittenArgument[] = [];
  let first = open + 1;
  let depth = 0;
  for (let at = open + 1; at <= close; at++) {
    const token = tokens[at];
    if (!token) break;
    if (at < close && ["(", "[", "{"].some((symbol) => isSymbol(token, symbol))) depth++;
    else if (at < close && [")", "]", "}"].some((symbol) => isSymbol(token, symbol))) depth--;
    if (at !== close && !(depth === 0 && isSymbol(token, ","))) continue;
    const isNamed =
      (isSymbol(tokens[first + 1], ":") && isSymbol(tokens[first + 2], "=")) ||
      (isSymbol(tokens[first + 1], "=") && isSymbol(tokens[first + 2], ">"));
    const start = tokens[isNamed ? first + 3 : first]?.start;
    const end = tokens[at - 1]?.end;
    if (first < at && start !== undefined && end !== undefined)
      written.push({
        name: isNamed ? (tokens[first]?.value ?? null) : null,
        sql: text(start, end),
      });
    first = at + 1;
  }
  return written;
}

function closing(tokens: readonly Token[], open: number): number | null {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSymbol(tokens[at], "(")) depth++;
    if (isSymbol(tokens[at], ")") && --depth === 0) return at;
  }
  return null;
}

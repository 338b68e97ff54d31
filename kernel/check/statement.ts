import type { PlannedCell } from "../cells/plan-cells.ts";
import type { MistakeLevel } from "../protocol/mistake.ts";
import type { Measured } from "../query/quantity.ts";
import type { ReadQuery } from "../query/query-columns.ts";
import type { FunctionReference, TableReference } from "../query/references.ts";
import type { Query, SqlExpression } from "../query/syntax-tree.ts";
import type { Token } from "../language/sql-tokens.ts";
import { offsetOfByte } from "../session/text-position.ts";
import type { SourceFacts } from "./source-facts.ts";
import type { Metric } from "../metrics/metric.ts";

/** A part of a cell's text, in UTF-16 units; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A query of a cell, read by the engine's own tree. */
export interface CheckedStatement {
  readonly cell: PlannedCell;
  /** Where its text begins in the cell. */
  readonly start: number;
  readonly text: string;
  /** Their places are in the cell. */
  readonly tokens: readonly Token[];
  readonly query: Query;
  readonly read: ReadQuery;
  readonly tables: readonly TableUse[];
  readonly functions: readonly FunctionReference[];
  /** Every column name that is written anywhere in it, in small letters. */
  readonly columns: ReadonlySet<string>;
  /** Whether its rows are what the cell shows. */
  readonly isResult: boolean;
}

export interface TableUse extends TableReference {
  /** The sources behind it, also through results. */
  readonly sources: readonly SourceFacts[];
}

export interface CheckedNotebook {
  readonly sources: readonly SourceFacts[];
  readonly statements: readonly CheckedStatement[];
  readonly metric: (name: string) => Metric | undefined;
  /** Texts of parameters, as they would be bound. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** What a rule found in a statement. */
export interface Found {
  readonly at: Span;
  readonly message: string;
  readonly next: string;
  /** Where it is not the rule's. */
  readonly level?: MistakeLevel;
  readonly fix?: {
    readonly title: string;
    readonly edits: readonly (Span & { readonly text: string })[];
  };
}

export function measuredIn(
  { read }: CheckedStatement,
  expression: SqlExpression | undefined,
): Measured | null {
  const quantity = expression && read.quantities.get(expression);
  return quantity?.kind === "measured" ? quantity : null;
}

/** Where something that the tree places at a byte begins in the cell; the statement's start without one. */
export function placeOf({ text, start }: CheckedStatement, byte: number | null): number {
  return byte === null ? start : start + offsetOfByte(text, byte);
}

/** The word, or the whole name with its dots, that stands at a byte. */
export function spanAt(statement: CheckedStatement, byte: number | null): Span {
  const { tokens } = statement;
  const place = placeOf(statement, byte);
  const first = tokens.findIndex((token) => token.end > place);
  let last = Math.max(first, 0);
  while (tokens[last + 1]?.value === "." && tokens[last + 2]) last += 2;
  return { start: tokens[first]?.start ?? place, end: tokens[last]?.end ?? place };
}

export interface CallSpan extends Span {
  readonly name: Span;
  readonly parts: readonly Span[];
}

/** A call from its name to its closing parenthesis; null where it is not written as one. */
export function callSpan(statement: CheckedStatement, byte: number | null): CallSpan | null {
  const { tokens } = statement;
  const place = placeOf(statement, byte);
  const at = tokens.findIndex((token) => token.start === place);
  const name = tokens[at];
  if (byte === null || !name || tokens[at + 1]?.value !== "(") return null;
  const parts: Span[] = [];
  let depth = 0;
  let from = at + 2;
  for (let index = at + 1; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    const isSymbol = token.kind === "symbol";
    if (isSymbol && "([{".includes(token.value)) depth++;
    else if (isSymbol && ")]}".includes(token.value)) depth--;
    if (depth === 0 || (depth === 1 && isSymbol && token.value === ",")) {
      const [start, end] = [tokens[from], tokens[index - 1]];
      if (start && end && from < index) parts.push({ start: start.start, end: end.end });
      from = index + 1;
    }
    if (depth === 0) return { start: name.start, end: token.end, name, parts };
  }
  return null;
}

export function textOf(statement: CheckedStatement, { start, end }: Span): string {
  return statement.text.slice(start - statement.start, end - statement.start);
}

import type { FindingValue } from "../protocol/findings.ts";
import type { Unit } from "../protocol/unit.ts";
import { valueText } from "../protocol/value-text.ts";
import type { Rule } from "./rule.ts";

/** A row of a rule's verdicts, by column. */
export type Row = Readonly<Record<string, FindingValue>>;

/** `{clicks}`, or `{clicks|click}` for "12 clicks". */
const placeholder = /\{(\w+)(?:\|(\w+))?\}/g;

/** The text with each `{column}` written in its unit. */
export function fill(text: string, rule: Rule, row: Row, currency: string | null): string {
  const units = unitsOf(rule);
  return text.replace(placeholder, (_, column: string, noun: string | undefined) => {
    const value = row[column] ?? null;
    if (value === null) return "none";
    const written = valueText(value, units.get(column) ?? null, currency);
    if (noun !== undefined) return `${written} ${noun}${Number(value) === 1 ? "" : "s"}`;
    return column.endsWith("_change") && Number(value) > 0 ? `+${written}` : written;
  });
}

/** Columns that a rule's text names. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, column = ""]) => column);
}

/** Every column that a rule's texts and evidence show. */
export function columnsOf(rule: Rule): readonly string[] {
  const { sentence, action, brief } = rule;
  const texts = [sentence, action, ...(brief ? [JSON.stringify(brief)] : [])];
  return [...unitsOf(rule).keys(), ...texts.flatMap(placeholders)];
}

/** The unit of every column that a rule's texts may name. */
export function unitsOf({ evidence, units }: Rule): ReadonlyMap<string, Unit> {
  return new Map([
    ...evidence.flatMap(({ column, unit, base, interval }) =>
      [column, base, ...(interval ?? [])].flatMap((name): [string, Unit][] =>
        name === undefined ? [] : [[name, unit]],
      ),
    ),
    ...Object.entries(units ?? {}),
  ]);
}

/** "0.0003", "less than 0.0001" */
export function chanceText(q: number): string {
  return q < 0.0001 ? "less than 0.0001" : q.toFixed(4);
}

export function plural(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

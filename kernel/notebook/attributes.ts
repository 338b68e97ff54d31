import { ProblemError } from "../protocol/problem.ts";

/** One word of a fence line: `key=value`, `key="two words"`, or a flag, whose value is true. */
export interface Attribute {
  readonly key: string;
  readonly value: string | true;
}

interface WrittenAttribute extends Attribute {
  readonly start: number;
  readonly end: number;
}

/** The attributes of a cell, in order, unknown ones included. */
export function readAttributes(attributes: string): readonly Attribute[] {
  return scan(attributes).map(({ key, value }) => ({ key, value }));
}

/** The value of the first attribute of that key; true for a flag; undefined where there is none. */
export function attributeOf(attributes: string, key: string): string | true | undefined {
  return scan(attributes).find((attribute) => attribute.key === key)?.value;
}

/**
 * The attributes with one set (`true` makes a flag) or removed (`undefined`); everything else
 * stays as it was written.
 *
 * @throws ProblemError `bad_arguments` where a fence line cannot hold the key or the value
 */
export function setAttribute(
  attributes: string,
  key: string,
  value: string | true | undefined,
): string {
  const written = scan(attributes).filter((attribute) => attribute.key === key);
  const first = written[0];
  if (value === undefined) {
    return written
      .toReversed()
      .reduce((rest, { start, end }) => without(rest, start, end), attributes);
  }
  const word = print(key, value);
  if (first) return attributes.slice(0, first.start) + word + attributes.slice(first.end);
  return attributes === "" ? word : `${attributes} ${word}`;
}

function without(attributes: string, start: number, end: number): string {
  const before = attributes.slice(0, start).trimEnd();
  const after = attributes.slice(end);
  return before === "" ? after.trimStart() : before + after;
}

function scan(attributes: string): WrittenAttribute[] {
  return [...attributes.matchAll(/[^\s="]+="[^"]*"(?!\S)|\S+/g)].map((match) => {
    const word = match[0];
    const equals = word.indexOf("=");
    const place = { start: match.index, end: match.index + word.length };
    if (equals < 1) return { key: word, value: true, ...place };
    const written = word.slice(equals + 1);
    const quoted = /^"([^"]*)"$/.exec(written)?.[1];
    return { key: word.slice(0, equals), value: quoted ?? written, ...place };
  });
}

function print(key: string, value: string | true): string {
  if (!/^[^\s="`]+$/.test(key)) {
    throw cannotHold(`“${key}” cannot be an attribute's name`, "Use letters, digits, _ and -.");
  }
  if (value === true) return key;
  if (/["`\r\n]/.test(value)) {
    throw cannotHold(
      `The value of “${key}” cannot be written on a fence line`,
      "Leave out double quotes, backticks and line breaks.",
    );
  }
  return value === "" || /\s/.test(value) ? `${key}="${value}"` : `${key}=${value}`;
}

function cannotHold(message: string, next: string): ProblemError {
  return new ProblemError({ code: "bad_arguments", message: `${message}.`, next });
}

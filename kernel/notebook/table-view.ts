/**
 * How a result is drawn, on its cell's fence line:
 *
 *     columns=ad_name,ctr,cost sort=ctr:desc,ad_name filter="cost:100..&status=ACTIVE,null&ad_name~summer"
 *
 * `level=campaign` sums the rows up by campaign; keys behind it (`level=campaign:1801:1802`) are what was
 * opened since, here an ad group.
 *
 * `=` lists values, `:` is a range, `~` a part of the text, `!=null` leaves missing values out. What would
 * end a name or a value, and the text null, is written as %XX, as in an address.
 */

import { ProblemError } from "../protocol/problem.ts";
import type { LevelPlace } from "../protocol/result-level.ts";
import { levelNames } from "../protocol/result-level.ts";
import type { ColumnFilter, SortKey, TableView } from "../protocol/result-view.ts";
import { attributeOf, setAttribute } from "./attributes.ts";

/**
 * What `columns=`, `sort=`, `filter=` and `level=` say; null where none of them is there.
 *
 * @throws ProblemError `bad_arguments` for what cannot be read
 */
export function readTableView(attributes: string): TableView | null {
  const [columns, sort, filter, level] = ["columns", "sort", "filter", "level"].map((key) => {
    const value = attributeOf(attributes, key);
    return value === undefined || value === true || value === "" ? null : value;
  });
  if (!columns && !sort && !filter && !level) return null;
  return {
    columns: columns ? columns.split(",").map((name) => decode(name.trim())) : null,
    sort: sort ? sort.split(",").map((key) => readSortKey(key.trim())) : [],
    filters: filter ? filter.split("&").map(readFilter) : [],
    ...(level && { level: readLevel(level) }),
  };
}

/** The attributes with the view in them; everything else stays as it was written. */
export function writeTableView(
  attributes: string,
  { columns, sort, filters, level }: TableView,
): string {
  const written: Readonly<Record<string, string>> = {
    columns: (columns ?? []).map(encode).join(","),
    sort: sort
      .map(({ column, descending }) => encode(column) + (descending ? ":desc" : ""))
      .join(","),
    filter: filters.map(writeFilter).join("&"),
    level: level ? [level.from, ...level.opened.map(writeKey)].join(":") : "",
  };
  return Object.entries(written).reduce(
    (rest, [key, value]) => setAttribute(rest, key, value === "" ? undefined : value),
    attributes,
  );
}

function readSortKey(text: string): SortKey {
  const [, name = "", direction = "asc"] = /^([^:]+)(?::(asc|desc))?$/.exec(text) ?? [];
  if (name === "") throw unreadable("sort", text, "sort=cost:desc,ad_name");
  return { column: decode(name), descending: direction === "desc" };
}

function readLevel(text: string): LevelPlace {
  const [name, ...keys] = text.split(":");
  const from = levelNames.find((each) => each === name);
  if (!from) throw unreadable("level", text, `level=${levelNames[0]}`);
  return { from, opened: keys.map(readValue) };
}

function readFilter(text: string): ColumnFilter {
  const [, name = "", operator = "", rest = ""] = /^([^=:~!]+)(!=|[=:~])(.*)$/s.exec(text) ?? [];
  const column = decode(name);
  switch (operator) {
    case "=":
      return rest === "null"
        ? { kind: "missing", column, isMissing: true }
        : { kind: "values", column, values: rest.split(",").map(readValue) };
    case "~":
      return { kind: "contains", column, text: decode(rest) };
    case ":": {
      const [from, to, ...more] = rest.split("..");
      if (from === undefined || to === undefined || more.length > 0) break;
      const end = (written: string) => (written === "" ? null : decode(written));
      return { kind: "range", column, from: end(from), to: end(to) };
    }
    case "!=":
      if (rest === "null") return { kind: "missing", column, isMissing: false };
  }
  throw unreadable("filter", text, "filter=cost:100..500&status=ACTIVE");
}

function writeFilter(filter: ColumnFilter): string {
  const name = encode(filter.column);
  switch (filter.kind) {
    case "missing":
      return `${name}${filter.isMissing ? "" : "!"}=null`;
    case "contains":
      return `${name}~${encode(filter.text)}`;
    case "range":
      return `${name}:${rangeEnd(filter.from)}..${rangeEnd(filter.to)}`;
    case "values":
      return filter.values.length === 1 && filter.values[0] === null
        ? `${name}=null`
        : `${name}=${filter.values.map(writeKey).join(",")}`;
  }
}

function readValue(text: string): string | null {
  return text === "null" ? null : decode(text);
}

function writeKey(key: string | null): string {
  return key === null ? "null" : writeValue(key);
}

function writeValue(text: string): string {
  return text === "null" ? "%6Eull" : encode(text);
}

/** Dots at an end would be taken for those between the ends. */
function rangeEnd(text: string | null): string {
  return text === null ? "" : encode(text).replaceAll(/^\.|\.(?=\.|$)/g, "%2E");
}

/** Letters and digits of all scripts stay readable. */
function encode(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N} _.+*/()-]|^ | $/gu, (character) => {
    // Half a surrogate pair has no bytes.
    if (/\p{Cs}/u.test(character)) return "%EF%BF%BD";
    const code = character.charCodeAt(0);
    return code < 128
      ? `%${code.toString(16).padStart(2, "0").toUpperCase()}`
      : encodeURIComponent(character);
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable("view", text, "%25 for a percent sign");
  }
}

function unreadable(what: string, text: string, example: string): ProblemError {
  return new ProblemError({
    code: "bad_arguments",
    message: `The ${what} of the cell cannot be read: “${text}”`,
    next: `Write it like ${example}.`,
  });
}

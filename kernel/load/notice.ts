import type { Notice, NoticeCode } from "../protocol/load-report.ts";
import type { ExportDefinition } from "./exports/definition.ts";
import type { Recognition } from "./recognise.ts";
import type { RoundedIds } from "./rounded-ids.ts";
import type { TextEncoding } from "./encoding/text-encoding.ts";

/** What is known besides the report's own fields. */
export interface Circumstances {
  readonly definition: ExportDefinition;
  readonly encoding: TextEncoding;
  /** Headers that mean what an earlier column of the file means. */
  readonly repeated: readonly string[];
  readonly endsWithNewline: boolean;
  /** Bytes that are no character in the file's encoding. */
  readonly strayCharacters: number;
  /** Currencies that headers of amounts name. */
  readonly headerCurrencies: readonly string[];
  readonly personal: Recognition["personal"];
  /** Headers of the system that mean nothing here. */
  readonly others: readonly string[];
  /** Headers that no one has seen in a file. */
  readonly inferred: readonly string[];
  /** What rows mean that their cells alone do not show. */
  readonly meanings: readonly Notice[];
  readonly roundedIds: readonly RoundedIds[];
}

export function warn(code: NoticeCode, message: string, next?: string): Notice {
  return { level: "warning", problem: { code, message, ...(next === undefined ? {} : { next }) } };
}

export function inform(code: NoticeCode, message: string, next?: string): Notice {
  return { ...warn(code, message, next), level: "info" };
}

/** "1 row has", "3 rows have": the first form for one, else the second, after the number. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

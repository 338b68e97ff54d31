import type { Notice } from "../../protocol/load-report.ts";
import { DelimitedWriter } from "../container/delimited-writer.ts";
import { damaged, refuse, tooLarge } from "../container/refusal.ts";
import type { UnpackedTable } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import { decoderOf } from "../encoding/decoder.ts";
import { transcoded } from "../encoding/transcoded.ts";
import type { SourceFile } from "../source-file.ts";
import type { TextEncoding } from "../encoding/text-encoding.ts";
import { detectEncoding } from "../encoding/text-encoding.ts";
import { warn } from "../notice.ts";
import type { AnswerPage } from "./answer-page.ts";
import { answerPage, besideRows } from "./answer-page.ts";
import { JsonParser, JsonSyntaxError } from "./json-parser.ts";
import type { JsonRecord } from "./json-records.ts";
import { JsonRecords } from "./json-records.ts";

/** A list as JSON text: "[DE] Spring" is none. */
const list = /^\[(?:\]|["\d-]|null)/;
/** As many as a table may have; more are no fields but data in the place of names. */
const mostColumns = 1000;

/**
 * Writes the rows of a JSON file as text: their fields in the order of first appearance are the header.
 * It is read twice, because the last row may have a field that no other has.
 */
export async function unpackJson(file: SourceFile, unpacking: Unpacking): Promise<UnpackedTable> {
  let found = await survey(file, unpacking, true);
  // Rows with lists among their fields look like pages, but have more to say beside those.
  const wraps = found.pages.length < 2 || found.beside.size < 3;
  if (!wraps) found = await survey(file, unpacking, false);
  const { columns, beside, pages } = found;
  if (columns.length === 0 || found.byColumn)
    throw refuse(
      "no_table",
      file.name,
      found.byColumn
        ? "The JSON holds a list of values for each column, not an object for each row"
        : "The JSON holds no rows: neither a list of objects nor one object per line",
      "Save the report's rows as a list of objects, or download it as CSV.",
    );
  const path = unpacking.nextPath();
  const writer = new DelimitedWriter(path);
  try {
    writer.row(columns);
    const reading: Reading = {
      rows: 0,
      onRecord: (record) => {
        reading.rows++;
        // A row of one column and without a value would be a blank line.
        writer.row(columns.map((name) => record.get(name) ?? ""));
      },
      onWrapper: wraps ? () => undefined : null,
      pause: async () => {
        unpacking.budget.spend(await writer.flush());
      },
    };
    await readJson(file, unpacking, reading);
    await writer.close();
  } catch (error) {
    writer.destroy();
    throw error;
  }
  const notices = [...leftOut([...beside]), ...transcoded(await encodingOf(file))];
  return { path, name: file.name, format: "json", notices, pages };
}

async function encodingOf(file: SourceFile): Promise<TextEncoding> {
  return detectEncoding(await file.readHead(64 * 1024), file.name);
}

interface Survey {
  readonly columns: readonly string[];
  readonly pages: readonly AnswerPage[];
  /** The only row has lists where one value would be. */
  readonly byColumn: boolean;
  /** Names of fields beside lists of rows. */
  readonly beside: ReadonlySet<string>;
}

/** @param wraps whether an object may be a wrapper of rows */
async function survey(file: SourceFile, unpacking: Unpacking, wraps: boolean): Promise<Survey> {
  const columns = new Set<string>();
  const pages: AnswerPage[] = [];
  const beside = new Set<string>();
  let lists = 0;
  const reading: Reading = {
    rows: 0,
    onRecord: (record) => {
      reading.rows++;
      for (const name of record.keys()) columns.add(name);
      if (reading.rows === 1) lists = [...record.values()].filter((text) => list.test(text)).length;
      if (columns.size > mostColumns)
        throw tooLarge(file.name, `The rows have more than ${mostColumns} different fields`);
    },
    onWrapper: wraps
      ? (fields) => {
          pages.push(answerPage(fields));
          for (const name of besideRows(fields)) beside.add(name);
        }
      : null,
  };
  await readJson(file, unpacking, reading);
  const byColumn = reading.rows === 1 && lists > 2 && lists === columns.size;
  return { columns: [...columns], pages, beside, byColumn };
}

function leftOut(fields: readonly string[]): Notice[] {
  return fields.length === 0
    ? []
    : [
        warn(
          "left_out_fields",
          `Fields that stand beside the list of rows are not loaded: ${fields.slice(0, 5).join(", ")}${fields.length > 5 ? " …" : ""}.`,
          "If rows need them, write them into each row.",
        ),
      ];
}

interface Reading {
  /** Read so far. */
  rows: number;
  readonly onRecord: (record: JsonRecord) => void;
  readonly onWrapper: ((fields: JsonRecord) => void) | null;
  readonly pause?: () => Promise<void>;
}

async function readJson(file: SourceFile, { signal }: Unpacking, reading: Reading): Promise<void> {
  const decoder = decoderOf((await encodingOf(file)).label);
  const parser = new JsonParser(new JsonRecords(reading.onRecord, reading.onWrapper));
  try {
    for await (const chunk of file.stream()) {
      signal?.throwIfAborted();
      parser.add(decoder.decode(chunk, { stream: true }));
      await reading.pause?.();
    }
    parser.add(decoder.decode());
    parser.end();
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw damaged(
      file.name,
      `The JSON cannot be read after row ${reading.rows}: ${error.message}`,
      error,
    );
  }
}

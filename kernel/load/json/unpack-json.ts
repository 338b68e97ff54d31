import { DelimitedWriter } from "../container/delimited-writer.ts";
import { damaged, refuse, tooLarge } from "../container/refusal.ts";
import type { UnpackedTable } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import { decoderOf } from "../encoding/decoder.ts";
import type { SourceFile } from "../source-file.ts";
import { detectEncoding } from "../encoding/text-encoding.ts";
import { warn } from "../notice.ts";
import type { AnswerPage } from "./answer-page.ts";
import { answerPage, besideRows } from "./answer-page.ts";
import { JsonParser, JsonSyntaxError } from "./json-parser.ts";
import type { JsonRecord } from "./json-records.ts";
import { JsonRecords } from "./json-records.ts";

/** As many as a table may have; more are no fields but data in the place of names. */
const mostColumns = 1000;

/**
 * Writes the rows of a JSON file as text: their fields in the order of first appearance are the header.
 * It is read twice, because the last row may have a field that no other has.
 */
export async function unpackJson(file: SourceFile, unpacking: Unpacking): Promise<UnpackedTable> {
  const columns = new Map<string, number>();
  let rows = 0;
  const collect = (record: JsonRecord): void => {
    rows++;
    for (const name of record.keys()) if (!columns.has(name)) columns.set(name, columns.size);
    if (columns.size > mostColumns)
      throw tooLarge(file.name, `The rows have more than ${mostColumns} different fields`);
  };
  const pages: AnswerPage[] = [];
  const beside = new Set<string>();
  await readJson(
    file,
    unpacking,
    () => rows,
    collect,
    (fields) => {
      pages.push(answerPage(fields));
      for (const name of besideRows(fields)) beside.add(name);
    },
  );
  if (columns.size === 0)
    throw refuse(
      "no_table",
      file.name,
      "The JSON holds no rows: neither a list of objects nor one object per line",
      "Save the report's rows as a list of objects, or download it as CSV.",
    );
  const path = unpacking.nextPath();
  const writer = new DelimitedWriter(path);
  try {
    const names = [...columns.keys()];
    writer.row(names);
    await readJson(
      file,
      unpacking,
      () => rows,
      (record) => {
        // A row of one column and without a value would be a blank line.
        writer.row(names.map((name) => record.get(name) ?? ""));
      },
      () => undefined,
      async () => {
        unpacking.budget.spend(await writer.flush());
      },
    );
    await writer.close();
  } catch (error) {
    writer.destroy();
    throw error;
  }
  const notices =
    beside.size === 0
      ? []
      : [
          warn(
            "left_out_fields",
            `Fields that stand beside the list of rows are not loaded: ${[...beside].slice(0, 5).join(", ")}${beside.size > 5 ? " …" : ""}.`,
            "If rows need them, write them into each row.",
          ),
        ];
  return { path, name: file.name, format: "json", notices, pages };
}

async function readJson(
  file: SourceFile,
  { signal }: Unpacking,
  rows: () => number,
  onRecord: (record: JsonRecord) => void,
  onWrapper: (fields: JsonRecord) => void,
  pause?: () => Promise<void>,
): Promise<void> {
  const { label } = detectEncoding(await file.readHead(64 * 1024), file.name);
  const decoder = decoderOf(label);
  const parser = new JsonParser(new JsonRecords(onRecord, onWrapper));
  try {
    for await (const chunk of file.stream()) {
      signal?.throwIfAborted();
      parser.add(decoder.decode(chunk, { stream: true }));
      await pause?.();
    }
    parser.add(decoder.decode());
    parser.end();
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw damaged(
      file.name,
      `The JSON cannot be read after row ${rows()}: ${error.message}`,
      error,
    );
  }
}

import { damaged, refuse } from "../container/refusal.ts";
import type { Unpacked } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import { decoderOf } from "../encoding/decoder.ts";
import type { TextEncoding } from "../encoding/text-encoding.ts";
import { detectEncoding } from "../encoding/text-encoding.ts";
import { transcoded } from "../encoding/transcoded.ts";
import type { SourceFile } from "../source-file.ts";
import { HtmlTables } from "./html-tables.ts";
import { HtmlText } from "./html-text.ts";
import type { WrittenSheet } from "./written-sheets.ts";
import { WrittenSheets } from "./written-sheets.ts";

/** Pages lay out their parts in tables too; an export has a few rows and columns. */
const least = { rows: 2, columns: 3 };

/**
 * The tables of a web page: many systems write one and call it .xls. Cells are taken as the page shows
 * them.
 *
 * @throws ProblemError `unsupported_container` where no table can be one of an export
 */
export async function unpackHtml(file: SourceFile, unpacking: Unpacking): Promise<Unpacked> {
  const encoding = pageEncoding(await file.readHead(256 * 1024), file.name);
  const decoder = decoderOf(encoding.label);
  const sheets = new WrittenSheets(file.name, unpacking);
  const tables = new HtmlTables(sheets);
  const html = new HtmlText(tables);
  const add = (text: string, final: boolean): void => {
    if (!html.add(text, final)) throw damaged(file.name, "A tag of the page does not end");
  };
  const read = async (): Promise<void> => {
    for await (const chunk of file.stream()) {
      add(decoder.decode(chunk, { stream: true }), false);
      await sheets.flush();
    }
    add(decoder.decode(), true);
    tables.end();
    if (!sheets.some(isTable))
      throw refuse(
        "unsupported_container",
        file.name,
        "This is a web page, not an export",
        "Most likely the download needed you to be signed in: sign in and download the report again.",
      );
  };
  const { tables: found, skipped } = await sheets.tables("html", read, isTable);
  const notices = transcoded(encoding);
  return {
    tables: found.map((table) => ({ ...table, notices: [...table.notices, ...notices] })),
    skipped,
  };
}

/** What the bytes prove, else what the page says, else what is likely. */
function pageEncoding(head: Buffer, file: string): TextEncoding {
  const likely = detectEncoding(head, file);
  if (likely.proven) return likely;
  const [, stated] =
    /<meta\b[^>]*\bcharset\s*=\s*["']?([\w-]{1,30})/i.exec(head.toString("latin1", 0, 4096)) ?? [];
  try {
    const { encoding: label } = new TextDecoder(stated);
    return label === "utf-8" ? likely : { label, bom: 0, proven: true };
  } catch {
    return likely;
  }
}

function isTable({ rows, columns }: WrittenSheet): boolean {
  return rows >= least.rows && columns >= least.columns;
}

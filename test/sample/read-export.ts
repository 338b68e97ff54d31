import { exportText, type ExportOptions } from "../../scripts/sample/export.ts";

export type ExportRow = ReadonlyMap<string, string>;

/** An export as its header, its data rows and its totals row; read independently of the generator. */
export function readExport(options: ExportOptions): {
  header: string[];
  rows: ExportRow[];
  totals: ExportRow;
} {
  const [header = [], ...lines] = parse([...exportText(options)].join(""));
  const records = lines.map((line) => {
    if (line.length !== header.length) throw new Error(`${line.length} cells: ${line.join("|")}`);
    return new Map(header.map((name, index) => [name, line[index] ?? ""]));
  });
  const totals = records.pop();
  if (!totals) throw new Error("no totals row");
  return { header, rows: records, totals };
}

/** RFC 4180 with CR LF, after a byte order mark. */
function parse(text: string): string[][] {
  if (!text.startsWith("\uFEFF") || !text.endsWith("\r\n")) throw new Error("BOM or CR LF missing");
  return text
    .slice(1, -2)
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? "",
      ),
    );
}

/** A cell as a whole number of hundredths, so that sums are exact. */
export function hundredths(record: ExportRow, column: string): number {
  const text = record.get(column);
  const match = /^(\d+)(?:\.(\d\d))?$/.exec(text ?? "");
  if (!match) throw new Error(`${column}: ${text} is not a number`);
  return Number(match[1]) * 100 + Number(match[2] ?? 0);
}

export function sumOf(rows: readonly ExportRow[], column: string): number {
  return rows.reduce((sum, row) => sum + hundredths(row, column), 0);
}

/** Rows that belong together, by a key of theirs. */
export function grouped(
  rows: readonly ExportRow[],
  key: (row: ExportRow) => string,
): Map<string, ExportRow[]> {
  const groups = new Map<string, ExportRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

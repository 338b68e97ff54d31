import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExportColumn, ExportDefinition } from "../../load/exports/definition.ts";
import { foldHeader } from "../../load/header-text.ts";
import { loadSource } from "../../load/load.ts";
import type { SourceCache } from "../../load/source-cache.ts";
import { loadedColumnId } from "../../metrics/columns.ts";
import { ProblemError } from "../../protocol/problem.ts";

/** A cell of each kind, and how a loaded one reads. */
const cells = {
  int: ["1234", "BIGINT"],
  money: ["12.34", "DECIMAL(18,6)"],
  percent: ["1.25%", "DOUBLE"],
  fraction: ["0.0125", "DOUBLE"],
  decimal: ["2.50", "DOUBLE"],
  duration: ["3.1", "DOUBLE"],
  id: ["1801234567890123456", "VARCHAR"],
  text: ['Über, "alles" 📢', "VARCHAR"],
  category: ["Active", "VARCHAR"],
  date: ["2026-05-01", "DATE"],
  timestamp: ["2026-05-01 10:30:00", "TIMESTAMP"],
} as const;

/** What is wrong with a format by itself, as sentences. */
export function exportFaults(definition: ExportDefinition): readonly string[] {
  const ids = definition.columns.map(({ id }) => id);
  const known = new Set(ids);
  const named = [
    ...definition.required.flat(),
    ...definition.levels.flatMap(({ id, name = id, within = [] }) => [id, name, ...within]),
    ...definition.breakdowns,
  ];
  const clashes = languagesOf(definition).flatMap((language) =>
    repeated(definition.columns.flatMap((column) => spelled(column, language).map(foldHeader))).map(
      (header) => `the header “${header}” (${language}) stands for two columns`,
    ),
  );
  return [
    ...repeated(ids).map((id) => `the column “${id}” is there twice`),
    ...named.filter((id) => !known.has(id)).map((id) => `“${id}” is none of its columns`),
    ...clashes,
    ...definition.totalsLabels
      .filter((pattern) => new RegExp(`^(?:${pattern})$`).test("total eclipse campaign"))
      .map(
        (pattern) =>
          `the totals label ${pattern} takes names for totals, such as “total eclipse campaign”`,
      ),
  ];
}

/** Languages in which it spells headers. */
export function languagesOf({ columns }: ExportDefinition): readonly string[] {
  const languages = columns.flatMap(({ headers, inferred = {} }) =>
    Object.keys({ ...headers, ...inferred }),
  );
  return [...new Set(languages)];
}

/**
 * Loads files made of every spelling of a language's headers, with a cell of each kind.
 *
 * @param exports  all formats that are known, the definition among them
 * @param folder  where the files are written
 */
export async function headerFaults(
  definition: ExportDefinition,
  language: string,
  exports: readonly ExportDefinition[],
  { cache, folder }: { readonly cache: SourceCache; readonly folder: string },
): Promise<readonly string[]> {
  const faults: string[] = [];
  const widest = Math.max(...definition.columns.map((column) => spelled(column, language).length));
  for (let spelling = 0; spelling < widest; spelling++) {
    const columns = spelledOut(definition, language, spelling);
    const lines = [
      columns.map(({ header }) => quoted(header)),
      columns.map(({ kind }) => quoted(cells[kind][0])),
    ];
    const path = join(folder, `${definition.id}-${language}-${spelling}.csv`);
    await writeFile(path, lines.map((line) => `${line.join(",")}\n`).join(""));
    const personal = columns.filter((column) => column.personal).map(({ header }) => header);
    const request = { path, name: "export", options: { personal_data: personal } };
    const where = `headers in “${language}”, spelling ${spelling + 1}`;
    try {
      const { report } = await loadSource(request, { cache, exports });
      const unseen = columns.filter(({ isSeen }) => !isSeen).length;
      const certainty = (columns.length - unseen / 2) / columns.length;
      const found = report.columns.map(({ id, type }) => `${id} ${type}`);
      const expected = columns.map(({ id, kind }) => `${loadedColumnId(id)} ${cells[kind][1]}`);
      const wrong = expected.flatMap((column, index) =>
        found[index] === column ? [] : [`${column} came as ${found[index] ?? "nothing"}`],
      );
      if (report.export.id !== definition.id) {
        faults.push(`${where}: read as ${report.export.id}`);
        continue;
      }
      if (report.export.language !== language)
        faults.push(`${where}: taken for ${report.export.language}`);
      else if (report.export.certainty !== certainty)
        faults.push(`${where}: certain to ${report.export.certainty}, not ${certainty}`);
      if (report.rejected.length > 0) faults.push(`${where}: cells are not readable`);
      wrong.push(...found.slice(expected.length).map((column) => `${column} came besides`));
      if (wrong.length > 0) faults.push(`${where}: ${wrong.join(", ")}`);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      faults.push(`${where}: ${error.message}`);
    }
  }
  return faults;
}

function spelledOut(definition: ExportDefinition, language: string, spelling: number) {
  const known = definition.columns.filter((column) => spelled(column, language).length > 0);
  // Of some languages no header of what the export must have is known: it is there in another.
  const borrowed = definition.required
    .filter((group) => !known.some(({ id }) => group.includes(id)))
    .flatMap(([first]) => definition.columns.filter(({ id }) => id === first));
  return [...known, ...borrowed].map((column) => {
    const from = known.includes(column)
      ? language
      : "en" in column.headers
        ? "en"
        : (Object.keys(column.headers)[0] ?? "en");
    const spellings = spelled(column, from);
    const header = spellings[Math.min(spelling, spellings.length - 1)] ?? "";
    return { ...column, header, isSeen: (column.headers[from] ?? []).includes(header) };
  });
}

function spelled({ headers, inferred = {} }: ExportColumn, language: string): readonly string[] {
  return [...(headers[language] ?? []), ...(inferred[language] ?? [])];
}

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) < index);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

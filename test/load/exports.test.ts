import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCatalogue } from "../../kernel/load/exports/catalogue.ts";
import type { ExportColumn } from "../../kernel/load/exports/definition.ts";
import { foldHeader } from "../../kernel/load/header-text.ts";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { columnById, loadedColumnId } from "../../kernel/metrics/columns.ts";

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

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

// Every export format passes the same suite; adding one is adding data.
describe.each(exportCatalogue)("$label", (definition) => {
  const ids = new Set(definition.columns.map(({ id }) => id));
  const languages = [
    ...new Set(
      definition.columns.flatMap(({ headers, inferred = {} }) =>
        Object.keys({ ...headers, ...inferred }),
      ),
    ),
  ];

  it("names every column once", () => {
    expect(ids.size).toBe(definition.columns.length);
  });

  it("refers only to its own columns", () => {
    const named = [
      ...definition.required.flat(),
      ...definition.levels.flatMap(({ id, name = id, within = [] }) => [id, name, ...within]),
      ...definition.breakdowns,
    ];
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("knows the unit of every column", () => {
    expect(
      definition.columns.filter(({ id }) => !columnById(loadedColumnId(id))).map(({ id }) => id),
    ).toEqual([]);
  });

  it.each(languages)("spells no header for two columns (%s)", (language) => {
    const spellings = definition.columns.flatMap((column) =>
      spelled(column, language).map(foldHeader),
    );
    expect(spellings.filter((text, index) => spellings.indexOf(text) !== index)).toEqual([]);
  });

  it("accepts its totals labels and nothing that merely begins like one", () => {
    for (const pattern of definition.totalsLabels) {
      expect("total eclipse campaign").not.toMatch(new RegExp(`^(?:${pattern})$`));
    }
  });

  it.each(languages)("maps every spelling and reads every kind of cell (%s)", async (language) => {
    const widest = Math.max(
      ...definition.columns.map((column) => spelled(column, language).length),
    );
    for (let spelling = 0; spelling < widest; spelling++) {
      const known = definition.columns.filter((column) => spelled(column, language).length > 0);
      // Of some languages no header of what the export must have is known: it is there in English.
      const borrowed = definition.required
        .filter((group) => !known.some(({ id }) => group.includes(id)))
        .flatMap(([first]) => definition.columns.filter(({ id }) => id === first));
      const columns = [...known, ...borrowed].map((column) => {
        const spellings = spelled(column, known.includes(column) ? language : "en");
        const header = spellings[Math.min(spelling, spellings.length - 1)] ?? "";
        const own = column.headers[known.includes(column) ? language : "en"] ?? [];
        const isSeen = own.includes(header);
        return { ...column, header, isSeen };
      });
      const lines = [
        columns.map(({ header }) => quoted(header)),
        columns.map(({ kind }) => quoted(cells[kind][0])),
      ];
      const path = join(scratch, `${definition.id}-${language}-${spelling}.csv`);
      await writeFile(path, lines.map((line) => `${line.join(",")}\n`).join(""));

      const options = {
        personal_data: columns.filter(({ personal }) => personal).map(({ header }) => header),
      };
      const { report } = await loadSource({ path, name: "export", options }, { cache });
      expect(report.export).toMatchObject({ id: definition.id, language });
      const unseen = columns.filter(({ isSeen }) => !isSeen).length;
      expect(report.export.certainty).toBe((columns.length - unseen / 2) / columns.length);
      expect(report.rejected).toEqual([]);
      expect(report.columns.map(({ id, type }) => [id, type])).toEqual(
        columns.map(({ id, kind }) => [loadedColumnId(id), cells[kind][1]]),
      );
    }
  });
});

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function spelled({ headers, inferred = {} }: ExportColumn, language: string): readonly string[] {
  return [...(headers[language] ?? []), ...(inferred[language] ?? [])];
}

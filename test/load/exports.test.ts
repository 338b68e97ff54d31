import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCatalogue } from "../../kernel/load/exports/catalogue.ts";
import type { ExportColumn, ExportDefinition } from "../../kernel/load/exports/definition.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import {
  exportFaults,
  headerFaults,
  languagesOf,
} from "../../kernel/plugins/conformance/export-faults.ts";
import { columnById, loadedColumnId } from "../../kernel/metrics/columns.ts";

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

// Every export format passes the same suite; adding one is adding data.
describe.each(exportCatalogue)("$label", (definition) => {
  it("is sound by itself", () => {
    expect(exportFaults(definition)).toEqual([]);
  });

  it("knows the unit of every column", () => {
    expect(
      definition.columns.filter(({ id }) => !columnById(loadedColumnId(id))).map(({ id }) => id),
    ).toEqual([]);
  });

  it.each(languagesOf(definition))(
    "reads every spelling and kind of cell (%s)",
    async (language) => {
      const use = { cache, folder: scratch };
      expect(await headerFaults(definition, language, exportCatalogue, use)).toEqual([]);
    },
  );
});

const column = (id: string, header: string): ExportColumn => ({
  id,
  kind: "int",
  headers: { en: [header] },
});
const sound: ExportDefinition = {
  id: "sound",
  label: "Sound",
  columns: [column("plays", "Plays"), column("listens", "Listens"), column("skips", "Skips")],
  required: [["plays"]],
  levels: [],
  breakdowns: [],
  totalsLabels: ["totals?"],
  printedRatios: [],
};
const faultsOf = async (definition: ExportDefinition): Promise<readonly string[]> => [
  ...exportFaults(definition),
  ...(await headerFaults(definition, "en", [definition, ...exportCatalogue], {
    cache,
    folder: scratch,
  })),
];

describe("the suite finds", () => {
  it("nothing in a sound format", async () => {
    expect(await faultsOf(sound)).toEqual([]);
  });

  it.each<[what: string, wrong: Partial<ExportDefinition>, fault: RegExp]>([
    ["a header of two columns", { columns: [...sound.columns, column("p", "plays")] }, /“plays”/],
    ["a column twice", { columns: [...sound.columns, column("plays", "P")] }, /there twice/],
    ["what is none of its columns", { breakdowns: ["country"] }, /“country” is none/],
    ["a label that takes names for totals", { totalsLabels: ["total.*"] }, /total eclipse/],
    ["a format that no file proves", { required: [["gone"]] }, /headers in “en”/],
  ])("%s", async (_, wrong, fault) => {
    expect(await faultsOf({ ...sound, ...wrong })).toContainEqual(expect.stringMatching(fault));
  });
});

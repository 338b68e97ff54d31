import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Kernel } from "../../kernel.ts";
import { describeProblem, ProblemError } from "../../protocol/problem.ts";
import { identifier } from "../../sql.ts";

const suffix = ".expected.json";

export interface SampleFaults {
  readonly files: number;
  /** Names of what was written because it was missing. */
  readonly written: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Loads every file of a plugin's test folder and compares export, rows and sums with what is expected
 * beside it. An expectation that is missing is written, for a person to look through.
 *
 * @param ids  of the plugin's exports: a sample is of one of them
 */
export async function sampleFaults(
  folder: string,
  kernel: Kernel,
  ids: readonly string[],
): Promise<SampleFaults> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const samples = entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .filter((name) => !name.endsWith(suffix) && !name.startsWith("."));
  const written: string[] = [];
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const name of samples.toSorted()) {
    try {
      const found = await summary(join(folder, name), kernel);
      seen.add(found.export);
      if (!ids.includes(found.export)) faults.push(`${name}: read as ${found.export}`);
      if (found.notReadable > 0)
        faults.push(
          `${name}: not readable: ${found.notReadable} ${found.notReadable === 1 ? "cell" : "cells"}; load says which`,
        );
      const text = `${JSON.stringify(found, null, 2)}\n`;
      const expected = await readFile(join(folder, name + suffix), "utf8").catch(() => null);
      if (expected === null) {
        await writeFile(join(folder, name + suffix), text);
        written.push(name + suffix);
      } else faults.push(...differences(found, expected).map((fault) => `${name}: ${fault}`));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      faults.push(`${name}: ${describeProblem(error.problem)}`);
    }
  }
  for (const id of ids) if (!seen.has(id)) faults.push(`no sample file is a ${id}`);
  return { files: samples.length, written, faults };
}

interface Summary {
  readonly export: string;
  readonly rows: number;
  readonly notReadable: number;
  /** By column: the sum of numbers, and of other columns how many values there are. */
  readonly columns: Readonly<Record<string, string>>;
}

async function summary(path: string, kernel: Kernel): Promise<Summary> {
  const { report } = await kernel.load({ path, name: "sample" });
  const session = await kernel.session();
  const asked = report.columns.map(({ id, type }) => {
    const column = identifier(id);
    if (!/^(?:BIGINT|DOUBLE|DECIMAL)/.test(type)) return `'values ' || count(DISTINCT ${column})`;
    // Sums of doubles differ in their last digits from machine to machine.
    const sum = type === "DOUBLE" ? `round(sum(${column}), 6)` : `sum(${column})`;
    return `'sum ' || coalesce(${sum}::VARCHAR, 'NULL')`;
  });
  const { rows } = await session.run(`SELECT ${asked.join(", ")} FROM sample`);
  const [values = []] = rows;
  return {
    export: report.export.id,
    rows: report.rows.loaded,
    notReadable: report.rejected.reduce((cells, { count }) => cells + count, 0),
    columns: Object.fromEntries(report.columns.map(({ id }, index) => [id, textOf(values[index])])),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function differences(found: Summary, text: string): readonly string[] {
  let expected: unknown;
  try {
    expected = JSON.parse(text);
  } catch {
    return ["what is expected is not JSON"];
  }
  const now = flat(found);
  const before = flat(expected);
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((key) => before.get(key) !== now.get(key))
    .map((key) => `${key} is ${now.get(key) ?? "not there"}, not ${before.get(key) ?? "there"}`);
}

function flat(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (typeof value !== "object" || value === null) return new Map([[path, String(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [
      ...flat(inner, path === "" ? key : `${path}.${key}`),
    ]),
  );
}

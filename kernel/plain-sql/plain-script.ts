import { version } from "../../package.json";
import type { PlannedCell } from "../cells/plan-cells.ts";
import type { UsedParameters } from "../cells/parameters.ts";
import { inCell } from "../cells/run-notebook.ts";
import type { Setup } from "../cells/setup.ts";
import { loaderVersion } from "../load/loader-version.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import { formatNumber } from "../protocol/number-format.ts";
import { ProblemError, visible } from "../protocol/problem.ts";
import type { ParseSql } from "../query/read-tree.ts";
import { engineVersion } from "../session/engine-version.ts";
import { literal, readableIdentifier } from "../sql.ts";
import { plainCell } from "./plain-cell.ts";
import { refuseCode } from "./refuse-code.ts";
import type { DefinedMacro } from "./used-macros.ts";
import { usedMacros } from "./used-macros.ts";
import { usedNames } from "./used-names.ts";
import { valueSql } from "./variables.ts";

export interface ScriptInputs {
  /** Of the notebook: its path, for messages, and its name. */
  readonly path: string;
  readonly name: string;
  /** With their places in the file. */
  readonly cells: readonly PlannedCell[];
  readonly setup: Setup;
  readonly parameters: UsedParameters;
  readonly parse: ParseSql;
  /** Where the script will find a source's rows, relative to itself. */
  readonly dataPath: (source: string) => string;
}

export interface PlainScript {
  readonly sql: string;
  /** The sources that it reads. */
  readonly sources: readonly LoadReport[];
}

/**
 * A notebook's SQL as one text for stock DuckDB, over its sources as the loader made them.
 *
 * @throws ProblemError `unsupported_cell` and others, with file, cell and line
 */
export async function plainScript(inputs: ScriptInputs): Promise<PlainScript> {
  const { cells, setup, parse, path, parameters } = inputs;
  const pluginColumns = new Map([...setup.owned].filter(([name]) => !setup.custom.has(name)));
  const name = (own: string): string => readableIdentifier(own, setup.reserved);
  const tables = new Set<string>();
  const functions = new Set<string>();
  const bound = new Set<string>();
  const parts: string[] = [];
  for (const planned of cells) {
    const { cell } = planned;
    if (cell.kind !== "code") parts.push(...headings(planned));
    else if (cell.language !== "sql") parts.push(comment(leftOut(planned)));
    else {
      try {
        if (planned.problem) throw new ProblemError(planned.problem);
        const used = await usedNames(cell.text, parse);
        refuseCode(planned, cells, used, { pluginColumns });
        const table = planned.name === null ? null : name(planned.name);
        const context = { parse, parameters: parameters.values };
        const plain = await plainCell(cell.text, table, context);
        for (const each of used.tables) tables.add(each);
        for (const each of used.functions) functions.add(each);
        for (const each of plain.parameters) bound.add(each);
        parts.push(`${comment(`Cell ${planned.label}, ${planned.where}`)}\n${plain.sql}`);
      } catch (error) {
        throw inCell(error, planned, path);
      }
    }
  }
  const sources = setup.loads.filter((report) => tables.has(report.name.toLowerCase()));
  const sql = [
    opening(inputs, sources),
    `${comment("One thread and UTC, so that sums and times come out as in the notebook.")}
SET threads = 1;
SET TimeZone = 'UTC';`,
    ...section(
      sources.map(
        (report) =>
          `CREATE OR REPLACE TEMP VIEW ${name(report.name)} AS FROM read_parquet(${literal(inputs.dataPath(report.name))});`,
      ),
    ),
    ...section(
      Object.entries(parameters.values)
        .filter(([own]) => bound.has(own))
        .map(([own, value]) => `SET VARIABLE ${name(own)} = ${valueSql(value)};`),
    ),
    ...usedMacros(functions, setup.custom).map(macroText),
    ...parts,
  ];
  return { sql: `${sql.join("\n\n")}\n`, sources };
}

function opening({ name, setup, dataPath }: ScriptInputs, sources: readonly LoadReport[]): string {
  return [
    setup.settings?.title ?? name,
    "",
    `Made from ${name} by Campaign Notebook ${version}, with DuckDB ${engineVersion()}.`,
    "Run it in its folder, as in: duckdb < this-file.sql",
    ...(sources.length === 0
      ? []
      : [
          "",
          `The exports were read by Campaign Notebook (loader ${loaderVersion}): columns named, numbers and dates`,
          "read, totals left out. DuckDB alone would read them otherwise, so their rows lie beside this file:",
          ...sources.flatMap((report) => sourceLines(report, dataPath(report.name))),
        ]),
  ]
    .map(comment)
    .join("\n");
}

/** Lines without a gap between them. */
function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function sourceLines({ name, rows, files }: LoadReport, path: string): readonly string[] {
  return [
    `  ${name}: ${path}, ${formatNumber(rows.loaded, "count")} rows`,
    ...files.map((file) => `    from ${file.name}, SHA-256 ${file.sha256}`),
  ];
}

function headings({ cell }: PlannedCell): readonly string[] {
  if (cell.kind !== "markdown") return [];
  return cell.text
    .split("\n")
    .filter((line) => /^#{1,6} /.test(line))
    .map(comment);
}

function leftOut({ cell, label, where }: PlannedCell): string {
  const what = { "vega-lite": "a chart", diagnose: "a diagnosis", ts: "TypeScript" };
  const kind = Object.entries(what).find(([language]) => language === cell.language)?.[1];
  return `Cell ${label}, ${where}: ${kind ?? cell.language}, left out`;
}

function macroText({ definition, statement }: DefinedMacro): string {
  return `${comment(definition)}\n${statement};`;
}

/** Nothing that a name or a title holds ends the comment. */
function comment(text: string): string {
  return `-- ${visible(text).replace(/[\r\n\u2028\u2029\s]+/g, (space) => (/^ +$/.test(space) ? space : " "))}`.trimEnd();
}

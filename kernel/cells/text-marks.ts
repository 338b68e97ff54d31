/** What is wrong in the texts of a notebook's cells while they are being written. */

import { parseChartSpec } from "../chart/parse-spec.ts";
import { readTokens, type Token } from "../language/sql-tokens.ts";
import { nearNames } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { TextMark } from "../protocol/text-mark.ts";
import { parseTree } from "../query/read-tree.ts";
import { referencedTables } from "../query/references.ts";
import type { Session } from "../session/session.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import { offsetAt } from "../session/text-position.ts";
import { unknownParameter } from "../session/parameters.ts";
import { readableIdentifier } from "../sql.ts";
import type { PlannedCell } from "./plan-cells.ts";
import type { KnownTables } from "./results.ts";

export interface MarkContext {
  readonly parser: SqlParser;
  /** Names of the declared parameters as SQL binds them; null: the setup cannot be read. */
  readonly parameters: readonly string[] | null;
  /** What the setup gave; null: names are not looked at. */
  readonly names: KnownNames | null;
}

export interface KnownNames {
  readonly session: Session;
  /** Sources, and named results that are up to date. */
  readonly tables: KnownTables;
  /** Names that SQL keeps to itself, in small letters. */
  readonly reserved: ReadonlySet<string>;
}

export async function textMarks(
  cells: readonly PlannedCell[],
  context: MarkContext,
): Promise<readonly TextMark[]> {
  const marks: TextMark[] = [];
  for (const [index, { cell }] of cells.entries()) {
    if (cell.kind !== "code") continue;
    if (cell.language === "vega-lite") marks.push(...chartMarks(cell.text, index));
    if (cell.language !== "sql") continue;
    marks.push(...parameterMarks(cell.text, index, context.parameters));
    marks.push(...(await queryMarks(index, cells, context)));
  }
  return marks;
}

async function queryMarks(
  index: number,
  cells: readonly PlannedCell[],
  { parser, names }: MarkContext,
): Promise<readonly TextMark[]> {
  const sql = cells[index]?.cell.text ?? "";
  const read = names && (await tablesRead(sql, parser));
  const found = names
    ? await names.session.faultIn(sql, isBindable(read, cells, names))
    : await parser.faultIn(sql);
  if (!found) return [];
  const { unknown, ...fault } = found;
  const columns = (read ?? []).flatMap((name) => names?.tables.get(name)?.columns ?? []);
  const candidates = unknown?.candidates.length
    ? unknown.candidates
    : nearNames(unknown?.name ?? "", new Set(columns.map(({ name }) => name)));
  const written = (name: string) => readableIdentifier(name, names?.reserved ?? new Set());
  return [{ index, ...fault, replacements: unknown ? candidates.map(written) : [] }];
}

/** null where the engine gives no tree to tell. */
async function tablesRead(sql: string, { parse }: SqlParser): Promise<readonly string[] | null> {
  const tree = await parseTree(sql, parse);
  return tree.kind === "tree" ? referencedTables(tree).map(({ name }) => name) : null;
}

/** A result that has to be made again may get other columns than it has. */
function isBindable(
  read: readonly string[] | null,
  cells: readonly PlannedCell[],
  { tables }: KnownNames,
): boolean {
  const defined = new Set(cells.map(({ name }) => name?.toLowerCase()));
  return read?.every((name) => !defined.has(name.toLowerCase()) || tables.get(name)) ?? false;
}

function parameterMarks(
  sql: string,
  index: number,
  declared: readonly string[] | null,
): readonly TextMark[] {
  if (declared === null) return [];
  const known = new Set(declared.map((name) => name.toLowerCase()));
  const isUnknown = ({ kind, value }: Token) =>
    kind === "parameter" && /^\$[a-z_]/i.test(value) && !known.has(value.slice(1).toLowerCase());
  return readTokens(sql)
    .tokens.filter(isUnknown)
    .map(({ start, end, value }) => ({
      index,
      start,
      end,
      problem: unknownParameter(value.slice(1), declared),
      replacements: nearNames(value.slice(1), declared).map((name) => `$${name}`),
    }));
}

function chartMarks(text: string, index: number): readonly TextMark[] {
  if (text.trim() === "") return [];
  try {
    parseChartSpec(text);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { place, ...problem } = error.problem;
    const start = offsetAt(text, place?.line ?? 1, place?.character ?? 1);
    const end = start + (/^[^\r\n]*/.exec(text.slice(start))?.[0].length ?? 0);
    return [{ index, start, end, problem, replacements: [] }];
  }
}

import { attributeOf } from "../notebook/attributes.ts";
import type { PlannedCell } from "../cells/plan-cells.ts";
import { metricByName } from "../metrics/catalogue.ts";
import type { Metric } from "../metrics/metric.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import type { CheckResult, Mistake } from "../protocol/mistake.ts";
import type { ParseSql } from "../query/read-tree.ts";
import { rangeAt } from "../session/text-position.ts";
import { rules } from "./catalogue.ts";
import { readStatements } from "./read-statements.ts";
import type { Rule } from "./rule.ts";
import { sourceFacts } from "./source-facts.ts";
import type { CheckedStatement, Found } from "./statement.ts";

export interface CheckInputs {
  readonly settings: FrontMatter | null;
  /** Empty where the sources are not loaded: then the canonical column names alone speak. */
  readonly loads: readonly LoadReport[];
  readonly custom: ReadonlyMap<string, Metric>;
  /** Texts of parameters by name in small letters, as they would be bound. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly parse: ParseSql;
}

/** Mistakes of analysis in the cells, by the engine's reading of them. Runs nothing. */
export async function checkNotebook(
  cells: readonly PlannedCell[],
  { settings, loads, custom, parameters, parse }: CheckInputs,
): Promise<CheckResult> {
  const sources = sourceFacts(settings, loads);
  const metric = (name: string) => metricByName(name) ?? custom.get(name.toLowerCase());
  const { statements, unread } = await readStatements(cells, { sources, metric, parse });
  const notebook = { sources, statements, metric, parameters };
  const mistakes = statements.flatMap((statement) => {
    const allowed = allowedIn(statement.cell);
    return rules
      .filter(({ code }) => !allowed.has(code))
      .flatMap((rule) =>
        [...rule.find(statement, notebook)].map((found) => mistake(rule, found, statement, cells)),
      );
  });
  return {
    mistakes: mistakes.toSorted(
      (a, b) =>
        a.index - b.index || a.range.line - b.range.line || a.range.character - b.range.character,
    ),
    unread: unread.map(({ cell, because }) => ({
      index: cells.indexOf(cell),
      cell: cell.label,
      because,
    })),
  };
}

/** `allow="code code"` on the fence line: what is meant as it is. */
function allowedIn({ cell }: PlannedCell): ReadonlySet<string> {
  const allowed = attributeOf(cell.attributes, "allow");
  return new Set(typeof allowed === "string" ? allowed.split(/[\s,]+/) : []);
}

function mistake(
  rule: Rule,
  { at, message, next, fix, level = rule.level }: Found,
  { cell }: CheckedStatement,
  cells: readonly PlannedCell[],
): Mistake {
  const range = rangeAt(cell.cell.text, at);
  return {
    code: rule.code,
    level,
    message,
    next,
    index: cells.indexOf(cell),
    cell: cell.label,
    range,
    fileLine: cell.firstLine === null ? null : cell.firstLine + range.line - 1,
    fix: fix
      ? {
          title: fix.title,
          edits: fix.edits.map((edit) => ({
            range: rangeAt(cell.cell.text, edit),
            text: edit.text,
          })),
        }
      : null,
  };
}

/** Which statements a cell may contain, and the way out for those it may not. */

import type { Problem } from "../protocol/problem.ts";
import { noParameterHere } from "./engine-error.ts";
import type { SqlStatement } from "../language/sql-tokens.ts";
import type { StatementShape } from "./statement-grammar.ts";
import { readStatement } from "./statement-grammar.ts";

/** Names that statements may use and not redefine, in lower case. */
export interface TakenNames {
  readonly sources: ReadonlySet<string>;
  readonly macros: ReadonlySet<string>;
}

export interface CheckedStatement extends SqlStatement {
  readonly shape: StatementShape;
}

/**
 * What the text alone shows to be refused, before the engine sees it: parsing PRAGMA and IMPORT
 * already makes the engine act. A statement with an unknown first word passes with `verb: null`,
 * so that the engine reports its syntax error.
 */
export function checkText(statement: SqlStatement, taken: TakenNames): CheckedStatement | Problem {
  const shape = readStatement(statement.tokens);
  const { verb, word, object, temporary } = shape;
  if (verb === null) {
    const advice = insteadOf[word];
    return advice === undefined ? { ...statement, shape } : refused(word, advice);
  }
  if (verb === "CREATE" || verb === "ALTER" || verb === "DROP") {
    if (temporary) {
      return refused(`${word} TEMP`, "Leave TEMP out: tables of a notebook are its own.");
    }
    if (object !== "TABLE" && object !== "VIEW") {
      return refused(
        `${word} ${object}`,
        insteadOfObject[object ?? ""] ?? "Use a TABLE or a VIEW.",
      );
    }
    if (verb === "CREATE" && object === "VIEW" && hasParameter(statement)) return noParameterHere;
  }
  const target = shape.targets.map((name) => checkTarget(name, taken)).find((found) => found);
  return target ?? { ...statement, shape };
}

/** The statement behind EXPLAIN, which is run by EXPLAIN ANALYZE. */
export function explained({ shape, tokens, text, start }: CheckedStatement): SqlStatement | null {
  const first = shape.inner === undefined ? undefined : tokens[shape.inner];
  if (!first || shape.inner === undefined) return null;
  return {
    text: text.slice(first.start - start),
    start: first.start,
    tokens: tokens.slice(shape.inner),
  };
}

export function refused(what: string, next: string): Problem {
  return { code: "statement_refused", message: `${what} is not available in a cell.`, next };
}

function checkTarget(name: readonly string[] | null, taken: TakenNames): Problem | null {
  if (name === null) return refused("This way to write a table's name", "Write it plainly.");
  const last = name.at(-1) ?? "";
  if (name.length > 1 && !(name.length === 2 && name[0]?.toLowerCase() === "main")) {
    return refused(`Writing to “${name.join(".")}”`, `Write just “${last}”.`);
  }
  const lower = last.toLowerCase();
  if (!taken.sources.has(lower) && !taken.macros.has(lower)) return null;
  return {
    code: "name_taken",
    message: `“${last}” is a ${taken.sources.has(lower) ? "source" : "metric"} and cannot be changed by SQL.`,
    next: "Choose another name.",
  };
}

function hasParameter(statement: SqlStatement): boolean {
  return statement.tokens.some((token) => token.kind === "parameter" || token.value === "?");
}

const exportResult = "To hand over rows, export the result of the cell.";
const declareSource = "To read a file, declare it under sources:.";
const ownTransaction = "Each statement is its own transaction: it happens entirely or not at all.";
const fixedSettings = "Settings are fixed when the notebook is opened.";
const writeItOut = "Write the statement itself, with $name parameters.";
const noExtensions = "The engine runs without extensions.";
const noUpkeep = "The engine looks after its files itself.";

const insteadOf: Readonly<Record<string, string>> = {
  COPY: exportResult,
  EXPORT: exportResult,
  IMPORT: declareSource,
  ATTACH: declareSource,
  DETACH: declareSource,
  INSTALL: noExtensions,
  LOAD: noExtensions,
  FORCE: noExtensions,
  SET: fixedSettings,
  RESET: fixedSettings,
  USE: "All sources and results are in one place; write just the name.",
  PRAGMA: "Use DESCRIBE, SHOW TABLES or SUMMARIZE to look around.",
  CALL: "Use SELECT … FROM a table function.",
  PREPARE: writeItOut,
  EXECUTE: writeItOut,
  DEALLOCATE: writeItOut,
  BEGIN: ownTransaction,
  START: ownTransaction,
  COMMIT: ownTransaction,
  END: ownTransaction,
  ROLLBACK: ownTransaction,
  ABORT: ownTransaction,
  COMMENT: "Write it as text beside the cell.",
  VACUUM: noUpkeep,
  ANALYZE: noUpkeep,
  ANALYSE: noUpkeep,
  CHECKPOINT: noUpkeep,
};

const insteadOfObject: Readonly<Record<string, string>> = {
  MACRO: "Define it under columns:.",
  FUNCTION: "Define it under columns:.",
  SCHEMA: "Tables live in one place here; put the group into the table's name.",
  TYPE: "Use VARCHAR, or a table of the allowed values.",
  SEQUENCE: "Use row_number() OVER (ORDER BY …).",
  INDEX: "Queries need none here.",
  SECRET: "The engine has no access to the network.",
};

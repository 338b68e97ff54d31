import { exportedBy, nameIn, refusedSyntax } from "./names-in.ts";
import type { Program, Statement } from "./syntax.ts";
import { asNode } from "./syntax.ts";

export interface Rewritten {
  readonly script: string;
  readonly inserted: { readonly line: number; readonly column: number; readonly length: number };
}

/** What stands for the cell's connection to the notebook, inside the script. */
export const handle = "$notebook";

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Module syntax as what an async function may contain: imports become awaited, exports and the value to
 * show are handed over. No line moves, and only one line gets longer at its start.
 *
 * @param values  names that the cell uses: an import of no other is one of a type
 */
export function rewrite(code: string, program: Program, values: ReadonlySet<string>): Rewritten {
  const changes: Change[] = [];
  const exported: (readonly [string, string])[] = [];
  const shown = shownExpression(program);
  for (const statement of program.body) {
    const { start, end } = asNode(statement);
    exported.push(...exportedBy(statement));
    switch (statement.type) {
      case "ImportDeclaration":
        changes.push({
          start,
          end,
          text: inLines(importText(statement, values), code.slice(start, end)),
        });
        break;
      case "ExportNamedDeclaration": {
        if (statement.source)
          throw refusedSyntax("A cell exports what it has itself", "Import it, then export it.");
        const upTo = statement.declaration ? asNode(statement.declaration).start : end;
        changes.push({ start, end: upTo, text: blank(code.slice(start, upTo)) });
        break;
      }
      case "ExportDefaultDeclaration": {
        const upTo = asNode(statement.declaration).start;
        changes.push({
          start,
          end: upTo,
          text: inLines(`${handle}.v=`, code.slice(start, upTo)),
        });
        break;
      }
      case "ExportAllDeclaration":
        throw refusedSyntax("A cell exports what it has itself", "Write out what it exports.");
      default:
    }
  }
  const before = `${handle}.v=(`;
  if (shown) {
    changes.push({ start: shown.start, end: shown.start, text: before });
    changes.push({ start: shown.end, end: shown.end, text: ")" });
  }
  const entries = exported.map(([name, local]) => `${JSON.stringify(name)}:${local}`);
  return {
    script: `${changed(code, changes)}\n${handle}.exports={${entries.join(",")}};`,
    inserted: shown
      ? { ...placeOf(code, shown.start), length: before.length }
      : { line: 0, column: 0, length: 0 },
  };
}

/** The expression that the cell ends in, unless it exports a default. */
function shownExpression(
  program: Program,
): { readonly start: number; readonly end: number } | null {
  if (program.body.some(({ type }) => type === "ExportDefaultDeclaration")) return null;
  const last = program.body.at(-1);
  // A text alone is read as a directive.
  const directive = program.directives.at(-1);
  if (!last && directive) return asNode(directive.value);
  return last?.type === "ExpressionStatement" ? asNode(last.expression) : null;
}

type ImportDeclaration = Extract<Statement, { readonly type: "ImportDeclaration" }>;

function importText(
  { source, specifiers }: ImportDeclaration,
  values: ReadonlySet<string>,
): string {
  const from = `await ${handle}.import(${JSON.stringify(source.value)}`;
  const used = specifiers.filter(({ local }) => values.has(local.name));
  if (specifiers.length > 0 && used.length === 0) return "";
  const space = used.find(({ type }) => type === "ImportNamespaceSpecifier");
  const named = used.flatMap((specifier): (readonly [string, string])[] => {
    if (specifier.type === "ImportNamespaceSpecifier") return [];
    const isDefault = specifier.type === "ImportDefaultSpecifier";
    const name = isDefault ? "default" : nameIn(asNode(specifier), "imported");
    return [[name, specifier.local.name]];
  });
  const names = JSON.stringify(named.map(([name]) => name));
  const pattern = named.map(([name, local]) => `${JSON.stringify(name)}:${local}`).join(",");
  const picked = named.length > 0 ? `const {${pattern}}=${from},${names});` : "";
  const whole = space ? `const ${space.local.name}=${from},[]);` : "";
  return picked + whole || `${from},[]);`;
}

/** `text` with the line breaks of what it replaces, and at least as wide. */
function inLines(text: string, replaced: string): string {
  const breaks = replaced.replace(/[^\n]/g, "");
  return breaks === "" ? text.padEnd(replaced.length) : text + breaks;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

function changed(code: string, changes: readonly Change[]): string {
  let script = "";
  let at = 0;
  for (const { start, end, text } of changes.toSorted((a, b) => a.start - b.start)) {
    script += code.slice(at, start) + text;
    at = end;
  }
  return script + code.slice(at);
}

/** Both from 0. */
function placeOf(code: string, offset: number): { readonly line: number; readonly column: number } {
  const before = code.slice(0, offset);
  const line = before.split("\n").length - 1;
  return { line, column: offset - (before.lastIndexOf("\n") + 1) };
}

import { ProblemError } from "../protocol/problem.ts";
import type { Program, Statement, SyntaxNode } from "./syntax.ts";
import { asNode, childrenOf, isSyntaxNode } from "./syntax.ts";

/** What a cell imports this under. */
export const ownModule = "campaign-notebook";

export interface CellNames {
  readonly exports: readonly string[];
  readonly columns: readonly string[];
  /** Names that it uses without declaring them. */
  readonly uses: ReadonlySet<string>;
  /** All names that it uses outside its imports. */
  readonly values: ReadonlySet<string>;
}

/** What a cell exports, which columns it defines, and the names that it must be given. */
export function namesIn(program: Program): CellNames {
  const declared = new Set<string>();
  const values = new Set<string>();
  const columns = new Set<string>();
  const definers = new Set(importedAs(program, "defineColumn"));
  for (const node of nodesIn(asNode(program))) {
    for (const name of declaredBy(node)) declared.add(name);
    if (node.type === "Identifier") values.add(textOf(node, "name"));
    const { callee } = node;
    if (node.type !== "CallExpression" || !isSyntaxNode(callee)) continue;
    if (!definers.has(textOf(callee, "name"))) continue;
    const [definition] = nodesOf(node, "arguments");
    const id = definition && idOf(definition);
    if (id !== undefined) columns.add(id);
  }
  return {
    exports: program.body.flatMap((statement) => exportedBy(statement).map(([name]) => name)),
    columns: [...columns],
    uses: new Set([...values].filter((name) => !declared.has(name))),
    values,
  };
}

/** Names that a statement exports, each with the name that it has inside the cell. */
export function exportedBy(
  statement: Statement,
): readonly (readonly [name: string, local: string])[] {
  if (statement.type !== "ExportNamedDeclaration") return [];
  const { declaration } = statement;
  if (declaration) {
    const names =
      declaration.type === "VariableDeclaration"
        ? declaration.declarations.flatMap(({ id }) => boundBy(asNode(id)))
        : declaredBy(asNode(declaration)).slice(0, 1);
    return names.map((name) => [name, name] as const);
  }
  return nodesOf(asNode(statement), "specifiers")
    .map((specifier) => [nameIn(specifier, "exported"), nameIn(specifier, "local")] as const)
    .filter(([name]) => name !== "default");
}

/** The name in a specifier's field, which may be written as text. */
export function nameIn(specifier: SyntaxNode, field: string): string {
  const node = specifier[field];
  return isSyntaxNode(node) ? textOf(node, "name") || textOf(node, "value") : "";
}

/** The names that a pattern binds: `{ a, b: [c] }` binds a and c. */
function boundBy(pattern: SyntaxNode): readonly string[] {
  switch (pattern.type) {
    case "Identifier":
      return [textOf(pattern, "name")];
    case "ObjectProperty":
      return fieldNames(pattern, "value");
    case "AssignmentPattern":
      return fieldNames(pattern, "left");
    case "RestElement":
      return fieldNames(pattern, "argument");
    case "ObjectPattern":
      return nodesOf(pattern, "properties").flatMap(boundBy);
    case "ArrayPattern":
      return nodesOf(pattern, "elements").flatMap(boundBy);
    default:
      return [];
  }
}

function declaredBy(node: SyntaxNode): readonly string[] {
  const id = fieldNames(node, "id");
  switch (node.type) {
    case "VariableDeclarator":
    case "ClassDeclaration":
    case "ClassExpression":
      return id;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return [...id, ...nodesOf(node, "params").flatMap(boundBy)];
    case "CatchClause":
      return fieldNames(node, "param");
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
      return fieldNames(node, "local");
    default:
      return [];
  }
}

function importedAs(program: Program, name: string): readonly string[] {
  return program.body.flatMap((statement) =>
    statement.type === "ImportDeclaration" && statement.source.value === ownModule
      ? nodesOf(asNode(statement), "specifiers")
          .filter((specifier) => nameIn(specifier, "imported") === name)
          .map((specifier) => nameIn(specifier, "local"))
      : [],
  );
}

function idOf(definition: SyntaxNode): string | undefined {
  if (definition.type === "ParenthesizedExpression") {
    const { expression } = definition;
    return isSyntaxNode(expression) ? idOf(expression) : undefined;
  }
  const property = nodesOf(definition, "properties").find(
    (one) => one["computed"] === false && nameIn(one, "key") === "id",
  );
  const value = property?.["value"];
  return isSyntaxNode(value) && value.type === "StringLiteral" ? textOf(value, "value") : undefined;
}

/** All nodes but names that stand for themselves: those of properties, labels and imports. */
function* nodesIn(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const [field, child] of childrenOf(node)) if (!isOwnName(node, field)) yield* nodesIn(child);
}

function isOwnName({ type, computed }: SyntaxNode, field: string): boolean {
  if (/^Import\w*Specifier$/.test(type)) return true;
  if (/^(?:Optional)?MemberExpression$/.test(type)) return field === "property" && !computed;
  if (/(?:Property|Method)$/.test(type)) return field === "key" && !computed;
  if (/^(?:Labeled|Break|Continue)Statement$/.test(type)) return field === "label";
  return type === "ExportSpecifier" && field === "exported";
}

function fieldNames(node: SyntaxNode, field: string): readonly string[] {
  const inner = node[field];
  return isSyntaxNode(inner) ? boundBy(inner) : [];
}

function nodesOf(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const list = node[field];
  return Array.isArray(list) ? list.filter(isSyntaxNode) : [];
}

function textOf(node: SyntaxNode, field: string): string {
  const text = node[field];
  return typeof text === "string" ? text : "";
}

/** A form of module syntax that has no meaning in a cell. */
export function refusedSyntax(message: string, next: string): ProblemError {
  return new ProblemError({ code: "script_syntax", message, next });
}

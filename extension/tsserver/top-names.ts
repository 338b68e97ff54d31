import type ts from "@tsd/typescript";

export interface TopNames {
  readonly declared: ReadonlySet<string>;
  readonly exported: readonly string[];
}

const mostKept = 500;
const read = new Map<string, TopNames>();

/** The names at the top of a module: those that it declares or imports, and those that it exports. */
export function topNames(typescript: typeof ts, text: string): TopNames {
  const names = read.get(text) ?? readNames(typescript, text);
  read.delete(text);
  read.set(text, names);
  const [oldest] = read.keys();
  if (read.size > mostKept && oldest !== undefined) read.delete(oldest);
  return names;
}

function readNames(typescript: typeof ts, text: string): TopNames {
  const { statements } = typescript.createSourceFile(
    "cell.ts",
    text,
    typescript.ScriptTarget.Latest,
  );
  const declared: string[] = [];
  const exported: string[] = [];
  for (const statement of statements) {
    const names = namesOf(typescript, statement);
    if (typescript.isExportDeclaration(statement)) exported.push(...names);
    else declared.push(...names);
    if (isExported(typescript, statement)) exported.push(...names);
  }
  return {
    declared: new Set(declared),
    exported: exported.filter((name) => name !== "default"),
  };
}

function namesOf(typescript: typeof ts, statement: ts.Statement): readonly string[] {
  if (typescript.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundBy(typescript, name));
  if (typescript.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    return exportClause && typescript.isNamedExports(exportClause)
      ? exportClause.elements.map(({ name }) => name.text)
      : [];
  }
  if (typescript.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const names = namedBindings
      ? typescript.isNamedImports(namedBindings)
        ? namedBindings.elements.map((element) => element.name.text)
        : [namedBindings.name.text]
      : [];
    return name ? [name.text, ...names] : names;
  }
  const isNamed =
    typescript.isFunctionDeclaration(statement) ||
    typescript.isClassDeclaration(statement) ||
    typescript.isInterfaceDeclaration(statement) ||
    typescript.isTypeAliasDeclaration(statement) ||
    typescript.isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

/** `{ a, b: [c] }` binds a and c. */
function boundBy(typescript: typeof ts, name: ts.BindingName): readonly string[] {
  if (typescript.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    typescript.isBindingElement(element) ? boundBy(typescript, element.name) : [],
  );
}

function isExported(typescript: typeof ts, statement: ts.Statement): boolean {
  const modifiers = typescript.canHaveModifiers(statement)
    ? (typescript.getModifiers(statement) ?? [])
    : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((one) => one.kind === kind);
  return has(typescript.SyntaxKind.ExportKeyword) && !has(typescript.SyntaxKind.DefaultKeyword);
}

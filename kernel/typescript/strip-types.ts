import { ProblemError } from "../protocol/problem.ts";
import type { SyntaxNode } from "./syntax.ts";
import { asNode, childrenOf, isSyntaxNode, parseModule } from "./syntax.ts";

/**
 * TypeScript as JavaScript, every character that stays in its place: types become blanks. What has no
 * JavaScript of the same form, such as an enum, is refused.
 *
 * @throws SyntaxError with `loc`; ProblemError `script_syntax` with its place
 */
export function stripTypes(text: string): string {
  const program = asNode(parseModule(text, "typescript"));
  const strip = new Strip(text);
  strip.visit(program);
  const script = strip.script;
  // Blanks could make two statements one, where only a type stood between them.
  const left = outline(asNode(parseModule(script, "javascript")));
  if (left !== outline(program)) throw refused("These types", 0, text);
  return script;
}

const wrappers = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSInstantiationExpression",
]);
const withoutEqual: Readonly<Record<string, string>> = {
  TSEnumDeclaration: "An enum",
  TSModuleDeclaration: "A namespace",
  TSParameterProperty: "A property in a constructor's parameters",
  TSImportEqualsDeclaration: "import =",
  TSExportAssignment: "export =",
};
const modifiers = /\b(?:public|private|protected|readonly|override|abstract|declare)\b/g;

class Strip {
  readonly #text: string;
  readonly #ranges: { start: number; end: number; isStatement: boolean }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  get script(): string {
    let script = "";
    let at = 0;
    for (const { start, end, isStatement } of this.#ranges.toSorted((a, b) => a.start - b.start)) {
      if (end <= at) continue;
      const blank = this.#text.slice(Math.max(at, start), end).replace(/[^\n]/g, " ");
      script += this.#text.slice(at, start) + (isStatement ? `;${blank.slice(1)}` : blank);
      at = end;
    }
    return script + this.#text.slice(at);
  }

  visit(node: SyntaxNode): void {
    const { type, start, end } = node;
    if (isTypeOnly(node)) {
      this.#blank(start, end, /Declaration$|Function$|Method$|Signature$|Alias/.test(type));
      return;
    }
    const refusal = withoutEqual[type];
    if (refusal !== undefined) throw refused(refusal, start, this.#text);
    const { expression } = node;
    if (wrappers.has(type) && isSyntaxNode(expression)) {
      this.visit(expression);
      this.#blank(expression.end, end);
      return;
    }
    if (type === "TSTypeAssertion" && isSyntaxNode(expression)) {
      this.#blank(start, expression.start);
      this.visit(expression);
      return;
    }
    if (type.startsWith("TS")) {
      this.#blank(start, end);
      return;
    }
    this.#marks(node);
    for (const [, child] of childrenOf(node)) this.visit(child);
  }

  /** What a node says of types outside its own types: modifiers, `?`, `!`, `implements`. */
  #marks(node: SyntaxNode): void {
    const { type, start, key, id, params } = node;
    if (/^Class(?:Private|Accessor)?(?:Method|Property)$/.test(type) && isSyntaxNode(key)) {
      this.#blankWords(start, key.start, modifiers);
      this.#blankWords(key.end, this.#annotationOf(node), /[?!]/g);
    }
    if (node["abstract"] === true && isSyntaxNode(node["body"]))
      this.#blankWords(start, node["body"].start, /\babstract\b/g);
    const interfaces = node["implements"];
    if (Array.isArray(interfaces) && interfaces.length > 0) this.#implements(node, interfaces);
    if (node["optional"] === true && (type === "Identifier" || type.endsWith("Pattern")))
      this.#blankWords(this.#nameEnd(node), this.#annotationOf(node), /\?/g);
    if (node["definite"] === true && isSyntaxNode(id))
      this.#blankWords(this.#nameEnd(id), this.#annotationOf(id), /!/g);
    if (Array.isArray(params)) this.#receiver(params);
    this.#specifiers(node["specifiers"]);
  }

  /** A parameter called `this` is only a type. */
  #receiver(params: readonly unknown[]): void {
    const [first, second] = params.filter(isSyntaxNode);
    if (first?.type !== "Identifier" || first["name"] !== "this") return;
    const comma = /^\s*,/.exec(this.#text.slice(first.end));
    this.#blank(first.start, second?.start ?? first.end + (comma?.[0].length ?? 0));
  }

  #specifiers(specifiers: unknown): void {
    if (!Array.isArray(specifiers)) return;
    for (const specifier of specifiers.filter(isSyntaxNode)) {
      if (specifier["importKind"] !== "type" && specifier["exportKind"] !== "type") continue;
      const comma = /^\s*,/.exec(this.#text.slice(specifier.end));
      this.#blank(specifier.start, specifier.end + (comma?.[0].length ?? 0));
    }
  }

  #implements({ body }: SyntaxNode, interfaces: readonly unknown[]): void {
    const first = interfaces.find(isSyntaxNode);
    if (!first || !isSyntaxNode(body)) return;
    const word = this.#text.slice(0, first.start).lastIndexOf("implements");
    this.#blank(word, body.start);
  }

  #nameEnd(node: SyntaxNode): number {
    const { start, name } = node;
    return typeof name === "string" ? start + name.length : start;
  }

  /** Where the node's type begins; its end where it has none. */
  #annotationOf({ typeAnnotation, value, end }: SyntaxNode): number {
    if (isSyntaxNode(typeAnnotation)) return typeAnnotation.start;
    return isSyntaxNode(value) ? value.start : end;
  }

  #blankWords(start: number, end: number, words: RegExp): void {
    for (const { index, 0: word } of this.#text.slice(start, end).matchAll(words))
      this.#blank(start + index, start + index + word.length);
  }

  #blank(start: number, end: number, isStatement = false): void {
    this.#ranges.push({ start, end, isStatement });
  }
}

const typeStatements = new Set([
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
  "TSDeclareFunction",
  "TSDeclareMethod",
  "TSIndexSignature",
]);

/** Whether nothing of it is left in JavaScript. */
function isTypeOnly(node: SyntaxNode): boolean {
  const { type, importKind, exportKind, declaration, declare } = node;
  if (declare === true || typeStatements.has(type)) return true;
  if (node["abstract"] === true && /^Class(?:Method|Property)$/.test(type)) return true;
  if (type === "ImportDeclaration") return importKind === "type";
  if (type !== "ExportNamedDeclaration" && type !== "ExportDefaultDeclaration") return false;
  return exportKind === "type" || (isSyntaxNode(declaration) && isTypeOnly(declaration));
}

/** The kinds of all nodes that JavaScript has, in the order of the text. */
function outline(node: SyntaxNode): string {
  const { type, expression } = node;
  if (isTypeOnly(node) || type === "EmptyStatement") return "";
  const isWrapper = wrappers.has(type) || type === "TSTypeAssertion";
  if (isWrapper) return isSyntaxNode(expression) ? outline(expression) : "";
  if (type.startsWith("TS")) return "";
  const inner = childrenOf(node)
    .filter(([, child]) => child["importKind"] !== "type" && child["exportKind"] !== "type")
    .filter(([field, child]) => field !== "params" || child["name"] !== "this")
    .map(([, child]) => outline(child));
  return `${type}(${inner.join("")})`;
}

function refused(what: string, offset: number, text: string): ProblemError {
  const before = text.slice(0, offset);
  return new ProblemError({
    code: "script_syntax",
    message: `${what} cannot be left out of the code`,
    place: {
      line: before.split("\n").length,
      character: offset - before.lastIndexOf("\n"),
    },
    next: "Write it in a form that JavaScript has too: a const object for an enum, a semicolon after a type.",
  });
}

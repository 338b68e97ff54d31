import { expect, test } from "vitest";
import { isProblem, readCell } from "../../kernel/typescript/cell-code.ts";
import { stripTypes } from "../../kernel/typescript/strip-types.ts";

const plain = (text: string): string => text.replace(/\s+/g, "").replace(/,\)/g, ")");

/** What stands at the place of a type is as many blanks. */
test.each<[typescript: string, javascript: string]>([
  ["const a: Map<string, number[]> = new Map<string, number[]>();", "const a = new Map();"],
  [
    "let a!: number, b = c as unknown as number, d = e!, f = g satisfies H;",
    "let a, b = c, d = e, f = g;",
  ],
  [
    "const f = function <T,>(this: Window, a?: T, ...b: T[]): a is T { return a as T; };",
    "const f = function (a, ...b) { return a; };",
  ],
  ["function f(this: void): asserts x is string {}", "function f() {}"],
  ["function f(a: string): void;\nfunction f(a: any) {}", ";\nfunction f(a) {}"],
  ["interface A { b: string }\ntype C = A['b'];\n[1].map(String);", ";\n;\n[1].map(String);"],
  ["a\ntype B = 1\n(c)", "a\n;\n(c)"],
  [
    "import type { A } from 'a';\nimport { type B, c, type D } from 'b';",
    ";\nimport { c, } from 'b';",
  ],
  ["export type { A };\nexport interface B {}\nexport declare const c: number;", ";\n;\n;"],
  ["export { type A, b };\nlet b: 1;", "export { b };\nlet b;"],
  [
    "abstract class A<T> extends B<T> implements C, D<T> {\n  private readonly a?: string = '';\n  static override b!: T;\n  declare c: 1;\n  abstract d(): void;\n  [key: string]: unknown;\n  protected e?<U>(this: A<U>, f: U): U { return f; }\n  #g?: T;\n}",
    "class A extends B {\n  a = '';\n  static b;\n  \n  ;\n  ;\n  e(f) { return f; }\n  #g;\n}",
  ],
  [
    "declare global { interface X {} }\ndeclare module 'x';\ndeclare function y(): void;",
    ";\n;\n;",
  ],
  ["sql<Row>`a ${b as string}`; f<number>(1); new G<H>;", "sql`a ${b}`; f(1); new G;"],
  ["const { a, b: [c] }: { a: string; b: [1] } = d;", "const { a, b: [c] } = d;"],
  [
    "for (const a of b as string[]) {}\ntry {} catch (e: unknown) {}",
    "for (const a of b) {}\ntry {} catch (e) {}",
  ],
  ["const a = <string>b;\nlet c = (d as any).e;", "const a = b;\nlet c = (d).e;"],
  [
    "label: for (;;) { if (a ? b : c) break label; }",
    "label: for (;;) { if (a ? b : c) break label; }",
  ],
  ["const a = { b?: 1 }", ""],
])("%j", (typescript, javascript) => {
  if (javascript === "") {
    expect(() => stripTypes(typescript)).toThrow(SyntaxError);
    return;
  }
  const script = stripTypes(typescript);
  expect(plain(script)).toBe(plain(javascript));
  expect(script).toHaveLength(typescript.length);
  expect(script.split("\n").map(({ length }) => length)).toEqual(
    typescript.split("\n").map(({ length }) => length),
  );
});

test.each([
  "enum A { B }",
  "namespace A { export const b = 1; }",
  "class A { constructor(private b: string) {} }",
  "import a = require('a');",
  // The type was what ended the statement.
  "const a = b as C\n(d)",
  "let a = b satisfies C\n[d].map(e)",
])("%j is refused rather than read as something else", (text) => {
  expect(readCell(text)).toMatchObject({ code: "script_syntax" });
});

test("names: exports, columns, what it uses of others", () => {
  const code = readCell(`import { defineColumn as define, sql } from "campaign-notebook";
import type { Foo } from "x";
const { a, b: [c], ...d } = other, { e = fallback } = {};
export const one = a, { two, three: four } = c;
export function five(p: Foo, q = outside) { return p.six + q; }
export { d as seven };
for (const x of one) label: for (;;) { const { y: z } = x; break label; }
define({ id: "col_1", unit: "score", inputs: {}, compute: (row) => row.n });
define(({ "id": "col_2" } as any));
try {} catch (error) { error; }
export default class Eight { nine = ten; }`);
  if (isProblem(code)) throw new Error(code.message);
  expect(code.exports).toEqual(["one", "two", "four", "five", "seven"]);
  expect(code.columns).toEqual(["col_1", "col_2"]);
  expect([...code.uses].toSorted()).toEqual(["fallback", "other", "outside", "ten"]);
});

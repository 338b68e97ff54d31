import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readAttributes, setAttribute } from "../../kernel/notebook/attributes.ts";
import { readTableView, writeTableView } from "../../kernel/notebook/table-view.ts";
import { levelNames } from "../../kernel/protocol/result-level.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import type { ColumnFilter, TableView } from "../../kernel/protocol/result-view.ts";

test("a fence line reads like what it does", () => {
  const line =
    'name=x columns=ad_name,ctr sort=ctr:desc,ad_name filter="cost:100..&status=ACTIVE,null&ad_name~summer sale&end!=null" level=campaign:1801:null';
  const view: TableView = {
    columns: ["ad_name", "ctr"],
    sort: [
      { column: "ctr", descending: true },
      { column: "ad_name", descending: false },
    ],
    filters: [
      { kind: "range", column: "cost", from: "100", to: null },
      { kind: "values", column: "status", values: ["ACTIVE", null] },
      { kind: "contains", column: "ad_name", text: "summer sale" },
      { kind: "missing", column: "end", isMissing: false },
    ],
    level: { from: "campaign", opened: ["1801", null] },
  };
  expect(readTableView(line)).toEqual(view);
  expect(writeTableView("name=x", view)).toBe(line);
  expect(writeTableView(line, { columns: null, sort: [], filters: [] })).toBe("name=x");
  expect(readTableView("name=x view=table")).toBeNull();
});

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("null", "", " a ", "..", ".5", "5.", "a&b=c,d", '"`\n', "%41", "Größe ✓", "a;b"),
);
const name = text.filter((each) => each !== "");
const maybe = fc.option(text.filter((each) => each !== ""));
const filter: fc.Arbitrary<ColumnFilter> = fc.oneof(
  fc.record({ kind: fc.constant("range" as const), column: name, from: maybe, to: maybe }),
  fc.record({ kind: fc.constant("contains" as const), column: name, text }),
  fc.record({ kind: fc.constant("missing" as const), column: name, isMissing: fc.boolean() }),
  fc.record({
    kind: fc.constant("values" as const),
    column: name,
    values: fc.array(fc.option(text), { minLength: 2, maxLength: 4 }),
  }),
);

test("any view survives the fence line, whatever columns and values are called", () => {
  const view = fc.record({
    columns: fc.option(fc.array(name, { minLength: 1, maxLength: 4 })),
    sort: fc.array(fc.record({ column: name, descending: fc.boolean() }), { maxLength: 3 }),
    filters: fc.array(filter, { maxLength: 3 }),
  });
  const level = fc.record({
    from: fc.constantFrom(...levelNames),
    opened: fc.array(fc.option(text), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(view, fc.option(level), (plain, place) => {
      const made: TableView = { ...plain, ...(place && { level: place }) };
      const attributes = writeTableView("name=x hide=code", made);
      expect(attributes).not.toMatch(/[`\r\n]/);
      expect(readTableView(attributes) ?? { columns: null, sort: [], filters: [] }).toEqual(made);
      const others = readAttributes(attributes).filter(
        ({ key }) => key === "name" || key === "hide",
      );
      expect(others).toHaveLength(2);
    }),
  );
});

test.each(["sort=a:up", "sort=:desc", "filter=a", "filter=a:5", "filter=a!=5", "columns=%zz"])(
  "%s is refused, naming what cannot be read",
  (attributes) => {
    expect(() => readTableView(setAttribute("name=x", "x", "y") + ` ${attributes}`)).toThrow(
      ProblemError,
    );
  },
);

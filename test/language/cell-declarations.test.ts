import { expect, test } from "vitest";
import { cellDeclarations } from "../../kernel/language/cell-declarations.ts";
import { knownNames, table } from "./known-names.ts";

const types = ["BIGINT", "HUGEINT", "DECIMAL(18,2)", "DOUBLE", "DATE", "TIMESTAMP WITH TIME ZONE"];
types.push("TIMESTAMP_MS", "VARCHAR", "INTEGER[]", "STRUCT(a INTEGER)");

test("tables, columns and parameters become types, with what they mean", () => {
  const ads = table("ads", { cost: "money" });
  const [cost] = ads.columns;
  const text = cellDeclarations(
    knownNames([
      {
        ...ads,
        columns: types.map((type, index) => ({
          ...cost!,
          name: `c${index}`,
          type,
          label: index === 0 ? "Ends */ here\nnot" : "Cost",
        })),
      },
    ]),
  );
  expect(text).toContain(`"ads": {
    /** Ends * / here not, money, header “Spend” */
    "c0": arrow.Int64;`);
  const found = [...text.matchAll(/"c\d": arrow\.(\w+)/g)].map(([, type]) => type);
  expect(found.join()).toBe(
    "Int64,Decimal,Decimal,Float64,DateDay,Timestamp,Timestamp,Utf8,DataType,DataType",
  );
  expect(text).toContain('"later": any;');
  expect(text).toContain(`/** number, 100 unless set */
  readonly "min_clicks": number;`);
  expect(text).toContain('readonly "period_to": string;');
});

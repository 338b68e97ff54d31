import { DuckDBInstance } from "@duckdb/node-api";
import { array, assert, asyncProperty, constantFrom } from "fast-check";
import { expect, it } from "vitest";
import { splitStatements } from "../../kernel/language/sql-tokens.ts";

it.each([
  ["a ; b", ["a", "b"]],
  [";; a ;\n;", ["a"]],
  ["-- only ; a comment", []],
  ["'a;''b' ; x", ["'a;''b'", "x"]],
  [`"a;""b" ; x`, [`"a;""b"`, "x"]],
  ["E'\\';' ; x", ["E'\\';'", "x"]],
  ["E'\\\\'; x", ["E'\\\\'", "x"]],
  ["'\\'; x", ["'\\'", "x"]],
  ["nameE'\\'; x", ["nameE'\\'", "x"]],
  ["1e'\\';' ; x", ["1e'\\';'", "x"]],
  ["$$;$$ ; $t$ ; $$ $t$ ; x", ["$$;$$", "$t$ ; $$ $t$", "x"]],
  ["a$$b ; c$$d", ["a$$b", "c$$d"]],
  ["$a ; $b", ["$a", "$b"]],
  ["1 -- ;\r; 2", ["1", "2"]],
  ["1 /* ; /* ; */ ; */ ; 2", ["1", "2"]],
  ["1 -- '\n; 2 /* ' */ ; 3", ["1", "2", "3"]],
])("splits %j", (sql, statements) => {
  expect(splitStatements(sql).map(({ text }) => text.trim())).toEqual(statements);
});

it("keeps every position", () => {
  const sql = "SELECT\u00a0'ä😀' /* é */ ;\r\n\ufeffSELECT 2";
  for (const { text, start, tokens } of splitStatements(sql)) {
    for (const token of tokens) {
      const written = sql.slice(token.start, token.end);
      expect(text.slice(token.start - start, token.end - start)).toBe(written);
    }
  }
  expect(splitStatements(sql).map(({ text }) => text)).toEqual(["SELECT 'ä😀'", "SELECT 2"]);
});

// Pieces in which strings, names, comments and semicolons can swallow one another.
const pieces = constantFrom(
  ..."'|\"|$$|$t$|$a|;|--|/*|*/|\n|\r| |e'|E'|x'|\\|''|\"\"|1|a|b'|,|(|)|+|\u00a0|\u200b|\u2028|é|😀|`|#|?|@".split(
    "|",
  ),
  "SELECT 1",
  "SELECT 'x'",
  "; SELECT 2",
);

it("sees as many statements as the engine, whatever it is given", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  let compared = 0;
  await assert(
    asyncProperty(array(pieces, { maxLength: 12 }), async (parts) => {
      const sql = `SELECT 1 AS a${parts.join("")}`;
      const parsed = await connection.extractStatements(sql).catch(() => null);
      if (!parsed) return;
      compared++;
      // The engine drops a statement that is a lone word of such characters; cells refuse it.
      const seen = splitStatements(sql).filter(({ text }) => !/^[\u0080-\uffff]+$/.test(text));
      expect(seen).toHaveLength(parsed.count);
    }),
    { numRuns: 4000, seed: 7 },
  );
  expect(compared).toBeGreaterThan(400);
  connection.disconnectSync();
  instance.closeSync();
});

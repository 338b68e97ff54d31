import { describe, expect, test } from "vitest";
import { completeSql } from "../../kernel/language/complete-sql.ts";
import { hoverSql } from "../../kernel/language/hover-sql.ts";
import { metricCalls } from "../../kernel/language/metric-calls.ts";
import { signatureHelp } from "../../kernel/language/signature-help.ts";
import { atCursor, knownNames, table } from "./known-names.ts";

const names = knownNames();

function offered(written: string) {
  const { text, offset } = atCursor(written);
  const { start, end, items } = completeSql(text, offset, names);
  return { replaced: text.slice(start, end), items };
}

const inputs = (written: string) =>
  offered(written)
    .items.filter(({ kind }) => kind === "argument")
    .map(({ insert }) => insert);

describe("completion in SQL", () => {
  test.each<[string, string, string]>([
    [
      "tables after FROM, those that are not there yet too",
      "SELECT * FROM |",
      "ads shop by_ad later",
    ],
    [
      "tables after JOIN, in a call",
      "SELECT sum((SELECT 1 FROM ads JOIN b|",
      "ads shop by_ad later",
    ],
    ["tables after a comma", "FROM ads, |", "ads shop by_ad later"],
    [
      "a table's columns by its alias",
      "SELECT a.| FROM ads AS a",
      "ad_id cost impressions clicks_destination odd name",
    ],
    ["by an alias without AS", "SELECT b.ad FROM by_ad b WHERE b.|", "ad_id ctr"],
    ["by a name, without FROM", "SELECT by_ad.|", "ad_id ctr"],
    [
      "a CTE's columns",
      "WITH x AS (SELECT cast(cost AS DOUBLE) AS spent FROM ads) SELECT x.| FROM x",
      "spent",
    ],
    [
      "parameters, a period as its two days",
      "SELECT 1 WHERE a > $|",
      "$min_clicks $period_from $period_to",
    ],
    ["parameters, half written", "SELECT $mi| + 1", "$min_clicks $period_from $period_to"],
    ["nothing in a string", "SELECT 'a|'", ""],
    ["nothing in an open string", "SELECT 'a|", ""],
    ["nothing in a comment", "SELECT 1 -- the |", ""],
    ["nothing inside a block comment", "SELECT /* | */ 1", ""],
    ["nothing for a name that is given", "SELECT cost AS |", ""],
    ["nothing in a number", "SELECT 12|", ""],
  ])("%s", (_, written, expected) => {
    const labels = offered(written).items.filter(({ kind }) => kind !== "keyword");
    expect(labels.map(({ label }) => label).join(" ")).toBe(expected);
  });

  test("columns of the query's tables come first, then its aliases' metrics and functions", () => {
    const { replaced, items } = offered("SELECT co| FROM by_ad ORDER BY 1");
    expect(replaced).toBe("co");
    expect(items.slice(0, 3).map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      "column ad_id",
      "column ctr",
      "metric cost_per_engaged_view",
    ]);
    expect(items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["ctr", "sum", "GROUP"]),
    );
    expect(items.some(({ label }) => label === "impressions")).toBe(false);
  });

  test("an item says unit and original header, and writes what SQL takes", () => {
    const { items } = offered("SELECT | FROM ads");
    const item = (label: string) => items.find((each) => each.label === label);
    expect(item("cost")?.detail).toBe("money, “Spend”");
    expect(item("odd name")?.insert).toBe('"odd name"');
    expect(item("ctr")).toMatchObject({
      detail: "ctr(clicks, impressions) → ratio",
      insert: "ctr(${1:sum(clicks)}, ${2:sum(impressions)})",
    });
  });

  test("a call offers the inputs that it does not have", () => {
    expect(inputs("SELECT ctr(|")).toEqual(["clicks := ", "impressions := "]);
    expect(inputs("SELECT ctr(clicks := sum(a), |) FROM ads")).toEqual(["impressions := "]);
    expect(inputs("SELECT ctr(sum(|))")).toEqual([]);
  });

  test("two hundred columns", () => {
    const columns = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`column_${index}`, "count"] as const),
    );
    const wide = knownNames([table("ads", columns)]);
    const query = "SELECT ctr(sum(column_1), sum(column_2)) AS ctr, c FROM ads WHERE column_3 > 1";
    const text = `${query}\nUNION ALL ${query}`.repeat(5);
    const offset = text.indexOf("c FROM") + 1;
    completeSql(text, offset, wide);
    const began = performance.now();
    const { items } = completeSql(text, offset, wide);
    console.log(`completion over 200 columns: ${(performance.now() - began).toFixed(1)} ms`);
    expect(items.filter(({ kind }) => kind === "column").length).toBeGreaterThanOrEqual(200);
  });
});

describe("hover in SQL", () => {
  test.each<[string, string, string]>([
    [
      "a metric, with its platform note",
      "SELECT ct|r(1, 2)",
      "CTR (destination) · ratio, higher is better",
    ],
    ["a column of the query's table", "SELECT cos|t FROM ads", "Cost · money, “Spend”"],
    ["a column that is called like a metric", "SELECT c|tr FROM by_ad", "ctr · ratio"],
    [
      "a column by its table's alias",
      "SELECT a.co|st FROM by_ad b, ads a",
      "Cost · money, “Spend”",
    ],
    ["a named result", "FROM by_a|d", "by_ad · named result, 1,200 rows"],
    ["a result that is not there", "FROM la|ter", "later · named result"],
    ["a parameter", "SELECT $min_|clicks", "$min_clicks · parameter"],
    [
      "the notebook's own metric",
      "SELECT cost_per_engaged_vie|w(1, 2)",
      "cost_per_engaged_view · money",
    ],
    ["a named input", "SELECT ctr(cli|cks := 1)", "clicks · count"],
    ["a function of the engine", "SELECT su|m(cost)", "sum · SQL function"],
    ["an unknown name", "SELECT nothin|g FROM ads", ""],
    ["a string", "SELECT 'co|st' FROM ads", ""],
    ["a comment", "SELECT 1 -- co|st\nFROM ads", ""],
  ])("%s", (_, written, expected) => {
    const { text, offset } = atCursor(written);
    const about = hoverSql(text, offset, names)?.about;
    expect(about ? `${about.title} · ${about.facts}` : "").toBe(expected);
  });

  test("says formula, note and source of a metric, columns of a result", () => {
    const { text, offset } = atCursor("SELECT cvr|(1, 2) FROM by_ad");
    const metric = names.metrics.find(({ name }) => name === "cvr");
    const about = hoverSql(text, offset, names)?.about;
    expect(about?.code).toContain(`cvr = ${metric?.formula}`);
    expect(metric?.notes).not.toBe("");
    expect(about?.paragraphs).toEqual(
      expect.arrayContaining([metric?.doc, metric?.notes, `Source: ${metric?.source}`]),
    );
    expect(hoverSql(text, text.length, names)?.about.code).toBe("ad_id VARCHAR\nctr VARCHAR");
  });
});

describe("signatures", () => {
  test.each<[string, string]>([
    ["SELECT ctr(|", "ctr([clicks], impressions) → ratio"],
    ["SELECT ctr(sum(a, b), |) FROM ads", "ctr(clicks, [impressions]) → ratio"],
    ["SELECT ctr(impressions := 1, clicks := |", "ctr([clicks], impressions) → ratio"],
    [
      "SELECT wilson_low(1, 2, |",
      "wilson_low(successes, trials, [z := 1.959963984540054]) → ratio",
    ],
    ["SELECT ctr(sum(|", "sum([arg])"],
    ["SELECT round(1, |", "round(x, [precision])"],
    ["SELECT ctr(1, 2, |", "ctr(clicks, impressions) → ratio"],
    ["SELECT ctr(1, 2)|", ""],
    ["SELECT (|", ""],
    ["SELECT a IN (|", ""],
    ["SELECT 'ctr(|'", ""],
  ])("%s", (written, expected) => {
    const { text, offset } = atCursor(written);
    const help = signatureHelp(text, offset, names);
    const chosen = help?.signatures[help.active];
    const part = chosen?.parameters[chosen.activeParameter ?? -1];
    const label = chosen?.label ?? "";
    expect(
      part
        ? `${label.slice(0, part.start)}[${label.slice(part.start, part.end)}]${label.slice(part.end)}`
        : label,
    ).toBe(expected);
  });
});

test("calls of metrics are told from columns, strings, comments and schemas", () => {
  const sql = `SELECT ctr, ctr (1, 2), 'ctr(1)', s.ctr(1), sum(x), "CVR"(1, 2) /* ctr(1) */`;
  expect(metricCalls(sql, names).map(({ start, end }) => sql.slice(start, end))).toEqual([
    "ctr",
    '"CVR"',
  ]);
  expect(metricCalls(sql, names)[0]?.start).toBe(12);
});

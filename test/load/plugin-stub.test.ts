import { expect, it } from "vitest";
import { detectDialects } from "../../kernel/load/dialect.ts";
import { exportCatalogue } from "../../kernel/load/exports/catalogue.ts";
import type { ExportDefinition } from "../../kernel/load/exports/definition.ts";
import { pluginStub } from "../../kernel/load/plugin-stub.ts";
import { recognise } from "../../kernel/load/recognise.ts";
import { parseRecords } from "../../kernel/load/records.ts";

const text = `Line item report;;;;
Line item;Line item ID;Served on;Spend in "EUR";Fill rate;Clicks (destination)
"Spring; ""A""";1801234567890123456;2026-05-13;1.234,50;12,5 %;120
Autumn;1801234567890123457;2026-05-14;99,00;1,0 %;7
`;

it("a stub is a definition that recognises the file it was made of", async () => {
  const { records } = parseRecords(
    text,
    detectDialects(text)[0] ?? { delimiter: ",", quote: '"' },
    true,
  );
  expect(() => recognise(records, exportCatalogue, "report.csv", {})).toThrow(/Nearest format/);

  const stub = pluginStub(records, "Line items, Mai");
  const [definition] = await exportsOf(stub);
  expect(definition?.id).toBe("line_items_mai");
  expect(recognise(records, definition ? [definition] : [], "report.csv", {})).toMatchObject({
    certainty: 1,
    headerIndex: 1,
    columns: [
      { id: "line_item", kind: "text" },
      { id: "line_item_id", kind: "id" },
      { id: "served_on", kind: "date" },
      { id: "spend_in_eur", kind: "decimal" },
      { id: "fill_rate", kind: "percent" },
      { id: "clicks_destination", kind: "int" },
    ],
  });
});

it("a stub knows levels by their ids, shared conversions and totals", async () => {
  const records = [
    ["Ad ID", "Ad name", "Campaign ID", "Conversions"],
    ["1801234567890123456", "A", "1801234567890123457", "0.25"],
  ];
  const [definition] = await exportsOf(pluginStub(records, "ads"));
  expect(definition).toMatchObject({
    levels: [
      { level: "ad", id: "ad_id", name: "ad_name" },
      { level: "campaign", id: "campaign_id" },
    ],
    columns: [{}, {}, {}, { id: "conversions", kind: "decimal" }],
  });
  const [label = ""] = definition?.totalsLabels ?? [];
  expect("total: account").toMatch(new RegExp(`^(?:${label})$`));
});

/** What a plugin's module gives to `definePlugin`. */
async function exportsOf(stub: string): Promise<readonly ExportDefinition[]> {
  const [first, ...rest] = stub.split("\n");
  expect(first).toBe('import { definePlugin } from "campaign-notebook";');
  const module = ["const definePlugin = (plugin) => plugin;", ...rest].join("\n");
  const loaded: { default: { exports: readonly ExportDefinition[] } } = await import(
    `data:text/javascript,${encodeURIComponent(module)}`
  );
  return loaded.default.exports;
}

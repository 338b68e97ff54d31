import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection, type JS } from "@duckdb/node-api";
import { Kernel } from "../../kernel/kernel.ts";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { macroStatements } from "../../kernel/metrics/macros.ts";
import { attributeOf } from "../../kernel/notebook/attributes.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";

/** The first sample's question as one query: its cells `rates` and `mismatch`, and who the peers were. */
export const question = `WITH rates AS (\n${cellText("rates")}\n),
  mismatch AS (\n${cellText("mismatch")}\n)
  SELECT mismatch.*, rates.peers FROM mismatch JOIN rates USING (ad_id) ORDER BY rank`;

function cellText(name: string): string {
  const file = new URL("../../samples/high-ctr-low-cvr.campaign.md", import.meta.url);
  const { cells } = parseNotebook(readFileSync(file, "utf8"));
  const cell = cells.find(({ attributes }) => attributeOf(attributes, "name") === name);
  if (!cell) throw new Error(`the sample has no cell ${name}`);
  return cell.text;
}

/**
 * The question's answer, row by row.
 *
 * @param load  makes the table `ads` on the connection, in canonical columns
 */
export async function askQuestion(
  load: (connection: DuckDBConnection) => Promise<unknown>,
  minClicks = 100,
): Promise<Record<string, JS>[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    for (const statement of macroStatements(catalogue)) await connection.run(statement);
    await load(connection);
    const reader = await connection.runAndReadAll(question, { min_clicks: minClicks });
    return reader.getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Ids of the ads that the question lists for an export, in its order: the answer a user gets. */
export async function listedAds(file: string): Promise<string[]> {
  const cacheFolder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
  const kernel = await Kernel.open({ cacheFolder });
  try {
    await kernel.load({ path: file, name: "ads" });
    const session = await kernel.session();
    const { columns, rows, cut } = await session.run(question, { min_clicks: 100 });
    if (cut) throw new Error("not the whole answer");
    const position = columns.findIndex(({ name }) => name === "ad_id");
    return rows.map((row) => row[position]).filter((id) => typeof id === "string");
  } finally {
    await kernel.close();
    rmSync(cacheFolder, { recursive: true });
  }
}

import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Comparison } from "./compare.ts";
import { compare } from "./compare.ts";

const sample = "samples/exports/ads-daily.csv";
const query =
  "SELECT campaign_name, ctr(sum(clicks_destination), sum(impressions)) AS ctr FROM ads GROUP BY ALL ORDER BY ALL";

/** The same answer from Node and the engine alone. */
const plainScript = `
  const { DuckDBInstance } = require("@duckdb/node-api");
  (async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const result = await connection.runAndReadAll(\`SELECT "Campaign name",
      sum("Clicks (destination)") / nullif(sum("Impressions"), 0) AS ctr
      FROM read_csv('${sample}', all_varchar = false, store_rejects = true) GROUP BY ALL ORDER BY ALL\`);
    console.log(result.getRowsJson());
  })();`;

/** From the start of the process to its end, the answer printed. */
export async function startToAnswer(scratch: string): Promise<Comparison[]> {
  const cold = (): Promise<void> => answer(mkdtempSync(join(scratch, "cold-")));
  const warm = (): Promise<void> => answer(join(scratch, "warm"));
  const ours = "`campaign-notebook sql` on the sample export";
  const alone = "Node and the engine alone, reading the CSV";
  return [
    await compare({ what: `${ours}, loaded before`, against: "`node -e 0`" }, warm, bareNode),
    await compare({ what: `${ours}, loaded before`, against: alone }, warm, plainAnswer),
    await compare({ what: `${ours}, never seen`, against: alone }, cold, plainAnswer),
  ];
}

async function answer(cache: string): Promise<void> {
  await node(["dist/cli.cjs", "sql", query, "--source", `ads=${sample}`], {
    CAMPAIGN_NOTEBOOK_CACHE: cache,
  });
}

async function plainAnswer(): Promise<void> {
  await node(["-e", plainScript]);
}

async function bareNode(): Promise<void> {
  await node(["-e", "0"]);
}

async function node(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<void> {
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...environment } });
}

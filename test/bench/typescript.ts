import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { arrowBytes } from "../../kernel/arrow/arrow-stream.ts";
import { NotebookRunner } from "../../kernel/cells/notebook-runner.ts";
import { Kernel } from "../../kernel/kernel.ts";
import type { Cell } from "../../kernel/notebook/cell.ts";
import type { Comparison } from "./compare.ts";
import { compare } from "./compare.ts";

const rows = 1_000_000;
const wide = `CREATE TABLE wide AS
  SELECT range AS id, range * 7 AS clicks, range % 1000 AS impressions, (range / 100)::DECIMAL(12, 2) AS cost,
    range / 3 AS score, 'campaign ' || range % 20 AS campaign, 'ad group ' || range % 200 AS adgroup,
    'ad ' || range % 2000 AS ad, DATE '2026-01-01' + (range % 365)::INTEGER AS day,
    TIMESTAMP '2026-01-01' + to_seconds(range) AS at
  FROM range(${rows})`;
const column = (id: string, work: string): string =>
  `defineColumn({ id: "${id}", unit: "money", inputs: { cost: "money", clicks: "count" }, ${work} });`;
const script = `import { defineColumn, sql } from "campaign-notebook";
${column("by_row", "compute: ({ cost, clicks }) => cost / clicks")}
${column(
  "by_batch",
  `computeBatch({ cost, clicks }, rows) {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = cost[row] / clicks[row];
    return values;
  }`,
)}`;

/** A notebook's TypeScript beside SQL: its columns, and a table there and back. */
export async function typescriptCells(scratch: string): Promise<Comparison[]> {
  const folder = mkdtempSync(join(scratch, "typescript-"));
  const kernel = await Kernel.open({ cacheFolder: join(folder, "cache") });
  const runner = await NotebookRunner.open(kernel, {
    path: join(folder, "n.campaign.md"),
    sources: new Map(),
    parameters: new Map(),
  });
  try {
    const cells = [
      code(wide),
      code(script, "ts"),
      code("SELECT sum(by_row(cost, clicks)) AS x FROM wide"),
      code("SELECT sum(by_batch(cost, clicks)) AS x FROM wide"),
      code("SELECT sum(cost / nullif(clicks, 0)) AS x FROM wide"),
      code(
        'import { sql } from "campaign-notebook";\nexport const back = await sql("FROM wide");',
        "ts",
      ),
    ];
    await runner.setup.run(cells);
    const planned = runner.setup.plan(cells);
    const run = async (index: number): Promise<void> => {
      const cell = planned[index];
      if (cell) await runner.run(cell, planned);
    };
    await run(0);
    await run(1);
    const session = await runner.session();
    const speed = (ms: number): string => `${(rows / ms / 1000).toFixed(1)} M rows/s`;
    const columns = [
      await compare(
        { what: "compute", against: "the same formula in SQL" },
        () => run(2),
        () => run(4),
      ),
      await compare(
        { what: "computeBatch", against: "the same formula in SQL" },
        () => run(3),
        () => run(4),
      ),
    ];
    return [
      ...columns.map((one) => ({
        ...one,
        what: `A column by \`${one.what}\` over 1 M rows: ${speed(one.oursMs)}`,
      })),
      await compare(
        {
          what: "1 M rows × 10 columns from SQL to TypeScript, and exported to SQL again",
          against: "the same rows from SQL as Arrow, to nobody",
          target: 5,
        },
        () => run(5),
        async () => arrowBytes(await session.stream("FROM wide")),
      ),
    ];
  } finally {
    runner.close();
    await kernel.close();
  }
}

function code(text: string, language = "sql"): Cell {
  return { kind: "code", language, attributes: "", text };
}

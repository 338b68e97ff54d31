/**
 * A kernel-like process for the kill tests: opens a slot, then makes one table after another, each
 * after a query that spills, and says so when a table is there.
 */

import { Session } from "../../kernel/session/session.ts";
import { openSlot } from "../../kernel/session/slot.ts";

const [folder = "", notebook = "", file = "", round = ""] = process.argv.slice(2);

const { session, database } = await openSlot(folder, { notebookUri: notebook }, async (slot) => ({
  ...slot,
  session: await Session.open({
    ...slot,
    sources: [{ name: "ads", file }],
    macros: [],
    limits: { memoryBytes: 100_000_000, scratchBytes: 1_000_000_000, threads: 2 },
  }),
}));
process.send?.({ database });

for (let number = 0; ; number++) {
  await session.run("SELECT count(DISTINCT hash(i)) FROM range(600000) t(i)");
  const table = `made_${round}_${number}`;
  await session.run(
    `CREATE TABLE ${table} AS SELECT i, i * $factor AS v, repeat('x', 50) AS t FROM range(5000) r(i), ads`,
    { factor: number + 1 },
  );
  process.send?.({ table, factor: number + 1 });
}

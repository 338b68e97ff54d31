import type { Finding, FindingsOutput } from "../protocol/findings.ts";
import type { OutputColumn, OutputTable } from "../protocol/output.ts";
import type { Session } from "../session/session.ts";
import { identifier, literal } from "../sql.ts";

interface FindingColumn extends OutputColumn {
  readonly of: (finding: Finding, index: number) => string | number | null;
}

const columns: readonly FindingColumn[] = [
  column("rank", "Rank", "BIGINT", "count", (_, index) => index + 1),
  column("rule", "Rule", "VARCHAR", "category", ({ rule }) => rule),
  column("title", "Finding", "VARCHAR", "text", ({ title }) => title),
  column("severity", "Severity", "VARCHAR", "category", ({ severity }) => severity),
  column("level", "Level", "VARCHAR", "category", ({ thing }) => thing.kind),
  column("thing_id", "ID", "VARCHAR", "id", ({ thing }) => thing.id),
  column("thing_name", "Name", "VARCHAR", "text", ({ thing }) => thing.name),
  column("within", "In", "VARCHAR", "text", ({ thing }) => thing.within),
  column("sentence", "What was found", "VARCHAR", "text", ({ sentence }) => sentence),
  column("stake", "At stake", "DECIMAL(18,2)", "money", ({ stake }) => stake),
  column("currency", "Currency", "VARCHAR", "category", ({ currency }) => currency),
  column("action", "What to do", "VARCHAR", "text", ({ action }) => action),
];

/** The listed findings as a table of the session, one row each, for later cells to read. */
export async function findingsTable(
  session: Session,
  table: string,
  { findings }: FindingsOutput,
): Promise<OutputTable> {
  const rows = findings.map((finding, index) => columns.map(({ of }) => of(finding, index)));
  const types = columns.map(({ name, type }) => `${identifier(name)} ${type}`).join(", ");
  const kept = identifier(table);
  await session.run(`CREATE OR REPLACE TABLE ${kept} (${types})`, {}, { trusted: true });
  if (rows.length > 0) {
    const values = rows.map((row) => `(${row.map(literal).join(", ")})`).join(",\n");
    await session.run(`INSERT INTO ${kept} VALUES ${values}`, {}, { trusted: true });
  }
  const currencies = new Set(findings.map(({ currency }) => currency));
  const [only = null] = currencies;
  return {
    columns: columns.map(({ name, label, type, unit }) => ({ name, label, type, unit })),
    rows,
    total: rows.length,
    currency: currencies.size === 1 ? only : null,
  };
}

function column(
  name: string,
  label: string,
  type: string,
  unit: OutputColumn["unit"],
  of: FindingColumn["of"],
): FindingColumn {
  return { name, label, type, unit, of };
}

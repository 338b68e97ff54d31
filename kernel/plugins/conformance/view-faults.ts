import { chartView } from "../../cells/chart-view.ts";
import { ProblemError } from "../../protocol/problem.ts";
import type { Unit } from "../../protocol/unit.ts";
import { isNumberUnit } from "../../protocol/unit.ts";
import type { Session } from "../../session/session.ts";
import { identifier } from "../../sql.ts";
import type { View } from "../registry.ts";

const table = "__viewed";

/** Draws a result that has a view's columns and no others. What is wrong, as sentences. */
export async function viewFaults(view: View, session: Session): Promise<readonly string[]> {
  if (!view.chart) return [];
  const inputs = Object.entries(view.inputs);
  const columns = inputs.map(([name, unit]) => `${valueOf(unit)} AS ${identifier(name)}`);
  await session.run(
    `CREATE OR REPLACE TABLE ${table} AS SELECT ${columns.join(", ")} FROM range(1, 6) AS rows(n)`,
    {},
    { trusted: true },
  );
  const described = inputs.map(([name, unit]) => ({ name, label: name, unit, type: "" }));
  try {
    const result = { name: table, columns: described, currency: null };
    await chartView(view, result, { session, idPrefix: "view-", isLive: false });
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [error.message];
  } finally {
    await session.run(`DROP TABLE ${table}`, {}, { trusted: true });
  }
}

function valueOf(unit: Unit): string {
  if (unit === "ratio") return "n / 10";
  if (isNumberUnit(unit)) return "n * 10";
  if (unit === "date") return "DATE '2026-05-01' + n::INTEGER";
  if (unit === "timestamp") return "TIMESTAMP '2026-05-01 10:00:00' + to_hours(n)";
  return unit === "boolean" ? "n % 2 = 0" : "'value ' || n";
}

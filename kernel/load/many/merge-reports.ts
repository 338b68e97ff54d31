import type {
  LeftOutRows,
  LoadReport,
  RejectedValues,
  TotalsCheck,
} from "../../protocol/load-report.ts";
import { dateSpan, duplicateKeys, unreadKeys } from "../checks.ts";
import { sorted } from "./file-part.ts";
import { partPeriods } from "./part-periods.ts";
import type { PartReport, Union } from "./part-report.ts";
import { unionNotices } from "./union-notices.ts";

/** One report of all files: what each said of its rows and cells, and what only shows in all together. */
export async function mergeReports(
  parts: readonly PartReport[],
  union: Union,
): Promise<LoadReport> {
  const [first] = parts;
  if (!first) throw new Error("nothing to merge");
  const { writer, columns, facts, grain } = union;
  const plans = columns.map(({ plan }) => plan);
  const periods = grain.period === "total" ? partPeriods(parts) : null;
  // Rows of different periods are different rows.
  const key =
    periods && !periods.overlap && grain.key.length > 0 ? [...grain.key, "_part"] : grain.key;
  const rejected = mergeRejected(parts);
  const report: Omit<LoadReport, "notices"> = {
    ...first.report,
    files: parts.flatMap(({ report: { files, rows } }) =>
      files.map((file) => ({ ...file, rows: { read: rows.read, loaded: rows.loaded } })),
    ),
    export: {
      ...first.report.export,
      certainty: Math.min(...parts.map((part) => part.report.export.certainty)),
    },
    grain,
    rows: {
      read: parts.reduce((sum, part) => sum + part.report.rows.read, 0),
      loaded: facts.rows,
      leftOut: [
        ...parts.flatMap(({ name, report: { rows } }) =>
          rows.leftOut.map((entry) => ({ ...entry, file: name })),
        ),
        ...union.repeated.map(({ part, rows, examples }): LeftOutRows => ({
          reason: "repeated",
          file: parts[part - 1]?.name ?? "",
          rows,
          examples,
        })),
      ],
    },
    columns: columns.map(({ plan, inParts }) => {
      const { format: _, ...column } = columnOf(parts, inParts[0] ?? 0, plan.column.id);
      const formats = new Set(
        inParts.map((index) => columnOf(parts, index, plan.column.id).format),
      );
      const [format] = formats;
      return {
        ...column,
        type: plan.type,
        nulls: facts.nulls.get(plan.column.id) ?? 0,
        ...(formats.size === 1 && format !== undefined ? { format } : {}),
      };
    }),
    rejected,
    totals: mergeTotals(parts),
    duplicates: await duplicateKeys(writer, key, facts.rows, unreadKeys(grain, rejected)),
    dates: await dateSpan(writer, plans),
    currencies: [...new Set(parts.flatMap((part) => part.report.currencies))].toSorted(),
  };
  return { ...report, notices: sorted([...unionNotices(report, parts, union)]) };
}

function columnOf(parts: readonly PartReport[], index: number, id: string) {
  const column = parts[index]?.report.columns.find((each) => each.id === id);
  if (!column) throw new Error(`no column ${id} in file ${index}`);
  return column;
}

function mergeRejected(parts: readonly PartReport[]): RejectedValues[] {
  const merged = new Map<string, RejectedValues>();
  for (const { name, report } of parts)
    for (const { column, reason, count, samples } of report.rejected) {
      const key = `${column} ${reason}`;
      const before = merged.get(key);
      merged.set(key, {
        column,
        reason,
        count: (before?.count ?? 0) + count,
        samples: [
          ...(before?.samples ?? []),
          ...samples.map((sample) => ({ file: name, ...sample })),
        ].slice(0, 3),
      });
    }
  return [...merged.values()];
}

/** The first file whose totals differ; if none does, the first that has totals. */
function mergeTotals(parts: readonly PartReport[]): TotalsCheck {
  const checks = parts.flatMap(({ name, report: { totals } }) =>
    totals.status === "none" ? [] : [{ ...totals, file: name }],
  );
  return checks.find(({ status }) => status === "differs") ?? checks[0] ?? { status: "none" };
}

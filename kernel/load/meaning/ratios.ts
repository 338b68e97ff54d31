import type { Notice } from "../../protocol/load-report.ts";
import type { ExportDefinition } from "../exports/definition.ts";
import { counted, warn } from "../notice.ts";
import type { CheckedTable } from "./checked-table.ts";
import { columnOf } from "./checked-table.ts";
import type { PrintedRatio } from "./printed-ratios.ts";
import { printedRatios } from "./printed-ratios.ts";

/** So many rows tell whether a column means what its header says; of more the first ones are compared. */
const mostRows = 20_000;
/** Decimals that are told apart; what has more is a double as it was computed. */
const mostDecimals = 5;

interface Comparison extends PrintedRatio {
  /** SQL names. */
  readonly column: string;
  readonly numerator: string;
  readonly denominator: string;
  /** Printed as a percentage. */
  readonly percent: boolean;
}

/** Printed ratios that are not what their bases give, within the rounding of both. */
export async function* ratioNotices(
  table: CheckedTable,
  definition: ExportDefinition,
): AsyncGenerator<Notice> {
  const comparisons = printedRatios(definition).flatMap((ratio): Comparison[] => {
    const column = columnOf(table, ratio.printed);
    const numerator = columnOf(table, ratio.above);
    const denominator = columnOf(table, ratio.below);
    const kind = table.plans.find(({ column: { means } }) => means === ratio.printed)?.kind;
    return column !== undefined && numerator !== undefined && denominator !== undefined
      ? [{ ...ratio, column, numerator, denominator, percent: kind === "percent" }]
      : [];
  });
  if (comparisons.length === 0 || table.rows === 0) return;
  const rows = `(SELECT *, ${table.row} AS position FROM data LIMIT ${mostRows})`;
  const steps = await stepsOf(table, rows, comparisons);
  for (const [index, comparison] of comparisons.entries()) {
    const { column, numerator, denominator, per, percent } = comparison;
    const [ownStep = 0, aboveStep = 0] = steps.slice(2 * index);
    const scale = percent ? 100 : 1;
    const ratio = `${numerator}::DOUBLE / ${denominator} * ${per * scale}`;
    const printed = `${column}::DOUBLE * ${scale}`;
    // Platforms round or cut: a whole step of what is printed, half of one of what it is computed from.
    const slack = `${ownStep} * 1.000001 + ${aboveStep / 2} * ${per * scale} / abs(${denominator})
      + abs(${ratio}) * 1e-9`;
    const differs = `abs(${printed} - ${ratio}) > ${slack}`;
    const [compared, differing, row, text, computed] = await table.writer.row(
      `SELECT count(*), count(*) FILTER (${differs}), (min(position) FILTER (${differs}))::VARCHAR,
        arg_min(round(${printed}, 6)::VARCHAR, position) FILTER (${differs}),
        arg_min(round(${ratio}, 4)::VARCHAR, position) FILTER (${differs})
      FROM ${rows} WHERE ${denominator} <> 0 AND ${column} IS NOT NULL AND ${numerator} IS NOT NULL`,
    );
    if (Number(differing) === 0) continue;
    const sign = percent ? " %" : "";
    yield warn(
      "ratios_differ",
      `${comparison.printed} is not ${comparison.above} / ${comparison.below}${per === 1 ? "" : ` × ${per}`} in ${differing === compared ? "any row" : `${String(differing)} of ${counted(Number(compared), "row", "rows")}`} (row ${String(row)}: ${String(text)}${sign} printed, ${String(computed)}${sign} computed).`,
      "Compute it from its counts; the printed column may mean something else.",
    );
  }
}

/** The step of each ratio's printed column and of its numerator, in the order of the ratios: 0.01 for two decimals. */
async function stepsOf(
  table: CheckedTable,
  rows: string,
  comparisons: readonly Comparison[],
): Promise<number[]> {
  const places = Array.from({ length: mostDecimals }, (_, index) => index);
  const fits = comparisons.flatMap(({ column, numerator, percent }) =>
    [`${column}::DOUBLE * ${percent ? 100 : 1}`, `${numerator}::DOUBLE`].map(
      (value) =>
        `[${places.map((place) => `bool_and(abs(round(${value} * 1e${place}) - ${value} * 1e${place}) < 1e-5)`).join(", ")}]`,
    ),
  );
  const values = await table.writer.row(`SELECT ${fits.join(", ")} FROM ${rows}`);
  return values.map((flags) => {
    const place = Array.isArray(flags) ? flags.indexOf(true) : -1;
    return 10 ** -(place === -1 ? 6 : place);
  });
}

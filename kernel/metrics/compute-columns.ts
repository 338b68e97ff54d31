import { DataType, Float64, makeData, Vector } from "apache-arrow";
import { ProblemError } from "../protocol/problem.ts";
import type { NumberUnit } from "../protocol/unit.ts";
import { catalogue } from "./catalogue.ts";
import { computeMetric } from "./compute.ts";
import { parameters, type Inputs, type Metric } from "./metric.ts";

/** A column of numbers, one value per row, or one value that stands for every row. */
export type Numbers = Vector | ArrayLike<number | bigint | null> | number | bigint | null;

/** What a metric takes over columns: every input by name; inputs with a default may be left out. */
export type Columns<I extends Inputs> = {
  readonly [K in keyof I as I[K] extends NumberUnit ? K : never]: Numbers;
} & {
  readonly [K in keyof I as I[K] extends NumberUnit ? never : K]?: Numbers;
};

/**
 * The metric of every row, as an Arrow column of doubles: the values that `computeMetric` gives,
 * and null where it gives null.
 *
 * @throws `bad_arguments` for a column that is no numbers, columns of different lengths, a missing
 *   input, or no column at all
 */
export function computeColumn(
  metric: Metric,
  columns: Readonly<Record<string, Numbers>>,
): Vector<Float64> {
  const inputs = parameters(metric).flatMap(({ name }) => {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
    return column === undefined ? [] : [{ name, column, read: reader(metric, name, column) }];
  });
  const length = commonLength(metric, inputs);
  const values = new Float64Array(length);
  const valid = new Uint8Array(Math.ceil(length / 8));
  let nullCount = 0;
  for (let row = 0; row < length; row++) {
    const value = computeMetric(
      metric,
      Object.fromEntries(inputs.map(({ name, read }) => [name, read(row)])),
    );
    if (value === null) nullCount++;
    else {
      values[row] = value;
      valid[row >> 3] = (valid[row >> 3] ?? 0) | (1 << (row & 7));
    }
  }
  const data = { type: new Float64(), length, nullCount, nullBitmap: valid, data: values };
  return new Vector([makeData(data)]);
}

type Helper<I extends Inputs> = (columns: Columns<I>) => Vector<Float64>;

type Helpers = {
  readonly [M in (typeof catalogue)[number] as M["name"]]: Helper<M["inputs"]>;
};

/** The built-in metrics over columns: `computeColumns.ctr({ clicks, impressions })`. */
export const computeColumns = helpers();

function helpers(): Helpers {
  const byName: Record<string, Helper<Record<string, "score">>> = {};
  for (const metric of catalogue) byName[metric.name] = (columns) => computeColumn(metric, columns);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are the catalogue's names
  return byName as unknown as Helpers;
}

type Reader = (row: number) => number | null;

function reader(metric: Metric, name: string, column: Numbers): Reader {
  if (column === null) return () => null;
  if (typeof column === "number" || typeof column === "bigint") return () => Number(column);
  const isVector = column instanceof Vector;
  const type: unknown = isVector ? column.type : null;
  const at = isVector ? (row: number): unknown => column.get(row) : (row: number) => column[row];
  if (DataType.isDecimal(type)) {
    const scale = 10 ** type.scale;
    return (row) => decimal(at(row), scale);
  }
  const isNumbers = DataType.isInt(type) || DataType.isFloat(type) || DataType.isNull(type);
  return (row) => {
    const value = at(row);
    if (value === null) return null;
    if (typeof value === "number" && (isNumbers || !isVector)) return value;
    if (typeof value === "bigint") return Number(value);
    throw refused(metric, `the input “${name}” holds something that is no number`);
  };
}

/** Arrow gives the four 32-bit words of the unscaled value, the lowest first. */
function decimal(words: unknown, scale: number): number | null {
  if (!(words instanceof Uint32Array)) return null;
  const bits = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return Number(BigInt.asIntN(words.length * 32, bits)) / scale;
}

function commonLength(
  metric: Metric,
  inputs: readonly { readonly name: string; readonly column: Numbers }[],
): number {
  const lengths = inputs.flatMap(({ column }) =>
    typeof column === "object" && column !== null ? [column.length] : [],
  );
  const [length, ...others] = lengths;
  if (length === undefined) throw refused(metric, "none of its inputs is a column");
  if (others.every((other) => other === length)) return length;
  throw refused(metric, `its columns have different lengths: ${lengths.join(", ")}`);
}

function refused(metric: Metric, why: string): ProblemError {
  return new ProblemError({
    code: "bad_arguments",
    message: `The metric “${metric.name}” cannot be computed: ${why}.`,
    next: "Give it Arrow columns or arrays of numbers, all of one length, or single numbers.",
  });
}

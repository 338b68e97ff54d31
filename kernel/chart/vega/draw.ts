// The only file that loads Vega; in the product it is a bundle of its own, read at the first chart.
import type { TopLevelSpec } from "vega-lite";
import { compile } from "vega-lite";
import { bin, parse, parseExpression, randomLCG, resetSVGDefIds, setRandom, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import type { JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import { collectingLog, textOf } from "./collecting-log.ts";
import { compactPoints } from "./compact-points.ts";
import { countMarks, rawMarks } from "./count-marks.ts";
import type { VegaParts } from "./vega-parts.ts";
import { registerFormats } from "./formats.ts";
import { leaveOutWords } from "./leave-out-words.ts";
import { liveText } from "./live-text.ts";
import { refusingLoader } from "./refusing-loader.ts";
import { speakTooltips } from "./speak-tooltips.ts";
import { useUtc, useUtcInExpressions } from "./utc.ts";

/** A checked Vega-Lite spec whose every `data` is a name in `tables`. */
export interface DrawJob {
  readonly spec: JsonObject;
  readonly config: JsonObject;
  /** Whether axes and legend are to fit into the spec's width. */
  readonly fitsWidth: boolean;
  readonly tables: ReadonlyMap<string, Record<string, unknown>[]>;
  /** Fills datasets of the compiled chart that are not in `tables`. */
  readonly fill?: (compiled: JsonObject, vega: VegaParts) => Promise<void>;
  /** The most marks that are drawn one by one. */
  readonly maxMarks: number;
  /** The most characters of the chart for a page; without it there is none. */
  readonly maxLive?: number;
}

export type DrawResult =
  | {
      readonly status: "drawn";
      readonly svg: string;
      readonly marks: number;
      /** Kinds of marks that drew nothing. */
      readonly empty: readonly string[];
      readonly warnings: readonly string[];
      /** For a page to draw, see `liveText`; null where it is not asked for or too large. */
      readonly live: string | null;
    }
  | { readonly status: "too_many"; readonly marks: number }
  | { readonly status: "failed"; readonly message: string };

registerFormats();

let last: Promise<unknown> = Promise.resolve();

/** Draws one chart after the other: Vega's ids and random numbers are global. Never rejects. */
export function draw(job: DrawJob): Promise<DrawResult> {
  const result = last.then(() =>
    drawNow(job).catch((error: unknown): DrawResult => ({
      status: "failed",
      message: textOf(error),
    })),
  );
  last = result;
  return result;
}

async function drawNow(job: DrawJob): Promise<DrawResult> {
  const log = collectingLog();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the user's; Vega-Lite checks it as it compiles
  const spec = job.spec as unknown as TopLevelSpec;
  const compiled: unknown = compile(spec, { config: job.config, logger: log.logger }).spec;
  if (!isObject(compiled)) throw new Error("Vega-Lite compiled nothing.");
  const sizes = new Map([...job.tables].map(([name, rows]) => [name, rows.length]));
  const raw = rawMarks(compiled, sizes);
  if (raw > job.maxMarks) return { status: "too_many", marks: raw };
  useUtc(compiled);
  await job.fill?.(compiled, { bin, parseExpression });
  // Not said to Vega-Lite, which would warn about heights that follow the number of bars.
  if (job.fitsWidth) compiled["autosize"] = { type: "fit-x", contains: "padding" };
  for (const entry of Array.isArray(compiled["data"]) ? compiled["data"] : [])
    if (isObject(entry)) {
      const rows = job.tables.get(String(entry["name"]));
      if (rows) entry["values"] = rows;
      delete entry["format"];
    }
  speakTooltips(compiled);
  const live = job.maxLive === undefined ? null : liveText(compiled, job.maxLive);
  leaveOutWords(compiled);
  setRandom(randomLCG(1));
  const dataflow = parse(compiled, undefined, { ast: true });
  useUtcInExpressions(dataflow);
  const view = new View(dataflow, {
    renderer: "none",
    expr: expressionInterpreter,
    loader: refusingLoader,
    logger: log.logger,
  });
  try {
    await view.runAsync();
    if (log.errors.length > 0) return { status: "failed", message: log.errors[0] ?? "" };
    const { marks, empty } = countMarks(view.scenegraph());
    if (marks > job.maxMarks) return { status: "too_many", marks };
    resetSVGDefIds();
    const restore = compactPoints(view.scenegraph());
    const svg = restore(await view.toSVG());
    if (log.errors.length > 0) return { status: "failed", message: log.errors[0] ?? "" };
    return { status: "drawn", svg, marks, empty, warnings: log.warnings, live };
  } finally {
    view.finalize();
  }
}

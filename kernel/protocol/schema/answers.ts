/** What arrives at the caller's end of a kernel's channel, checked. */

import * as z from "zod";
import type { KernelMessage, KernelMethod, KernelResult } from "../calls.ts";
import type { LoadReport } from "../load-report.ts";
import type { CheckResult } from "../mistake.ts";
import type { Outline } from "../outline.ts";
import type { CellOutput, ParameterInput } from "../output.ts";
import type { Problem } from "../problem.ts";
import { cellInputs } from "./cell-inputs.ts";

const id = z.int().nonnegative();

// Both ends are of one build, so what the kernel's own types made is not taken apart again.
const problem = z.custom<Problem>(
  (value) => z.looseObject({ code: z.string(), message: z.string() }).safeParse(value).success,
  "a problem",
);
const output = z.custom<CellOutput>(
  (value) => z.looseObject({ kind: z.string() }).safeParse(value).success,
  "an output",
);

const parameterInput = z.custom<ParameterInput>(
  (value) => z.looseObject({ name: z.string(), kind: z.string() }).safeParse(value).success,
  "a parameter",
);
const outline = z.custom<Outline>(
  (value) =>
    z
      .object({
        sources: z.array(z.unknown()),
        results: z.array(z.unknown()),
        metrics: z.array(z.unknown()),
      })
      .safeParse(value).success,
  "an outline",
);
const checkResult = z.custom<CheckResult>(
  (value) =>
    z.object({ mistakes: z.array(z.unknown()), unread: z.array(z.unknown()) }).safeParse(value)
      .success,
  "a check's result",
);
const loadReport = z.custom<LoadReport>(
  (value) => z.looseObject({ version: z.literal(1) }).safeParse(value).success,
  "a load report",
);
const missingResult = z.object({
  index: z.int().nonnegative(),
  reason: z.enum(["not_run", "changed", "failed"]),
});
const loadFact = z.object({
  label: z.string(),
  text: z.string(),
  state: z.enum(["plain", "check", "look"]),
});

export const kernelMessage: z.ZodType<KernelMessage> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("answer"), id, result: z.unknown().optional() }),
  z.object({ type: z.literal("failure"), id, problem }),
  z.discriminatedUnion("name", [
    z.object({
      type: z.literal("event"),
      name: z.literal("progress"),
      value: z.object({ what: z.string(), share: z.number().nullable() }),
    }),
    z.object({
      type: z.literal("event"),
      name: z.literal("printed"),
      value: z.object({ text: z.string() }),
    }),
  ]),
]);

const outputValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const row = z.array(outputValue);
const count = z.int().nonnegative();
const textRange = z.object({ line: count, character: count, endLine: count, endCharacter: count });
const unanswered = z.unknown().transform(() => undefined);

export const kernelResults: {
  readonly [Method in KernelMethod]: z.ZodType<KernelResult<Method>>;
} = {
  open: z.object({ engine: z.string() }),
  runCell: z.object({
    outputs: z.array(z.object({ output, text: z.string() })),
    madeFrom: cellInputs.nullable(),
  }),
  staleCells: z.array(z.object({ index: z.int(), because: z.array(z.string()) })),
  parameters: z.array(parameterInput),
  outline,
  textMarks: z.array(
    z.object({
      index: count,
      start: count,
      end: count,
      problem,
      replacements: z.array(z.string()),
    }),
  ),
  explain: z.string(),
  rename: z.object({
    texts: z.array(z.object({ index: count, start: count, end: count, text: z.string() })),
    attributes: z.array(z.object({ index: count, attributes: z.string() })),
  }),
  check: checkResult,
  pinInputs: z.object({
    index: count,
    edit: z.object({ range: textRange, text: z.string() }),
    files: count,
  }),
  report: z.object({ html: z.string(), missing: z.array(missingResult) }),
  exportReport: unanswered,
  exportScript: unanswered,
  exportResult: z.object({ rows: z.int() }),
  previewSource: z.object({
    report: loadReport,
    facts: z.array(loadFact),
    suggestedName: z.string(),
  }),
  templates: z.object({
    templates: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        description: z.string(),
        path: z.string(),
        plugin: z.object({
          name: z.string(),
          path: z.string(),
          packageName: z.string().nullable(),
        }),
      }),
    ),
    problems: z.array(problem),
  }),
  readPage: z.object({
    rows: z.array(row),
    total: count,
    of: count,
    level: z.object({ rows: count, totals: row }).exactOptional(),
  }),
  summariseColumn: z.object({
    rows: count,
    missing: count,
    distinct: count,
    min: outputValue,
    max: outputValue,
    median: outputValue,
    bins: z.array(z.object({ from: z.string(), to: z.string(), rows: count })),
    values: z.array(z.object({ value: outputValue, rows: count })),
  }),
  stopReading: unanswered,
  stop: unanswered,
  ping: unanswered,
};

/** What arrives at either end of the kernel's channel, checked. */

import * as z from "zod";
import type { CellInputs, KernelCall, KernelMessage, KernelMethod, KernelResult } from "./calls.ts";
import type { CellOutput, ParameterInput } from "./output.ts";
import type { Problem } from "./problem.ts";

const id = z.int().nonnegative();
const nothing = z.tuple([]);

const cellText = z.object({
  kind: z.enum(["setup", "code", "markdown"]),
  language: z.string(),
  attributes: z.string(),
  text: z.string(),
});

const openRequest = z.object({
  notebookPath: z.string(),
  notebookUri: z.string(),
  inheritFrom: z.string().exactOptional(),
  cacheFolder: z.string(),
  sessionFolder: z.string(),
});

const state = {
  cells: z.array(cellText),
  parameters: z.record(z.string(), z.string()).exactOptional(),
};

const runCellRequest = z
  .object({ ...state, index: z.int().nonnegative() })
  .refine(({ cells, index }) => index < cells.length, "an index of one of the cells");

const cellInputs: z.ZodType<CellInputs> = z.array(
  z.object({
    kind: z.enum([
      "text",
      "setup",
      "result",
      "above",
      "parameter",
      "source",
      "metric",
      "targets",
      "names",
    ]),
    name: z.string(),
    hash: z.string(),
  }),
);

const staleRequest = z
  .object({ ...state, shown: z.array(cellInputs.nullable().optional()) })
  .refine(({ cells, shown }) => shown.length === cells.length, "one for each cell");

const type = z.literal("call");

export const kernelCall: z.ZodType<KernelCall> = z.discriminatedUnion("method", [
  z.object({ type, id, method: z.literal("open"), params: z.tuple([openRequest]) }),
  z.object({ type, id, method: z.literal("runCell"), params: z.tuple([runCellRequest]) }),
  z.object({ type, id, method: z.literal("staleCells"), params: z.tuple([staleRequest]) }),
  z.object({ type, id, method: z.literal("parameters"), params: z.tuple([z.object(state)]) }),
  z.object({ type, id, method: z.literal("stop"), params: nothing }),
  z.object({ type, id, method: z.literal("ping"), params: nothing }),
]);

/** Of a call that is otherwise unreadable, so that it can be answered all the same. */
export const callId = z.looseObject({ type, id });

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

export const kernelMessage: z.ZodType<KernelMessage> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("answer"), id, result: z.unknown().optional() }),
  z.object({ type: z.literal("failure"), id, problem }),
  z.object({
    type: z.literal("event"),
    name: z.literal("progress"),
    value: z.object({ what: z.string(), share: z.number().nullable() }),
  }),
]);

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
  stop: unanswered,
  ping: unanswered,
};
